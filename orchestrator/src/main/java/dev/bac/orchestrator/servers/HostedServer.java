package dev.bac.orchestrator.servers;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import dev.bac.tools.Canonical;
import dev.bac.tools.RememberedTools;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A foreign server in the house: for the companies that may use it, each call in the audit, and a server that is away is
 * a failed call and no broken run. A call that may have happened is told as such and not sent again.
 */
final class HostedServer implements Toolbox {
    private static final Duration LISTED = Duration.ofSeconds(30);
    private static final int LISTS = 1_000;

    private final String name;
    private final Toolbox live;
    private final RememberedTools remembered;
    private final Predicate<Caller> admitted;
    private final Store store;

    /** @param admitted whether the caller's company may use it */
    HostedServer(String name, Toolbox live, Predicate<Caller> admitted, Store store) {
        this.name = name;
        this.live = live;
        this.remembered = new RememberedTools(live, LISTED, LISTS);
        this.admitted = admitted;
        this.store = store;
    }

    boolean admits(Caller caller) {
        return admitted.test(caller);
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return admits(caller) ? remembered.tools(caller) : List.of();
    }

    /** As the server lists them at this moment. */
    List<Tool> now(Caller caller) {
        remembered.forget();
        return live.tools(caller);
    }

    /** Asks again at the next list. */
    void forget() {
        remembered.forget();
    }

    @Override
    public Optional<String> missing(Caller caller, String tool) {
        if (!admits(caller)) {
            return Optional.empty();
        }
        try {
            return live.missing(caller, tool);
        } catch (ToolboxException unreachable) {
            return Optional.of(away(unreachable));
        }
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        if (!admits(caller)) {
            return new ToolOutcome.Failed("unknown_tool", "There is no tool \"" + call.tool() + "\".");
        }
        ToolOutcome outcome;
        try {
            outcome = live.call(caller, call);
        } catch (ToolboxException broken) {
            outcome = broken.mayHaveHappened()
                    ? new ToolOutcome.Failed(
                            "unknown_outcome",
                            "The server %s broke off; whether the call took effect is not known. Look before it is"
                                            .formatted(name)
                                    + " repeated.")
                    : new ToolOutcome.Failed("unavailable", away(broken));
        }
        if (!(outcome instanceof ToolOutcome.NeedsApproval)) {
            record(caller, call, outcome);
        }
        return outcome;
    }

    private String away(ToolboxException unreachable) {
        return "The server %s cannot be used now: %s".formatted(name, unreachable.getMessage());
    }

    private void record(Caller caller, ToolCall call, ToolOutcome outcome) {
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("server", name)
                .put("key", call.key())
                .put("arguments", Canonical.sha256(call.arguments()));
        var entry = new AuditEntry(
                caller.user().toString(),
                caller.actor().map(Delegation::agent),
                caller.channel().name(),
                call.tool(),
                outcome instanceof ToolOutcome.Failed failed ? failed.code() : "done",
                details);
        store.write(caller.tenant(), tx -> {
            Audit.write(tx, entry);
            return true;
        });
    }
}
