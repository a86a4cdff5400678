package dev.bac.crm.lead;

import dev.bac.crm.naming.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A lead as tools answer it; its ids are what it was converted to, its score is in percent. */
public record LeadRow(
        UUID id,
        String number,
        String name,
        @Nullable String company,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String source,
        LeadStatus status,
        Instant createdAt,
        @Nullable UUID accountId,
        @Nullable UUID contactId,
        @Nullable UUID opportunityId,
        @Nullable String country,
        @Nullable String owner,
        List<String> tags,
        ObjectNode custom,
        int version,
        @Nullable BigDecimal score) {

    /** The row of a lead. */
    public static LeadRow of(Lead lead) {
        return of(lead, null);
    }

    static LeadRow of(Lead lead, @Nullable BigDecimal score) {
        var links = lead.links();
        return new LeadRow(
                lead.id(),
                Numbers.LEAD.label(lead.number()),
                lead.name(),
                lead.company(),
                lead.email(),
                lead.phone(),
                lead.source(),
                lead.status(),
                lead.createdAt(),
                links == null ? null : links.account(),
                links == null ? null : links.contact(),
                links == null ? null : links.opportunity(),
                lead.country(),
                lead.marks().owner(),
                lead.marks().tags(),
                lead.marks().custom(),
                lead.marks().version(),
                score);
    }
}
