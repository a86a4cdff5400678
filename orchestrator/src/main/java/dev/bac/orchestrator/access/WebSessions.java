package dev.bac.orchestrator.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** Sessions of the page: what the cookie holds is a secret, what is stored its digest. */
public final class WebSessions {
    /** How long a session lasts, used or not. */
    public static final Duration LIFE = Duration.ofHours(12);

    private final GlobalRows rows;
    private final SecureRandom random;

    public WebSessions(GlobalRows rows, SecureRandom random) {
        this.rows = rows;
        this.random = random;
    }

    public Secret begin(Member member) {
        var secret = Secret.random("s_", random);
        rows.write(tx -> tx.sql()
                .createUpdate("""
                        INSERT INTO web_session (digest, person, company, created_at, expires_at)
                        VALUES (:digest, :person, :company, :now, :expires)
                        """)
                .bind("digest", secret.digest())
                .bind("person", member.user().value())
                .bind("company", member.tenant().value())
                .bind("now", tx.now())
                .bind("expires", tx.now().plus(LIFE))
                .execute());
        return secret;
    }

    /** Who is signed in by this secret, with the roles they have now. */
    public Optional<Member> verify(String secret) {
        byte[] digest = new Secret(secret).digest();
        return rows.read(tx -> tx.sql()
                .createQuery("""
                        SELECT m.person, p.name, m.company, m.roles
                        FROM web_session s JOIN membership m USING (person, company) JOIN person p ON p.id = m.person
                        WHERE s.digest = :digest AND s.ended_at IS NULL AND s.expires_at > :now
                        """)
                .bind("digest", digest)
                .bind("now", tx.now())
                .map((row, _) -> Members.member(row))
                .findOne());
    }

    /** Signs out. */
    public void end(String secret) {
        byte[] digest = new Secret(secret).digest();
        rows.write(tx -> tx.sql()
                .createUpdate("UPDATE web_session SET ended_at = :now WHERE digest = :digest AND ended_at IS NULL")
                .bind("now", tx.now())
                .bind("digest", digest)
                .execute());
    }
}
