package dev.bac.orchestrator.servers;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.tools.mcp.oauth.OauthFailure;
import dev.bac.tools.mcp.oauth.UserAgent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An admin who connects a server for his company: a browser is wanted for it only while he does. Whoever calls a tool of
 * a server that nobody has connected is told so, and waits for no browser.
 */
final class Connecting {
    private static final Duration PAGE = Duration.ofSeconds(30);
    private static final Duration PERSON = Duration.ofMinutes(10);

    private record Who(String server, TenantId tenant, UserId user) {
        static Who of(String server, Caller caller) {
            return new Who(server, caller.tenant(), caller.user());
        }
    }

    /** One attempt: the page to open, where the browser came back to, and whether it was of use. */
    private record Attempt(
            String server, CompletableFuture<URI> page, CompletableFuture<URI> back, CompletableFuture<Boolean> done) {}

    private final Map<Who, Attempt> attempts = new ConcurrentHashMap<>();
    private final Map<String, Attempt> awaited = new ConcurrentHashMap<>();

    /** The browser of whoever connects this server now. */
    UserAgent browser(String server) {
        return (caller, authorize) -> visit(server, caller, authorize);
    }

    /**
     * Begins.
     *
     * @param use asks the server for something that needs its authorization
     * @return the page to open in a browser; empty when there is nothing to agree to
     * @throws OauthFailure when the server cannot be connected
     */
    Optional<URI> connect(String server, Caller caller, Runnable use) {
        var who = Who.of(server, caller);
        var attempt =
                new Attempt(server, new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
        var before = attempts.put(who, attempt);
        if (before != null) {
            before.back().completeExceptionally(new OauthFailure("it was begun again"));
        }
        Thread.ofVirtual().name("connect-" + server).start(() -> {
            try {
                use.run();
                attempt.done().complete(true);
            } catch (RuntimeException failed) {
                attempt.done().completeExceptionally(failed);
            } finally {
                attempts.remove(who, attempt);
                awaited.values().remove(attempt);
            }
        });
        try {
            CompletableFuture.anyOf(attempt.page(), attempt.done()).get(PAGE.toMillis(), TimeUnit.MILLISECONDS);
            return attempt.page().isDone() ? Optional.of(attempt.page().join()) : Optional.empty();
        } catch (ExecutionException failed) {
            throw new OauthFailure(reason(failed));
        } catch (TimeoutException late) {
            throw new OauthFailure(server + " did not answer within " + PAGE.toSeconds() + " s");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OauthFailure("cancelled", stopped);
        }
    }

    /**
     * Takes the browser that came back.
     *
     * @param back the address it came to, with all its parameters
     * @return the server that is connected now
     * @throws OauthFailure when nobody waits for it, or it was of no use
     */
    String returned(URI back) {
        var attempt = awaited.remove(parameter(back, "state"));
        if (attempt == null) {
            throw new OauthFailure("nobody waits for this answer; begin again with ./bac servers connect");
        }
        attempt.back().complete(back);
        try {
            attempt.done().get(PAGE.toMillis(), TimeUnit.MILLISECONDS);
            return attempt.server();
        } catch (ExecutionException failed) {
            throw new OauthFailure(reason(failed));
        } catch (TimeoutException late) {
            throw new OauthFailure(attempt.server() + " did not answer within " + PAGE.toSeconds() + " s");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OauthFailure("cancelled", stopped);
        }
    }

    private URI visit(String server, Caller caller, URI authorize) {
        var attempt = attempts.get(Who.of(server, caller));
        if (attempt == null || attempt.page().isDone()) {
            throw new OauthFailure("it is not connected; an admin connects it with ./bac servers connect " + server);
        }
        awaited.put(parameter(authorize, "state"), attempt);
        attempt.page().complete(authorize);
        try {
            return attempt.back().get(PERSON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException again) {
            throw new OauthFailure(reason(again));
        } catch (TimeoutException late) {
            throw new OauthFailure("nobody agreed within " + PERSON.toMinutes() + " minutes");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OauthFailure("cancelled", stopped);
        }
    }

    private static String reason(ExecutionException failed) {
        return String.valueOf(
                failed.getCause() == null
                        ? failed.getMessage()
                        : failed.getCause().getMessage());
    }

    private static String parameter(URI uri, String name) {
        var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Arrays.stream(query.split("&", 50))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
