package dev.bac.orchestrator.crash;

import dev.bac.identity.Caller;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Two servers whose effects outlive every process: {@code ours} keeps the key of a write, {@code theirs} does not. */
final class RecordedEffects implements Toolbox {
    private static final ObjectNode ANY = (ObjectNode)
            JsonMapper.shared().readTree("{\"type\": \"object\", \"properties\": {\"what\": {\"type\": \"string\"}}}");

    private final Jdbi jdbi;

    RecordedEffects(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void prepare() {
        jdbi.useHandle(handle -> {
            handle.execute("DROP TABLE IF EXISTS public.effect_kept, public.effect");
            handle.execute("CREATE TABLE public.effect_kept (key text PRIMARY KEY, asked int NOT NULL DEFAULT 1)");
            handle.execute("CREATE TABLE public.effect (what text NOT NULL)");
        });
    }

    /** Writes that were asked for more than once under one key: what a successor settled by asking again. */
    int reconciled() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM public.effect_kept WHERE asked > 1")
                .mapTo(Integer.class)
                .one());
    }

    /** What happened, each with how often it did. */
    List<String> counted() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT what || ' x' || count(*) FROM public.effect GROUP BY what ORDER BY what")
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return List.of(tool("ours", "ours_thing_make"), tool("theirs", "theirs_thing_send"));
    }

    private static Tool tool(String server, String name) {
        return new Tool(server, name, name, name, Effect.WRITE, "none", ANY, ANY, List.of());
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
        jdbi.useTransaction(handle -> {
            // As every store's connections have it: a node that is stopped here must not hold its rows for as long.
            handle.execute("SET LOCAL idle_in_transaction_session_timeout = '5s'");
            boolean first = !call.tool().startsWith("ours_")
                    || handle.createQuery("""
                                    INSERT INTO public.effect_kept AS kept (key, asked) VALUES (?, 1)
                                    ON CONFLICT (key) DO UPDATE SET asked = kept.asked + 1 RETURNING asked
                                    """)
                                    .bind(0, call.key())
                                    .mapTo(Integer.class)
                                    .one()
                            == 1;
            if (first) {
                handle.execute(
                        "INSERT INTO public.effect (what) VALUES (?)",
                        call.arguments().path("what").asString(""));
            }
        });
        LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
        return new ToolOutcome.Done("done", call.arguments().deepCopy());
    }
}
