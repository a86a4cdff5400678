package dev.bac.orchestrator.oauth;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.access.Secret;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import dev.bac.store.TxWork;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What users agreed to, and the codes and refresh tokens that hang on it. Each of these works once; whoever shows one a
 * second time is not the only one who has it, and so everything that hangs on the same agreement ends (OAuth 2.1,
 * sections 4.1.3 and 4.3.1). Every step leaves an audit row.
 */
public final class Consents {
    /** How long a code waits for its client. */
    public static final Duration CODE_LIFE = Duration.ofMinutes(1);
    /** How long a client that stays away keeps its access. */
    public static final Duration REFRESH_LIFE = Duration.ofDays(30);
    /** After so long the user is asked again in any case. */
    public static final Duration CONSENT_LIFE = Duration.ofDays(180);

    private static final int MOST_LISTED = 200;
    private static final int MOST_CLEARED = 1_000;
    private static final String COLUMNS =
            "g.id, g.client, g.client_name, g.company, g.person, g.roles, g.resource, g.scopes";

    private final Store store;
    private final SecureRandom random;

    public Consents(Store store, SecureRandom random) {
        this.store = store;
        this.random = random;
    }

    /** What was shown may be turned into tokens, if it is what it was given as. */
    public sealed interface Shown {
        /** @param refresh what to show the next time */
        record Good(Consent consent, Secret refresh) implements Shown {}

        record Bad() implements Shown {}
    }

    /** How a code was asked for: its client must know the same. */
    public record Binding(String client, String redirect, String challenge) {}

    /** Records that the caller agrees, and gives the code that says so. */
    public Secret agree(Caller caller, AuthorizationRequest request, Set<String> scopes, String audience) {
        var code = Secret.random("ac_", random);
        store.write(caller.tenant(), tx -> {
            clear(tx);
            var consent = new Consent(
                    tx.newId(),
                    request.client().id(),
                    request.client().name(),
                    caller.tenant(),
                    caller.user(),
                    caller.roles(),
                    audience,
                    scopes);
            insert(tx, consent);
            tx.sql()
                    .createUpdate("""
                            INSERT INTO oauth_code (digest, grant_id, redirect, challenge, expires_at)
                            VALUES (:digest, :grant, :redirect, :challenge, :expires)
                            """)
                    .bind("digest", code.digest())
                    .bind("grant", consent.id())
                    .bind("redirect", request.back().redirect())
                    .bind("challenge", request.challenge())
                    .bind("expires", tx.now().plus(CODE_LIFE))
                    .execute();
            audit(tx, consent, "oauth.consent", "done");
            return code;
        });
        return code;
    }

    /** Records that the caller declined. */
    public void decline(Caller caller, AuthorizationRequest request, String audience) {
        store.write(caller.tenant(), tx -> {
            var declined = new Consent(
                    tx.newId(),
                    request.client().id(),
                    request.client().name(),
                    caller.tenant(),
                    caller.user(),
                    caller.roles(),
                    audience,
                    request.scopes());
            audit(tx, declined, "oauth.consent", "declined");
            return declined;
        });
    }

    /** Uses a code up. */
    public Shown redeem(String code, Binding binding) {
        byte[] digest = new Secret(code).digest();
        return inTenant("oauth_code", digest, tx -> {
            boolean fresh = tx.sql()
                            .createUpdate("""
                                    UPDATE oauth_code SET used_at = :now
                                    WHERE digest = :digest AND used_at IS NULL
                                    """)
                            .bind("now", tx.now())
                            .bind("digest", digest)
                            .execute()
                    == 1;
            boolean fits = tx.sql()
                    .createQuery("""
                            SELECT g.client = :client AND c.redirect = :redirect AND c.challenge = :challenge
                                   AND c.expires_at > :now
                            FROM oauth_code c JOIN oauth_grant g ON g.id = c.grant_id WHERE c.digest = :digest
                            """)
                    .bind("client", binding.client())
                    .bind("redirect", binding.redirect())
                    .bind("challenge", binding.challenge())
                    .bind("now", tx.now())
                    .bind("digest", digest)
                    .mapTo(Boolean.class)
                    .one();
            return next(tx, live(tx, "oauth_code", digest), fresh && fits, "oauth.code");
        });
    }

    /** Uses a refresh token up, and gives the next one. */
    public Shown refresh(String token, String client) {
        byte[] digest = new Secret(token).digest();
        return inTenant("oauth_refresh", digest, tx -> {
            Optional<Consent> consent = live(tx, "oauth_refresh", digest);
            if (consent.isPresent() && !consent.get().client().equals(client)) {
                return new Shown.Bad(); // another client's: it says nothing about whose it is
            }
            boolean fresh = tx.sql()
                            .createUpdate("""
                                    UPDATE oauth_refresh SET used_at = :now
                                    WHERE digest = :digest AND used_at IS NULL AND expires_at > :now
                                    """)
                            .bind("now", tx.now())
                            .bind("digest", digest)
                            .execute()
                    == 1;
            return next(tx, consent, fresh, "oauth.refresh");
        });
    }

    /** Ends what hangs on a refresh token of that client, if it is one. */
    public void revoke(String token, String client) {
        byte[] digest = new Secret(token).digest();
        inTenant("oauth_refresh", digest, tx -> {
            live(tx, "oauth_refresh", digest)
                    .filter(consent -> consent.client().equals(client))
                    .ifPresent(consent -> end(tx, consent, "revoked"));
            return new Shown.Bad();
        });
    }

