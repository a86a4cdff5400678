package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Effect;
import dev.bac.mcp.LastingHandler;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;

/** A tool that writes many notes, one a step; the notes themselves say how far it is. */
final class ManyNotes implements LastingHandler<ManyNotes.Wanted, ManyNotes.Written> {
    static final String TOOL = "notes_note_many";
    static volatile Duration pause = Duration.ZERO;

    record Wanted(@Arg("How many") int count) {}

    record Written(String summary, UUID id, int count, int written) implements Told {}

    static DomainServer domain() {
        var domain = ModernNotes.domain();
        var tools = new ArrayList<Tool<?, ?>>(domain.tools());
        tools.add(Tool.write(
                TOOL,
                "Write many notes",
                "Writes many notes.",
                Effect.WRITE,
                Risk.NONE,
                Wanted.class,
                Written.class,
                new ManyNotes()));
        return new DomainServer(
                domain.name(),
                domain.title(),
                domain.instructions(),
                domain.migrations(),
                tools,
                domain.life(),
                domain.besides());
    }

    @Override
    public Written handle(Caller caller, Tx tx, Wanted wanted) {
        return written(tx.newId(), wanted.count(), 0);
    }

    @Override
    public Standing<Written> step(Caller caller, Tx tx, Written begun) {
        tx.sql().execute("SELECT pg_advisory_xact_lock(?)", begun.id().getLeastSignificantBits());
        var before = standing(caller, tx, begun);
        if (before.ended()) {
            return before;
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        add(tx, begun.id() + " " + before.done());
        return standing(caller, tx, begun);
    }

    @Override
    public Standing<Written> standing(Caller caller, Tx tx, Written begun) {
        int written = count(tx, begun.id() + " %");
        boolean stopped = count(tx, begun.id() + " stopped") > 0;
        return new Standing<>(
                written(begun.id(), begun.count(), written),
                written,
                begun.count(),
                stopped || written >= begun.count());
    }

    @Override
    public void stop(Caller caller, Tx tx, Written begun) {
        add(tx, begun.id() + " stopped");
    }

    private static Written written(UUID id, int count, int written) {
        return new Written(written + " of " + count + " notes are written.", id, count, written);
    }

    private static void add(Tx tx, String title) {
        tx.sql().execute("INSERT INTO note (id, title) VALUES (?, ?)", tx.newId(), title);
    }

    static int count(Tx tx, String like) {
        return tx.sql()
                .createQuery("SELECT count(*)::int FROM note WHERE title LIKE :like")
                .bind("like", like)
                .mapTo(Integer.class)
                .one();
    }
}
