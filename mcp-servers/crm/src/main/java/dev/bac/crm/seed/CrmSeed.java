package dev.bac.crm.seed;

import dev.bac.crm.activity.ActivityKind;
import dev.bac.crm.lead.LeadStatus;
import dev.bac.crm.opportunity.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records to fill a tenant's CRM with. Ids and numbers are the caller's and fixed, so that seeding twice changes
 * nothing; a record may name another by id when that one is in the same seed or was seeded before.
 *
 * @param stages the tenant's own titles and probabilities of stages; the usual ones for those left out
 */
public record CrmSeed(
        List<StageSeed> stages,
        List<AccountSeed> accounts,
        List<ContactSeed> contacts,
        List<OpportunitySeed> opportunities,
        List<LeadSeed> leads,
        List<ActivitySeed> activities) {

    public CrmSeed {
        stages = List.copyOf(stages);
        accounts = List.copyOf(accounts);
        contacts = List.copyOf(contacts);
        opportunities = List.copyOf(opportunities);
        leads = List.copyOf(leads);
        activities = List.copyOf(activities);
    }

    /** A stage's title and its probability of winning in percent. */
    public record StageSeed(Stage stage, String title, int probability) {}

    /** A company; number 1001 is told as ACC-1001, 0 takes the next free one, {@code phone} is E.164, {@code country} ISO 3166-1 alpha-2. */
    public record AccountSeed(
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
            Instant createdAt) {}

    /** A person; number 1001 is told as CON-1001. */
    public record ContactSeed(
            UUID id,
            int number,
            @Nullable UUID account,
            String name,
            @Nullable String jobTitle,
            @Nullable String email,
            @Nullable String phone,
            Instant createdAt) {}

    /**
     * A deal; number 1001 is told as OPP-1001.
     *
     * @param history the stages it went through in order, the last being where it stands; never empty
     */
    public record OpportunitySeed(
            UUID id,
            int number,
            @Nullable UUID account,
            String name,
            BigDecimal amount,
            String currency,
            LocalDate closeDate,
            @Nullable String owner,
            List<StageSeen> history) {
        public OpportunitySeed {
            history = List.copyOf(history);
            if (history.isEmpty()) {
                throw new IllegalArgumentException("history of " + name + " is empty");
            }
        }
    }

    /** A deal reached a stage at a time. */
    public record StageSeen(Stage stage, Instant at) {}

    /** Somebody who may become a customer; number 1001 is told as LEAD-1001. It is open or lost, never converted. */
    public record LeadSeed(
            UUID id,
            int number,
            String name,
            @Nullable String company,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String source,
            @Nullable String note,
            LeadStatus status,
            Instant createdAt) {}

    /** Something done or to do; number 1001 is told as ACT-1001. */
    public record ActivitySeed(
            UUID id,
            int number,
            ActivityKind kind,
            String subject,
            @Nullable String body,
            @Nullable LocalDate due,
            @Nullable Instant doneAt,
            String owner,
            @Nullable UUID account,
            @Nullable UUID contact,
            @Nullable UUID lead,
            @Nullable UUID opportunity,
            Instant createdAt) {}
}