    /** What the caller lets clients do, newest first, at most 200. */
    public List<Consent> of(Caller caller) {
        return store.read(caller.tenant(), tx -> tx.sql()
                .createQuery("SELECT " + COLUMNS + """
                         FROM oauth_grant g
                        WHERE g.company = :company AND g.person = :person AND g.revoked_at IS NULL
                          AND g.expires_at > :now
                          AND EXISTS (SELECT 1 FROM oauth_refresh r WHERE r.grant_id = g.id AND r.used_at IS NULL
                                      AND r.expires_at > :now)
                        ORDER BY g.created_at DESC LIMIT :most
                        """)
                .bind("company", caller.tenant().value())
                .bind("person", caller.user().value())
                .bind("now", tx.now())
                .bind("most", MOST_LISTED)
                .map((row, _) -> consent(row))
                .list());
    }

    /** Ends one of the caller's own; false when there is none of that id. */
    public boolean end(Caller caller, UUID id) {
        return store.write(caller.tenant(), tx -> {
            var found = tx.sql()
                    .createQuery("SELECT " + COLUMNS + """
                             FROM oauth_grant g WHERE g.id = :id AND g.company = :company AND g.person = :person
                              AND g.revoked_at IS NULL
                            """)
                    .bind("id", id)
                    .bind("company", caller.tenant().value())
                    .bind("person", caller.user().value())
                    .map((row, _) -> consent(row))
                    .findOne();
            found.ifPresent(consent -> end(tx, consent, "revoked"));
            return found.isPresent();
        });
    }

    private Shown next(Tx tx, Optional<Consent> consent, boolean fresh, String what) {
        if (consent.isEmpty()) {
            return new Shown.Bad();
        }
        if (!fresh) {
            end(tx, consent.get(), what + "_replayed");
            return new Shown.Bad();
        }
        var refresh = Secret.random("rt_", random);
        tx.sql()
                .createUpdate(
                        "INSERT INTO oauth_refresh (digest, grant_id, expires_at) VALUES (:digest, :grant, :expires)")
                .bind("digest", refresh.digest())
                .bind("grant", consent.get().id())
                .bind("expires", tx.now().plus(REFRESH_LIFE))
                .execute();
        audit(tx, consent.get(), what, "done");
        return new Shown.Good(consent.get(), refresh);
    }

    /** Runs the work in the tenant whose code or token it is; what is nobody's is bad. */
    private Shown inTenant(String table, byte[] digest, TxWork<Shown> work) {
        Optional<TenantId> tenant = store.shared(sql -> sql.createQuery(
                        "SELECT g.company FROM %s t JOIN oauth_grant g ON g.id = t.grant_id WHERE t.digest = :digest"
                                .formatted(table))
                .bind("digest", digest)
                .mapTo(UUID.class)
                .findOne()
                .map(TenantId::new));
        return tenant.map(id -> store.write(id, work)).orElseGet(Shown.Bad::new);
    }

    /** The agreement, if it still holds; locked, so that of two who show the same one comes second. */
    private static Optional<Consent> live(Tx tx, String table, byte[] digest) {
        return tx.sql()
                .createQuery("SELECT " + COLUMNS + """
                         FROM %s t JOIN oauth_grant g ON g.id = t.grant_id
                        WHERE t.digest = :digest AND g.revoked_at IS NULL AND g.expires_at > :now FOR UPDATE OF g
                        """.formatted(table))
                .bind("digest", digest)
                .bind("now", tx.now())
                .map((row, _) -> consent(row))
                .findOne();
    }

    private static void insert(Tx tx, Consent consent) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO oauth_grant
                            (id, client, client_name, person, company, roles, resource, scopes, created_at, expires_at)
                        VALUES (:id, :client, :name, :person, :company, :roles, :resource, :scopes, :now, :expires)
                        """)
                .bind("id", consent.id())
                .bind("client", consent.client())
                .bind("name", consent.clientName())
                .bind("person", consent.user().value())
                .bind("company", consent.tenant().value())
                .bindArray(
                        "roles",
                        String.class,
                        consent.roles().stream().map(Role::label).sorted().toArray())
                .bind("resource", consent.resource())
                .bindArray(
                        "scopes",
                        String.class,
                        consent.scopes().stream().sorted().toArray())
                .bind("now", tx.now())
                .bind("expires", tx.now().plus(CONSENT_LIFE))
                .execute();
    }

    private static void end(Tx tx, Consent consent, String why) {
        tx.sql()
                .createUpdate("UPDATE oauth_grant SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                .bind("now", tx.now())
                .bind("id", consent.id())
                .execute();
        audit(tx, consent, "oauth.end", why);
    }

    /** What nobody can use any more goes when somebody agrees to something new. */
    private static void clear(Tx tx) {
        tx.sql()
                .createUpdate("""
                        DELETE FROM oauth_grant WHERE id IN (
                            SELECT id FROM oauth_grant WHERE expires_at < :now OR revoked_at < :ended LIMIT :most)
                        """)
                .bind("now", tx.now())
                .bind("ended", tx.now().minus(REFRESH_LIFE))
                .bind("most", MOST_CLEARED)
                .execute();
    }

    private static void audit(Tx tx, Consent consent, String action, String outcome) {
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("grant", consent.id().toString())
                .put("client", consent.client())
                .put("resource", consent.resource())
                .put("scopes", consent.scopes().stream().sorted().collect(Collectors.joining(" ")));
        Audit.write(tx, new AuditEntry(consent.user().toString(), Optional.empty(), "WEB", action, outcome, details));
    }

    private static Consent consent(ResultSet row) throws SQLException {
        return new Consent(
                row.getObject("id", UUID.class),
                row.getString("client"),
                row.getString("client_name"),
                new TenantId(row.getObject("company", UUID.class)),
                new UserId(row.getObject("person", UUID.class)),
                texts(row, "roles").stream()
                        .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet()),
                row.getString("resource"),
                texts(row, "scopes"));
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return Set.copyOf(Arrays.asList((String[]) row.getArray(column).getArray()));
    }
}
