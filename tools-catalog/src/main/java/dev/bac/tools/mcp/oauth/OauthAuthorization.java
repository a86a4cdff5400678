package dev.bac.tools.mcp.oauth;

import dev.bac.identity.Caller;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.http.Challenge;
import dev.bac.tools.mcp.http.KeyedLocks;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Tokens for one server, got when it first refuses and renewed when it refuses again (MCP 2026-07-28,
 * basic/authorization). The server's description is read again each time, so that a change of its authorization server
 * is noticed; a client id or a token of one authorization server never goes to another.
 */
public final class OauthAuthorization implements Authorization, AutoCloseable {
    /**
     * What it works with.
     *
     * @param tokens where tokens are kept
     * @param registrations where the ids are kept that authorization servers gave by themselves
     * @param random source of secrets: a {@link java.security.SecureRandom}
     */
    public record Tools(
            SafeHttp http,
            TokenStore tokens,
            Registrations registrations,
            InstantSource clock,
            RandomGenerator random) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI endpoint;
    private final Grant grant;
    private final Tools tools;
    private final Discovery discovery;
    private final Registrar registrar;
    private final TokenEndpoint tokenEndpoint;
    private final Flows flows;
    private final KeyedLocks locks = new KeyedLocks();

    /** @param endpoint the MCP server's address, as the admin entered it */
    public OauthAuthorization(URI endpoint, ClientIdentity identity, Grant grant, Tools tools) {
        this.endpoint = endpoint;
        this.grant = grant;
        this.tools = tools;
        this.discovery = new Discovery(tools.http());
        this.registrar = new Registrar(tools.http(), identity, tools.registrations());
        var assertions = new Assertions(tools.clock(), tools.random());
        this.tokenEndpoint = new TokenEndpoint(tools.http(), assertions, tools.clock());
        this.flows = new Flows(identity, tokenEndpoint, tools.random());
    }

    @Override
    public Optional<String> header(Caller caller) {
        return tools.tokens().find(holder(caller)).map(tokens -> "Bearer " + tokens.access());
    }

    /** @throws OauthFailure when no token can be had */
    @Override
    public boolean renew(Caller caller, Optional<String> sent, Challenge challenge) {
        if (challenge.status() == 403 && !challenge.insufficientScope()) {
            return false;
        }
        var holder = holder(caller);
        var lock = locks.of(holder);
        if (!locked(lock)) {
            throw new OauthFailure("somebody is asked for it right now; try again when that is done");
        }
        try {
            return !header(caller).equals(sent) || renewed(caller, holder, challenge);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        tools.http().close();
    }

    /** Whoever shares a token with somebody who thinks about the page waits a little and not as long as he thinks. */
    private static boolean locked(ReentrantLock lock) {
        try {
            return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OauthFailure("cancelled", stopped);
        }
    }

    private boolean renewed(Caller caller, String holder, Challenge challenge) {
        var resource = discovery.resource(endpoint, challenge);
        var known = tools.tokens().find(holder).filter(old -> resource.authorizationServers()
                .contains(old.issuer()));
        var issuer =
                known.map(Tokens::issuer).orElse(resource.authorizationServers().getFirst());
        var wanted = wanted(resource, challenge, known);
        boolean more = known.isEmpty() || !known.get().asked().containsAll(wanted);
        if (challenge.status() == 403 && !more) {
            return false; // Asked for already, and not granted: asking again would go on for ever.
        }
        var server = discovery.server(issuer);
        var client = registrar.client(server);
        Optional<Tokens> refreshed = more
                ? Optional.empty()
                : known.flatMap(
                        old -> old.refresh().flatMap(secret -> refreshed(server, client, resource, old, secret)));
        tools.tokens().remove(holder);
        tools.tokens()
                .save(
                        holder,
                        refreshed.orElseGet(() -> flows.run(
                                grant, caller, new Flows.Target(server, client, resource.resource(), wanted))));
        return true;
    }

    /** What the challenge names, else what the resource names; with all that was asked for before. */
    private static Set<String> wanted(ProtectedResource resource, Challenge challenge, Optional<Tokens> known) {
        var wanted =
                new TreeSet<>(challenge.scopes().isEmpty() ? resource.scopes().orElse(List.of()) : challenge.scopes());
        known.ifPresent(old -> wanted.addAll(old.asked()));
        return wanted;
    }

    private Optional<Tokens> refreshed(
            AuthorizationServer server, Client client, ProtectedResource resource, Tokens old, String secret) {
        var form = new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", secret));
        form.put("resource", resource.resource());
        try {
            var fresh = tokenEndpoint.tokens(server, client, form, old.asked());
            return Optional.of(fresh.refresh().isPresent() ? fresh : fresh.withRefresh(secret));
        } catch (OauthFailure refused) {
            return Optional.empty();
        }
    }

    /** Whose the token is: the user's own, unless the grant is the host's. */
    private String holder(Caller caller) {
        return switch (grant) {
            case Grant.Agreed _, Grant.Managed _ ->
                caller.tenant().value() + "/" + caller.user().value() + "@" + endpoint;
            case Grant.Company _ -> caller.tenant().value() + "@" + endpoint;
            case Grant.OwnBehalf _, Grant.Workload _ -> "@" + endpoint;
        };
    }
}
