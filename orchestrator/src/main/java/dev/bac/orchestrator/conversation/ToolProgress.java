package dev.bac.orchestrator.conversation;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import java.util.Optional;
import java.util.UUID;

/** Tells whoever follows a conversation how far a tool is that its run has called. */
public final class ToolProgress {
    private final Rows rows;

    public ToolProgress(Rows rows) {
        this.rows = rows;
    }

    /** True when the caller is an agent in a run, so that there is a conversation to tell. */
    public static boolean inConversation(Caller caller) {
        return run(caller).isPresent();
    }

    private static Optional<UUID> run(Caller caller) {
        return caller.actor().flatMap(Delegation::run).map(UUID::fromString);
    }

    /**
     * Adds an event {@code progress} to the conversation; outside a run it does nothing.
     *
     * @param done of {@code total}
     * @param message one line for people
     */
    public void tell(Caller caller, String tool, int done, int total, String message) {
        run(caller).ifPresent(run -> rows.store()
                .write(caller.tenant(), tx -> rows.runs().find(tx, run).map(record -> {
                    var event = new Events.Progress(run, tool, done, total, message);
                    rows.log().append(tx, record.conversation(), "progress", Events.json(event));
                    return record.conversation();
                }))
                .ifPresent(rows.log()::ring));
    }
}
