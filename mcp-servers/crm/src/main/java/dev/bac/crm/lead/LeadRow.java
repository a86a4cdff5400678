package dev.bac.crm.lead;

import dev.bac.crm.naming.Names;
import dev.bac.crm.naming.Numbers;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
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
        @Nullable String account,
        @Nullable UUID contactId,
        @Nullable String contact,
        @Nullable UUID opportunityId,
        @Nullable String opportunity,
        @Nullable String country,
        @Nullable String owner,
        List<String> tags,
        ObjectNode custom,
        int version,
        @Nullable BigDecimal score) {

    /** The row of a lead, without its score. */
    public static LeadRow of(Tx tx, Lead lead) {
        return of(tx, List.of(lead), Map.of()).getFirst();
    }

    /** The rows of leads, in their order; one statement for all names. */
    static List<LeadRow> of(Tx tx, List<Lead> leads, Map<UUID, BigDecimal> scores) {
        var names = Names.of(
                tx,
                leads.stream()
                        .map(Lead::links)
                        .filter(Objects::nonNull)
                        .flatMap(links -> Stream.of(links.account(), links.contact(), links.opportunity())));
        return leads.stream()
                .map(lead -> row(lead, names, scores.get(lead.id())))
                .toList();
    }

    private static LeadRow row(Lead lead, Names names, @Nullable BigDecimal score) {
        var links = lead.links();
        var account = links == null ? null : links.account();
        var contact = links == null ? null : links.contact();
        var deal = links == null ? null : links.opportunity();
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
                account,
                names.of(account),
                contact,
                names.of(contact),
                deal,
                names.of(deal),
                lead.country(),
                lead.marks().owner(),
                lead.marks().tags(),
                lead.marks().custom(),
                lead.marks().version(),
                score);
    }
}
