package dev.bac.orchestrator.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Links by which one person decides on one approval, once, until an end. Only their digests are stored. */
public final class ApprovalLinks {
    /** Messages hide what begins so from everybody but their recipient. */
    private static final String PREFIX = "ap_";

    private final GlobalRows rows;
    private final SecureRandom random;

    public ApprovalLinks(GlobalRows rows, SecureRandom random) {
        this.rows = rows;
        this.random = random;
    }

    /**
     * A link that was made.
     *
     * @param member whom it was sent to, with the roles they have now
     */
    public record Link(Member member, UUID approval, Instant expiresAt, boolean used) {}

    /** A new secret for {@code /approve?token=…}; it opens nothing until it is kept. */
    public Secret secret() {
        return Secret.random(PREFIX, random);
    }

    /** Makes it the secret of a link; one that is kept already stays as it is. */
    public void keep(Member to, UUID approval, Secret secret, Instant end) {
        rows.write(tx -> tx.sql()
                .createUpdate("""
                        INSERT INTO approval_link (digest, company, person, approval, created_at, expires_at)
                        VALUES (:digest, :company, :person, :approval, :now, :end) ON CONFLICT DO NOTHING
                        """)
                .bind("digest", secret.digest())
                .bind("company", to.tenant().value())
                .bind("person", to.user().value())
                .bind("approval", approval)
                .bind("now", tx.now())
                .bind("end", end)
                .execute());
    }

    /** The link of that secret, used or not, in time or not; empty when there is none or its person has left. */
    public Optional<Link> find(String token) {
        byte[] digest = new Secret(token).digest();
        return rows.read(tx -> tx.sql()
                .createQuery("""
                        SELECT l.person, p.name, l.company, m.roles, l.approval, l.expires_at, l.used_at IS NOT NULL AS used
                        FROM approval_link l JOIN membership m USING (person, company) JOIN person p ON p.id = l.person
                        JOIN company c ON c.id = l.company AND c.state = 'active'
                        WHERE l.digest = :digest
                        """)
                .bind("digest", digest)
                .map((row, _) -> new Link(
                        Members.member(row),
                        row.getObject("approval", UUID.class),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getBoolean("used")))
                .findOne());
    }

    /** Uses the link up; of two at once, one gets true. */
    public boolean use(String token) {
        byte[] digest = new Secret(token).digest();
        return rows.write(tx -> tx.sql()
                        .createUpdate("""
                                UPDATE approval_link SET used_at = :now
                                WHERE digest = :digest AND used_at IS NULL AND expires_at > :now
                                """)
                        .bind("digest", digest)
                        .bind("now", tx.now())
                        .execute())
                == 1;
    }

    /** Nothing came of its use: it can be used again. */
    public void giveBack(String token) {
        byte[] digest = new Secret(token).digest();
        rows.write(tx -> tx.sql()
                .createUpdate("UPDATE approval_link SET used_at = NULL WHERE digest = :digest")
                .bind("digest", digest)
                .execute());
    }

    /** It never reached anybody. */
    public void forget(Secret secret) {
        rows.write(tx -> tx.sql()
                .createUpdate("DELETE FROM approval_link WHERE digest = :digest")
                .bind("digest", secret.digest())
                .execute());
    }
}
