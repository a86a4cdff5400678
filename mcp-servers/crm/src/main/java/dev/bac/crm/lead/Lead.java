package dev.bac.crm.lead;

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
        LeadStatus status,
        @Nullable Links links,
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
        return new Lead(id, number, name, company, email, phone, source, note, LeadStatus.CONVERTED, to, createdAt);
    }

    String search() {
        return Fold.search(name, company, email, phone, source);
    }
}
