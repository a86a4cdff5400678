package dev.bac.crm.account;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Numbers;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A company.
 *
 * @param number told as {@code ACC-1001}
 * @param domain of its web site and e-mail, such as {@code acme.example}
 * @param phone E.164
 * @param country ISO 3166-1 alpha-2
 * @param owner the name of the colleague who looks after it
 */
public record Account(
        UUID id,
        int number,
        String name,
        @Nullable String industry,
        @Nullable String domain,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String city,
        @Nullable String country,
        @Nullable String owner,
        Marks marks,
        Instant createdAt) {

    /** A company of which only the name is known, and perhaps the domain of its e-mail. */
    public static Account named(UUID id, int number, String name, @Nullable String domain, Instant now) {
        return new Account(id, number, name, null, domain, null, null, null, null, null, Marks.none(), now);
    }

    /** {@code ACC-1001 Acme GmbH, Hamburg}. */
    public String label() {
        return Numbers.ACC.label(number) + " " + name + (city == null ? "" : ", " + city);
    }

    String search() {
        return Fold.search(name, industry, domain, email, phone, city);
    }
}
