package dev.bac.orchestrator.http;

import dev.bac.llm.ModelException;
import dev.bac.orchestrator.problem.Problem;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.tools.ToolboxException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Supplier<UUID> ids;

    Problems(Supplier<UUID> ids) {
        this.ids = ids;
    }

    void routes(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, ctx) -> answer(ctx, refusal, Optional.empty()));
        routes.exception(
                HttpResponseException.class, (e, ctx) -> answer(ctx, ofStatus(e.getStatus()), Optional.empty()));
        routes.exception(ModelException.class, (_, ctx) -> answer(ctx, noModel(), Optional.empty()));
        routes.exception(ToolboxException.class, (_, ctx) -> answer(ctx, noTool(), Optional.empty()));
        routes.exception(Exception.class, (e, ctx) -> {
            String id = ids.get().toString();
            LOG.error("request failed: id={} method={} path={}", id, ctx.method(), ctx.path(), e);
            answer(ctx, Refusal.of(ProblemCode.INTERNAL, "Something failed on our side."), Optional.of(id));
        });
    }

    private static Refusal noModel() {
        return Refusal.of(
                ProblemCode.MODEL_UNAVAILABLE, "No model could answer.", "./bac models says what each of them lacks.");
    }

    private static Refusal noTool() {
        return Refusal.of(ProblemCode.TOOL_UNAVAILABLE, "A tool server could not be reached.", "Try again.");
    }

    static Refusal ofStatus(int status) {
        return switch (status) {
            case 401 -> Refusal.of(ProblemCode.UNAUTHORIZED, "No valid credential.");
            case 404 -> Refusal.of(ProblemCode.NOT_FOUND, "There is no such path.", "/docs lists all paths.");
            case 405 -> Refusal.of(ProblemCode.METHOD_NOT_ALLOWED, "The path has no such method.");
            case 413 -> Refusal.of(ProblemCode.TOO_LARGE, "The request is too large.");
            case 415 -> Refusal.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            default ->
                status >= 500
                        ? Refusal.of(ProblemCode.INTERNAL, "Something failed on our side.")
                        : Refusal.of(ProblemCode.INVALID, "The request cannot be read.");
        };
    }

    static void answer(Context ctx, Refusal refusal, Optional<String> instance) {
        ctx.status(refusal.code().status());
        ctx.contentType("application/problem+json");
        ctx.result(Json.MAPPER.writeValueAsBytes(Problem.of(refusal, instance)));
    }
}
