package dev.bac.orchestrator.http;

import dev.bac.orchestrator.access.ApiKeys;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.access.SignInLinks;
import dev.bac.orchestrator.access.WebSessions;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.Optional;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Signing in and out. */
public final class SessionResource implements Resource {
    private final SignInLinks links;
    private final ApiKeys keys;
    private final WebSessions sessions;
    private final Body body;

    public SessionResource(SignInLinks links, ApiKeys keys, WebSessions sessions, Body body) {
        this.links = links;
        this.keys = keys;
        this.sessions = sessions;
        this.body = body;
    }

    record Session(String key) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/signin", this::byLink);
        routes.post("/api/v1/session", this::byKey);
        routes.delete("/api/v1/session", this::signOut);
    }

    private void byLink(Context ctx) {
        String token = Optional.ofNullable(ctx.queryParam("token")).orElse("");
        ctx.header("Cache-Control", "no-store");
        ctx.header("Vary", "Accept");
        Optional<Member> member = links.use(token);
        if (member.isEmpty() && wantsPage(ctx)) {
            ctx.status(ProblemCode.LINK_USED.status());
            ctx.html(DecisionPage.oldLink());
            return;
        }
        begin(
                ctx,
                member.orElseThrow(() -> Refusal.of(
                        ProblemCode.LINK_USED,
                        "A sign-in link works once, for a short time, and this one does no longer.",
                        "Start ./bac up again for a new one, or sign in with a key of ./bac keys create.")));
        ctx.redirect("/", HttpStatus.SEE_OTHER);
    }

    /** Whether a page is named, and nothing is wanted more: so browsers ask. */
    private static boolean wantsPage(Context ctx) {
        String accept = Optional.ofNullable(ctx.header("Accept")).orElse("");
        var wanted = new QuotedQualityCSV();
        wanted.addValue(accept);
        return wanted.getValues().stream()
                .filter(type -> type.equals("text/html") || type.endsWith("json"))
                .findFirst()
                .filter("text/html"::equals)
                .isPresent();
    }

    private void byKey(Context ctx) {
        Guard.sameOrigin(ctx);
        String key = Optional.ofNullable(body.require(ctx, Session.class).key())
                .orElseThrow(() -> Refusal.invalid("key", "The field is missing."));
        Member member = keys.verify(key.strip())
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.UNAUTHORIZED, "This key is not valid.", "Make one with ./bac keys create."));
        begin(ctx, member);
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void signOut(Context ctx) {
        Optional.ofNullable(ctx.cookie(Guard.COOKIE)).ifPresent(sessions::end);
        ctx.removeCookie(Guard.COOKIE, "/");
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void begin(Context ctx, Member member) {
        var cookie = new Cookie(
                Guard.COOKIE, sessions.begin(member).text(), "/", Math.toIntExact(WebSessions.LIFE.toSeconds()));
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setSecure(Guard.secure(ctx));
        ctx.cookie(cookie);
    }
}
