package dev.bac.llm.gateway.web;

import dev.bac.identity.Caller;
import dev.bac.llm.ModelException;
import dev.bac.llm.budget.BudgetExhausted;
import dev.bac.llm.gateway.web.Refused.Reason;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in, finds who serves them, and puts what goes wrong into the path's own shape. */
public final class GatewayServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServlet.class);
    private static final String BEARER = "Bearer ";
    /** Longer is no key of anybody. In characters. */
    private static final int LONGEST_KEY = 4_096;

    /**
     * What serves a path.
     *
     * @param path after {@code /v1}; with {@code /*} at the end it takes what follows too
     * @param errors the shape of its refusals
     */
    public record Route(String method, String path, Errors errors, Endpoint endpoint) {
        boolean fits(String asked) {
            return path.endsWith("/*")
                    ? asked.length() >= path.length() && asked.startsWith(path.substring(0, path.length() - 1))
                    : asked.equals(path);
        }
    }

    private final transient List<Route> routes;
    private final transient Errors elsewhere;
    private final transient Entrance entrance;
    private final transient Bodies bodies;
    private final transient Supplier<String> ids;

    /** @param elsewhere the shape of refusals on paths that nobody serves */
    public GatewayServlet(
            List<Route> routes, Errors elsewhere, Entrance entrance, Limits limits, Supplier<String> ids) {
        this.routes = List.copyOf(routes);
        this.elsewhere = elsewhere;
        this.entrance = entrance;
        this.bodies = new Bodies(limits.bodyBytes());
        this.ids = ids;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        Errors errors = routes.stream()
                .filter(route -> route.fits(path))
                .map(Route::errors)
                .findFirst()
                .orElse(elsewhere);
        String id = "req_" + ids.get();
        response.setHeader("x-request-id", id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            serve(request, response, path);
        } catch (Refused refused) {
            tell(response, errors, refused);
        } catch (ModelException failure) {
            LOG.info("no answer: request={} path={} kind={}", id, path, failure.kind());
            tell(response, errors, Failures.of(failure));
        } catch (BudgetExhausted spent) {
            LOG.info(
                    "over budget: request={} path={} budget={}",
                    id,
                    path,
                    spent.account().budget().id());
            tell(response, errors, Failures.of(spent));
        } catch (Exchange.ReaderLeft gone) {
            LOG.debug("the reader left: request={} path={}", id, path);
        } catch (RuntimeException broken) {
            LOG.error("request failed: request={} path={}", id, path, broken);
            tell(
                    response,
                    errors,
                    Refused.of(
                            Reason.INTERNAL, "internal", "Something failed on our side; the request was " + id + "."));
        } finally {
            // The watch may have interrupted this thread, which serves others next.
            boolean _ = Thread.interrupted();
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, String path) {
        Caller caller = admitted(request);
        Route route = route(request.getMethod(), path);
        String rest = route.path().endsWith("/*") ? path.substring(route.path().length() - 1) : "";
        try (var exchange = new Exchange(request, response, caller, bodies, rest)) {
            route.endpoint().serve(exchange);
        }
    }

    private Caller admitted(HttpServletRequest request) {
        Optional<Caller> caller = key(request).flatMap(entrance::caller);
        long wait = entrance.waitSeconds(
                caller.map(known -> known.user().toString()).orElse(request.getRemoteAddr()));
        if (wait > 0) {
            throw Refused.later(
                    Reason.RATE_LIMITED,
                    "rate_limit_exceeded",
                    "Too many requests in a second; wait as long as Retry-After says.",
                    java.time.Duration.ofSeconds(wait));
        }
        Caller known = caller.orElseThrow(() -> Refused.of(
                Reason.UNAUTHORIZED,
                "invalid_api_key",
                "No valid key. Send Authorization: Bearer <key> with a key of ./bac keys create."));
        if (!entrance.mayAsk(known)) {
            throw Refused.of(Reason.FORBIDDEN, "forbidden", "This key may not ask models.");
        }
        if (!entrance.takesCall(known)) {
            throw Refused.of(
                    Reason.RATE_LIMITED,
                    "calls_used_up",
                    "The calls of today that the company's plan holds are used up.");
        }
        return known;
    }

    private static Optional<String> key(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        String key = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : request.getHeader("x-api-key");
        return Optional.ofNullable(key).filter(text -> !text.isEmpty() && text.length() <= LONGEST_KEY);
    }

    private Route route(String method, String path) {
        var fitting = routes.stream().filter(route -> route.fits(path)).toList();
        if (fitting.isEmpty()) {
            throw Refused.of(Reason.NOT_FOUND, "unknown_url", "There is no path " + method + " /v1" + path + ".");
        }
        return fitting.stream()
                .filter(route -> route.method().equals(method))
                .findFirst()
                .orElseThrow(() -> Refused.of(
                        Reason.METHOD_NOT_ALLOWED, "method_not_allowed", "This path has no method " + method + "."));
    }

    private static void tell(HttpServletResponse response, Errors errors, Refused refused) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("failed in the middle of an answer");
        }
        // An interrupt would close the connection before the answer is written.
        boolean _ = Thread.interrupted();
        response.resetBuffer();
        response.setStatus(refused.reason().status());
        response.setContentType("application/json");
        refused.retryAfterSeconds().ifPresent(seconds -> response.setHeader("Retry-After", seconds.toString()));
        if (refused.reason() == Reason.OVER_BUDGET) {
            // Both vendors' clients try a 429 again by themselves, which would only be refused again.
            response.setHeader("x-should-retry", "false");
        }
        if (refused.reason() == Reason.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream()
                .write(errors.body(refused).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
