package dev.bac.mcp;

import dev.bac.store.changes.ReadSet;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a call came to. */
public sealed interface ToolAnswer {

    /** What a model reads of it. */
    String text();

    /**
     * It is done, or would be in a dry run.
     *
     * @param text the summary and the content as compact JSON
     * @param content as the tool's output schema says
     * @param reads what was read for it; empty when that cannot be told, or when it did more than read
     */
    record Result(String text, ObjectNode content, Optional<ReadSet> reads) implements ToolAnswer {
        public Result(String text, ObjectNode content) {
            this(text, content, Optional.empty());
        }

        /** This result with what was read for it. */
        Result withReads(Optional<ReadSet> set) {
            return new Result(text, content, set);
        }

        /** True when the content was too long to be in the text. */
        public boolean cut() {
            return text.endsWith(ResultText.TOO_LONG);
        }
    }

    /**
     * It was not done, and nothing has changed.
     *
     * @param code stable: {@code invalid}, {@code not_found}, {@code ambiguous}, {@code conflict},
     *     {@code insufficient_scope}, {@code not_delegated}, {@code unknown_tool}, {@code tenant_unknown},
     *     {@code tenant_suspended}, {@code idempotency_conflict}, {@code grant_invalid}, {@code grant_used},
     *     {@code busy}, {@code cancelled}, {@code internal}, or one of the domain's own
     * @param text what is wrong and what to do
     */
    record Refused(String code, String text) implements ToolAnswer {}

    /**
     * A person has to agree first; nothing has changed.
     *
     * @param preview the result it would have
     * @param argumentsHash what the grant must name ({@link dev.bac.store.CanonicalJson#sha256} of the arguments as understood)
     */
    record NeedsApproval(String text, ObjectNode preview, String argumentsHash) implements ToolAnswer {}
}
