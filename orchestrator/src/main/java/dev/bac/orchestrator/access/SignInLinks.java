package dev.bac.orchestrator.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** Links that sign somebody in, once, within a short time. */
public final class SignInLinks {
    /** How long a link works. */
    public static final Duration LIFE = Duration.ofMinutes(30);

    private final GlobalRows rows;
    private final SecureRandom random;

    public SignInLinks(GlobalRows rows, SecureRandom random) {
        this.rows = rows;
        this.random = random;
    }

    /** A new secret for {@code /signin?token=…}. */
    public Secret create(Member member) {
        var secret = Secret.random("in_", random);
        rows.write(tx -> tx.sql()
                .createUpdate("""
                        INSERT INTO signin_link (digest, person, company, expires_at)
                        VALUES (:digest, :person, :company, :expires)
                        """)
                .bind("digest", secret.digest())
                .bind("person", member.user().value())
                .bind("company", member.tenant().value())
                .bind("expires", tx.now().plus(LIFE))
                .execute());
        return secret;
    }

    /** Uses the link up; empty when it was used before, is too old, or never was. Of two at once, one wins. */
    public Optional<Member> use(String token) {
        byte[] digest = new Secret(token).digest();
        return rows.write(tx -> tx.sql()
                .createQuery("""
                        WITH used AS (
                            UPDATE signin_link SET used_at = :now
                            WHERE digest = :digest AND used_at IS NULL AND expires_at > :now
                            RETURNING person, company)
                        SELECT m.person, p.name, m.company, m.roles
                        FROM used u JOIN membership m USING (person, company) JOIN person p ON p.id = m.person
                        """)
                .bind("digest", digest)
                .bind("now", tx.now())
                .map((row, _) -> Members.member(row))
                .findOne());
    }
}
