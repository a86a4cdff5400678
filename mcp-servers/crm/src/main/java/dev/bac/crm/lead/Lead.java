package dev.bac.crm.lead;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Numbers;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may become a customer.
 *
 * @param number told as {@code LEAD-1001}
 * @param source where they came from, such as web or trade fair
 * @param country ISO 3166-1 alpha-2
 * @param links what it was converted to; null while it was not
 */
public record Lead(
        UUID id,
        int number,
        String name,
        @Nullable String company,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String source,
        @Nullable String note,
        @Nullable String country,
        LeadStatus status,
        @Nullable Links links,
        Marks marks,
        Instant createdAt) {

    /** The records a converted lead became. */
    public record Links(
            @Nullable UUID account, UUID contact, @Nullable UUID opportunity, Instant at) {}

    /** {@code LEAD-1001 Jane Doe, Acme}. */
    public String label() {
        return Numbers.LEAD.label(number) + " " + name + (company == null ? "" : ", " + company);
    }

    /** This lead, converted. */
    public Lead converted(Links to) {
        return new Lead(
                id,
                number,
                name,
                company,
                email,
                phone,
                source,
                note,
                country,
                LeadStatus.CONVERTED,
                to,
                marks,
                createdAt);
    }

    String search() {
        return Fold.search(name, company, email, phone, source);
    }
}
