package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.A2aEntrance;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.access.WebEntrance;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Stands before every path that is not open: finds out who calls, and counts. */
final class Guard {
    static final String COOKIE = "bac_session";
    private static final String CALLER = "caller";
    private static final String URL = "url";
    private static final String BEARER = "Bearer ";
    private static final Set<String> OPEN =
            Set.of("/", "/index.html", "/favicon.ico", "/health", "/ready", "/signin", "/approve", "/api/v1/session");
    private static final List<String> OPEN_BELOW =
            List.of("/assets/", "/webjars/", "/oauth/", "/.well-known/", "/webhooks/workflows/");
    private static final String WEBHOOKS = "/webhooks/";
    /** A vendor reports on thousands of messages, hundreds a request, from few addresses. */
    private static final int WEBHOOKS_PER_SECOND = 5_000;

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final ApiEntrance keys;
    private final WebEntrance sessions;
    private final Optional<A2aEntrance> agents;
    private final RateLimit rate;
    private final RateLimit webhooks = new RateLimit(WEBHOOKS_PER_SECOND);
    private final String url;
    private final Predicate<TenantId> calls;

    /** A proxy before us may have another name and scheme than we see: browsers find us at the entrances' address. */
    Guard(HttpServer.Entrances entrances, RateLimit rate) {
        this.keys = entrances.keys();
        this.sessions = entrances.sessions();
        this.agents = entrances.agents();
        this.calls = entrances.calls();
        this.rate = rate;
        this.url = entrances.url();
    }

    /** Lets a request to an open path through, counted; any other only with its caller. */
    void enter(Context ctx) {
        ctx.attribute(URL, url);
        if (open(ctx.path())) {
            rate.check(ctx, ctx.ip());
        } else if (ctx.path().startsWith(WEBHOOKS)) {
            webhooks.check(ctx, ctx.path());
        } else {
            check(ctx);
        }
    }

    /** The page and its parts hold no data; signing in and being let in need no credential. */
    private static boolean open(String path) {
        return OPEN.contains(path) || OPEN_BELOW.stream().anyMatch(path::startsWith);
    }

    private void check(Context ctx) {
        Caller caller = find(ctx).orElseThrow(() -> {
            rate.check(ctx, ctx.ip());
            ctx.header("WWW-Authenticate", door(ctx).map(A2aEntrance::challenge).orElse("Bearer"));
            return Refusal.of(
                    ProblemCode.UNAUTHORIZED,
                    "No credential that is valid.",
                    "Sign in, or send Authorization: Bearer <key> with a key of ./bac keys create.");
        });
        rate.check(ctx, caller.user().toString());
        if (caller.channel() == Channel.API && !calls.test(caller.tenant())) {
            throw Refusal.of(
                    ProblemCode.RATE_LIMITED,
                    "The calls of today that the company's plan holds are used up.",
                    "Wait until tomorrow, or ask an operator for a larger plan.");
        }
        ctx.attribute(CALLER, caller);
    }

    /** The caller of a request that {@link #enter} let through. */
    static Caller caller(Context ctx) {
        Caller caller = ctx.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("a guarded resource stands on an open path: " + ctx.path());
        }
        return caller;
    }

    /** The caller, who must hold the scope. */
    static Caller caller(Context ctx, String scope) {
        Caller caller = caller(ctx);
        if (!caller.may(new Scope(scope))) {
            throw Refusal.of(ProblemCode.FORBIDDEN, "You lack the scope " + scope + ".", "Ask an admin for a role.");
        }
        return caller;
    }

    private Optional<Caller> find(Context ctx) {
        String authorization = ctx.header("Authorization");
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? shown(ctx, authorization.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        String cookie = ctx.cookie(COOKIE);
        if (cookie == null) {
            return Optional.empty();
        }
        sameOrigin(ctx);
        return sessions.caller(cookie);
    }

    private Optional<Caller> shown(Context ctx, String credential) {
        var door = door(ctx);
        return door.isPresent() ? door.get().caller(credential) : keys.caller(credential);
    }

    /** Tokens made for A2A work there and nowhere else. */
    private Optional<A2aEntrance> door(Context ctx) {
        var path = ctx.path();
        return agents.filter(_ -> path.equals(A2aEntrance.PATH) || path.startsWith(A2aEntrance.PATH + "/"));
    }

    /**
     * SameSite=Strict keeps the cookie from other sites; this also keeps out other ports of the same host.
     *
     * @throws Refusal when a request that changes something comes from another page, or does not say where from
     */
    static void sameOrigin(Context ctx) {
        if (SAFE.contains(ctx.req().getMethod())) {
            return;
        }
        String origin = ctx.header("Origin");
        String own = ctx.scheme() + "://" + ctx.host();
        if (!own.equals(origin) && !url(ctx).equals(origin)) {
            throw Refusal.of(ProblemCode.BAD_ORIGIN, "The request comes from another page than this one.");
        }
    }

    /** Whether the browser speaks TLS, with us or with a proxy before us. */
    static boolean secure(Context ctx) {
        return "https".equals(ctx.scheme()) || url(ctx).startsWith("https:");
    }

    private static String url(Context ctx) {
        String url = ctx.attribute(URL);
        return url == null ? "" : url;
    }
}
