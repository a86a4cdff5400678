package dev.bac.provisioning.activation;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;

/**
 * Domains, each claimed by one business of the whole installation. The primary key decides who of two that come at once
 * is first: the other waits for the first one's commit, and is refused.
 */
public final class Domains {

    /** @param challenge what a person writes into the DNS to show that the domain is theirs */
    public record Claim(String domain, String challenge) {}

    /** Claims all or none; claiming what is the business's own already changes nothing. */
    void claim(Tx tx, UUID business, List<String> domains) {
        // In one order for all, so that two businesses cannot wait for each other.
        for (String domain : domains.stream().sorted().toList()) {
            tx.sql()
                    .createUpdate("""
                            INSERT INTO domain_claim (domain, business, challenge, claimed_at)
                            VALUES (:domain, :business, :challenge, :now) ON CONFLICT DO NOTHING
                            """)
                    .bind("domain", domain)
                    .bind("business", business)
                    .bind("challenge", tx.newId().toString().replace("-", ""))
                    .bind("now", tx.now())
                    .execute();
            boolean ours = tx.sql()
                    .createQuery(
                            "SELECT EXISTS (SELECT FROM domain_claim WHERE domain = :domain AND business = :business)")
                    .bind("domain", domain)
                    .bind("business", business)
                    .mapTo(Boolean.class)
                    .one();
            if (!ours) {
                throw new ToolRefusal(
                        "conflict",
                        "domains[%d]: %s belongs to another business; give another domain"
                                .formatted(domains.indexOf(domain), domain));
            }
        }
    }

    /** What a business has claimed, by name. */
    List<Claim> of(Tx tx, UUID business) {
        return tx.sql()
                .createQuery("SELECT domain, challenge FROM domain_claim WHERE business = :business ORDER BY domain")
                .bind("business", business)
                .map((row, _) -> new Claim(row.getString("domain"), row.getString("challenge")))
                .list();
    }

    /** Gives back whatever a business has claimed. */
    public void release(Tx tx, UUID business) {
        tx.sql()
                .createUpdate("DELETE FROM domain_claim WHERE business = :business")
                .bind("business", business)
                .execute();
    }
}
