package dev.bac.orchestrator.http;

import dev.bac.messaging.webhook.Arrival;
import dev.bac.messaging.webhook.Reception;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** Where messaging's vendors report. No credential: what counts is the vendor's signature. */
public final class VendorWebhookResource implements Resource {
    /** Hundreds of reports fit. In bytes. */
    private static final long LONGEST = 1 << 20;

    private final Reception reception;
    private final String url;
    private final Body body = new Body(LONGEST);

    /** @param url by which vendors reach us: what they sign is the address they called */
    public VendorWebhookResource(Reception reception, String url) {
        this.reception = reception;
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/webhooks/{vendor}/{account}", this::receive);
        routes.get("/webhooks/{vendor}/{account}", this::receive);
    }

    private void receive(Context ctx) {
        String query =
                Optional.ofNullable(ctx.queryString()).map(text -> "?" + text).orElse("");
        var arrival =
                new Arrival(ctx.req().getMethod(), url + ctx.path() + query, ctx.headerMap(), body.text(ctx), ctx.ip());
        switch (reception.receive(ctx.pathParam("vendor"), ctx.pathParam("account"), arrival)) {
            case Reception.Answer.Taken taken -> {
                ctx.contentType("text/plain");
                ctx.result(taken.text());
            }
            case Reception.Answer.Unknown _ -> throw Refusal.notFound("account");
            case Reception.Answer.Refused refused ->
                throw Refusal.of(ProblemCode.FORBIDDEN, refused.why(), "Check the account's secret on both sides.");
        }
    }
}
