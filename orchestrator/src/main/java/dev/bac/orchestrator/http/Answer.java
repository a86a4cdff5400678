package dev.bac.orchestrator.http;

import dev.bac.orchestrator.run.Page;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes answers. */
final class Answer {
    private Answer() {}

    /** A page of a list. */
    record Items<T>(List<T> items, @Nullable String next) {}

    /** A list that is whole. */
    record All<T>(List<T> items) {}

    static void json(Context ctx, Object body) {
        ctx.contentType("application/json");
        ctx.result(Json.MAPPER.writeValueAsBytes(body));
    }

    static <T, V> void page(Context ctx, Page<T> page, Function<T, V> view) {
        json(
                ctx,
                new Items<>(
                        page.items().stream().map(view).toList(), page.next().orElse(null)));
    }
}
