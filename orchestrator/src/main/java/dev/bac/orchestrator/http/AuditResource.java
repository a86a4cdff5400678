package dev.bac.orchestrator.http;

import dev.bac.orchestrator.run.AuditTrail;
import dev.bac.orchestrator.run.Page;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What was done, by whom. */
public final class AuditResource implements Resource {
    private final AuditTrail trail;
    private final int page;

    public AuditResource(AuditTrail trail, int page) {
        this.trail = trail;
        this.page = page;
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/audit", this::list);
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, "audit:read");
        Page<AuditTrail.Entry> found =
                trail.list(caller, Query.text(ctx, "server"), Query.limit(ctx, page), Query.uuid(ctx, "cursor"));
        Answer.page(ctx, found, entry -> entry);
    }
}
