package dev.bac.messaging.campaign;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Campaigns and their recipients in PostgreSQL. */
final class CampaignStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param price of one part of a message, in the tenant's currency; null when nobody said */
    record Campaign(
            UUID id,
            String name,
            UUID template,
            Purpose purpose,
            @Nullable BigDecimal price,
            CampaignState state) {}

    /** Counts of recipients, and the parts that their messages are. */
    record Counts(Map<Outcome, Integer> recipients, long segments) {}

    /** A recipient without a message, and why. */
    record Failed(int line, String problem) {}

    void add(Tx tx, Campaign campaign, String by, List<Recipient> recipients) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO campaign (id, name, template_id, purpose, price, state, created_by, created_at, updated_at)
                        VALUES (:id, :name, :template, :code, :price, 'RUNNING', :by, :now, :now)
                        """)
                .bind("id", campaign.id())
                .bind("name", campaign.name())
                .bind("template", campaign.template())
                .bind("price", campaign.price())
                .bind("code", campaign.purpose().name())
                .bind("by", by)
                .bind("now", tx.now())
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO campaign_recipient (campaign_id, line, address, gaps, outcome, problem)
                VALUES (:campaign, :line, :address, CAST(:json AS json), :outcome, :problem)
                """);
        for (var one : recipients) {
            batch.bind("campaign", campaign.id())
                    .bind("line", one.line())
                    .bind("address", one.address())
                    .bind("json", JSON.writeValueAsString(one.gaps()))
                    .bind("outcome", (one.problem() == null ? Outcome.WAITING : Outcome.FAILED).name())
                    .bind("problem", one.problem())
                    .add();
        }
        batch.execute();
    }

    /** @param lock true to hold it until the transaction ends: one at a time works on a campaign */
    Optional<Campaign> find(Tx tx, UUID id, boolean lock) {
        return tx.sql()
                .createQuery("SELECT id, name, template_id, purpose, price, state FROM campaign WHERE id = :id"
                        + (lock ? " FOR UPDATE" : ""))
                .bind("id", id)
                .map((row, _) -> new Campaign(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getObject("template_id", UUID.class),
                        Purpose.valueOf(row.getString("purpose")),
                        row.getBigDecimal("price"),
                        CampaignState.valueOf(row.getString("state"))))
                .findOne();
    }

    List<Recipient> waiting(Tx tx, UUID id, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, address, gaps FROM campaign_recipient
                        WHERE campaign_id = :id AND outcome = 'WAITING' ORDER BY line LIMIT :most
                        """)
                .bind("id", id)
                .bind("most", most)
                .map((row, _) -> new Recipient(
                        row.getInt("line"),
                        row.getString("address"),
                        JSON.readValue(row.getString("gaps"), new TypeReference<Map<String, String>>() {}),
                        null))
                .list();
    }

    void settle(Tx tx, UUID id, int line, Outcome outcome, @Nullable String problem, @Nullable UUID message) {
        tx.sql()
                .createUpdate("""
                        UPDATE campaign_recipient SET outcome = :outcome, problem = :problem,
                            message_id = CAST(:message AS uuid)
                        WHERE campaign_id = :id AND line = :line AND outcome = 'WAITING'
                        """)
                .bind("outcome", outcome.name())
                .bind("problem", problem)
                .bind("message", message)
                .bind("id", id)
                .bind("line", line)
                .execute();
    }

    /** @return whether it was still running */
    boolean end(Tx tx, UUID id, CampaignState state) {
        return tx.sql()
                        .createUpdate("""
                                UPDATE campaign SET state = :state, updated_at = :now
                                WHERE id = :id AND state = 'RUNNING'
                                """)
                        .bind("state", state.name())
                        .bind("now", tx.now())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Ends a campaign that runs or is paused, or whose messages are written but have not all left. */
    boolean stop(Tx tx, UUID id) {
        return tx.sql()
                        .createUpdate("UPDATE campaign SET state = 'STOPPED', updated_at = :now"
                                + " WHERE id = :id AND state <> 'STOPPED'")
                        .bind("now", tx.now())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    Map<Outcome, Integer> outcomes(Tx tx, UUID id) {
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        tx.sql()
                .createQuery("SELECT outcome, count(*)::int AS recipients FROM campaign_recipient"
                        + " WHERE campaign_id = :id GROUP BY outcome")
                .bind("id", id)
                .map((row, _) -> Map.entry(Outcome.valueOf(row.getString("outcome")), row.getInt("recipients")))
                .forEach(one -> counts.put(one.getKey(), one.getValue()));
        return counts;
    }

    List<CampaignDesk.Problem> problems(Tx tx, UUID id, int after, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, address, problem FROM campaign_recipient
                        WHERE campaign_id = :id AND problem IS NOT NULL AND line > :after ORDER BY line LIMIT :most
                        """)
                .bind("id", id)
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> new CampaignDesk.Problem(
                        row.getInt("line"), row.getString("address"), row.getString("problem")))
                .list();
    }

    /** Takes back the messages that nobody has begun to send. */
    List<UUID> takeBack(Tx tx, UUID id) {
        var messages = tx.sql()
                .createQuery("""
                        WITH gone AS (DELETE FROM message_queue WHERE claimed_at IS NULL AND bound_to IS NULL
                            AND message_id IN (SELECT message_id FROM campaign_recipient WHERE campaign_id = :id)
                            RETURNING message_id)
                        UPDATE message SET state = 'CANCELLED', reason = 'The campaign was stopped.', updated_at = :now
                        FROM gone WHERE id = gone.message_id AND state IN ('QUEUED', 'SCHEDULED')
                        RETURNING id
                        """)
                .bind("now", tx.now())
                .bind("id", id)
                .mapTo(UUID.class)
                .list();
        tx.sql()
                .createUpdate("""
                        UPDATE campaign_recipient SET outcome = 'CANCELLED'
                        WHERE campaign_id = :id AND (outcome = 'WAITING' OR message_id = ANY (:messages))
                        """)
                .bind("id", id)
                .bindArray("messages", UUID.class, messages)
                .execute();
        return messages;
    }

    Counts counts(Tx tx, UUID id) {
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        long[] segments = {0};
        tx.sql()
                .createQuery("""
                        SELECT r.outcome, count(*)::int AS recipients, coalesce(sum(m.segments), 0) AS segments
                        FROM campaign_recipient r
                        LEFT JOIN message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id AND m.state <> 'CANCELLED'
                        WHERE r.campaign_id = :id GROUP BY r.outcome
                        """)
                .bind("id", id)
                .map((row, _) -> {
                    segments[0] += row.getLong("segments");
                    return Map.entry(Outcome.valueOf(row.getString("outcome")), row.getInt("recipients"));
                })
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return new Counts(counts, segments[0]);
    }

    List<Failed> problems(Tx tx, UUID id, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, problem FROM campaign_recipient WHERE campaign_id = :id AND problem IS NOT NULL
                        ORDER BY line LIMIT :most
                        """)
                .bind("id", id)
                .bind("most", most)
                .map((row, _) -> new Failed(row.getInt("line"), row.getString("problem")))
                .list();
    }
}
