package dev.bac.orchestrator.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** API keys: shown once, stored as digests, revocable, expiring if so wished. */
public final class ApiKeys {
    public static final String PREFIX = "bac_";
    /** A key that another process revoked may be taken for so long. */
    public static final Duration KNOWN = Duration.ofSeconds(1);

    private static final int MOST_KNOWN = 10_000;

    /** Most keys listed at once. */
    private static final int MOST = 200;

    private static final String COLUMNS = """
            SELECT k.id, k.shown, k.label, k.person, p.name, k.company, k.created_at, k.expires_at, k.revoked_at,
                   ARRAY(SELECT unnest(k.roles) INTERSECT SELECT unnest(m.roles)) AS roles
            FROM api_key k JOIN person p ON p.id = k.person
            JOIN membership m ON m.person = k.person AND m.company = k.company
            """;

    private final GlobalRows rows;
    private final SecureRandom random;
    private final Cache<ByteBuffer, ApiKey> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN)
            .build();

    public ApiKeys(GlobalRows rows, SecureRandom random) {
        this.rows = rows;
        this.random = random;
    }

    /**
     * Makes a key. What it may do is the given roles, as far as the member still has them when it is used.
     *
     * @param life how long it works; empty: until it is revoked
     */
    public Secret create(Member member, Set<Role> roles, String label, Optional<Duration> life) {
        var secret = Secret.random(PREFIX, random);
        rows.write(tx -> tx.sql()
                .createUpdate("""
                        INSERT INTO api_key
                            (id, digest, shown, label, person, company, roles, created_at, expires_at)
                        VALUES (:id, :digest, :shown, :label, :person, :company, :roles, :now, :expires)
                        """)
                .bind("id", tx.newId())
                .bind("digest", secret.digest())
                .bind("shown", secret.shown())
                .bind("label", label)
                .bind("person", member.user().value())
                .bind("company", member.tenant().value())
                .bindArray("roles", String.class, Members.labels(roles))
                .bind("now", tx.now())
                .bind("expires", life.map(tx.now()::plus).orElse(null))
                .execute());
        return secret;
    }

    /** Whose key this is, if it is one that works now, or did within the last second. */
    public Optional<Member> verify(String key) {
        return find(key).map(ApiKey::member);
    }

    /** The key as lists show it, if it is one that works now. */
    @SuppressWarnings("NullAway") // the cache takes null from its loader: nothing is remembered of a key that is none
    Optional<ApiKey> find(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] digest = new Secret(key).digest();
        // Looked up once, however many requests find it forgotten.
        return Optional.ofNullable(
                known.get(ByteBuffer.wrap(digest), _ -> owner(digest).orElse(null)));
    }

    private Optional<ApiKey> owner(byte[] digest) {
        return rows.read(tx -> tx.sql()
                .createQuery(COLUMNS + """
                        WHERE k.digest = :digest AND k.revoked_at IS NULL
                          AND (k.expires_at IS NULL OR k.expires_at > :now)
                        """)
                .bind("digest", digest)
                .bind("now", tx.now())
                .map((row, _) -> key(row))
                .findOne());
    }

    /** The company's keys, newest first, at most 200. */
    public List<ApiKey> list(TenantId company) {
        return rows.read(tx -> tx.sql()
                .createQuery(COLUMNS + "WHERE k.company = :company ORDER BY k.created_at DESC, k.id DESC LIMIT :most")
                .bind("company", company.value())
                .bind("most", MOST)
                .map((row, _) -> key(row))
                .list());
    }

    /**
     * Ends a key, for other processes within {@link #KNOWN}; false when the company has no such key that still works.
     */
    public boolean revoke(TenantId company, UUID id) {
        boolean ended = rows.write(tx -> tx.sql()
                        .createUpdate("""
                                UPDATE api_key SET revoked_at = :now
                                WHERE id = :id AND company = :company AND revoked_at IS NULL
                                """)
                        .bind("now", tx.now())
                        .bind("id", id)
                        .bind("company", company.value())
                        .execute())
                == 1;
        known.invalidateAll();
        return ended;
    }

    /** Ends every key of that label: those a crashed instance left behind. */
    public void revokeAll(String label) {
        rows.write(tx -> tx.sql()
                .createUpdate("UPDATE api_key SET revoked_at = :now WHERE label = :label AND revoked_at IS NULL")
                .bind("now", tx.now())
                .bind("label", label)
                .execute());
        known.invalidateAll();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("shown"),
                row.getString("label"),
                Members.member(row),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(stamp -> stamp.toInstant());
    }
}
