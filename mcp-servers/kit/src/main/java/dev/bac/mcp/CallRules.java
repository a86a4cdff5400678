package dev.bac.mcp;

import dev.bac.identity.Caller;
import tools.jackson.databind.node.ObjectNode;

/** A company's own rules over calls that come from outside; what its agents call is judged before it leaves them. */
@FunctionalInterface
public interface CallRules {
    /** No rules. */
    CallRules NONE = (_, _, _) -> new Verdict.Silent();

    /** What the rules say of a call, by its arguments as the client sent them. */
    Verdict judge(Caller caller, String tool, ObjectNode arguments);

    /** What comes of it. */
    sealed interface Verdict {
        /** Nothing: the server's own demand stands. */
        record Silent() implements Verdict {}

        /** A person must agree first, also where the server would not ask. */
        record Ask(String rule) implements Verdict {}

        /** It may not run. */
        record Refuse(String reason) implements Verdict {}
    }
}
