package dev.bac.messaging.report;

import dev.bac.messaging.message.MessageEvents;
import dev.bac.messaging.message.MessageEvents.Happened;
import dev.bac.messaging.message.MessageEvents.Kept;
import dev.bac.messaging.message.MessageLocks;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.message.Settled;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reports in PostgreSQL. A message's state is only ever raised, whatever order reports come in. */
public final class ReportStore {
    /** The messages, their places in the queue (whatever a vendor reports on it has) and what happened. */
    private static final String RAISE = """
            WITH r AS MATERIALIZED (
                SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:states AS text[]), CAST(:raws AS text[]),
                    CAST(:details AS text[]), CAST(:events AS uuid[])) AS r (id, state, raw, detail, event)),
            raised AS (
                UPDATE message m SET state = r.state, vendor_state = r.raw, reason = r.detail, updated_at = :now
                FROM r
                WHERE m.id = r.id AND (m.vendor IS NULL OR m.vendor = :provider)
                    AND state_rank(r.state) > state_rank(m.state)
                RETURNING m.id, r.event, r.state, r.detail),
            left_queue AS (
                DELETE FROM message_queue q USING raised WHERE q.message_id = raised.id),
            happened AS (
                INSERT INTO message_event (id, message_id, state, detail, at)
                SELECT event, id, state, detail, :now FROM raised)
            SELECT id FROM raised
            """;

    private static final String RAW = """
            UPDATE message m SET vendor_state = r.raw
            FROM unnest(CAST(:ids AS uuid[]), CAST(:raws AS text[])) AS r (id, raw)
            WHERE m.id = r.id AND (m.vendor IS NULL OR m.vendor = :provider) AND state_rank(m.state) < 7
            """;
    private static final String EARLY = """
            INSERT INTO early_report (provider, vendor_id, state, raw, detail, at)
            SELECT :provider, vendor_id, state, raw, detail, :now
            FROM unnest(CAST(:vendorIds AS text[]), CAST(:states AS text[]), CAST(:raws AS text[]),
                CAST(:details AS text[])) AS r (vendor_id, state, raw, detail)
            ON CONFLICT DO NOTHING
            """;

    private final MessageEvents events = new MessageEvents();

    /** What some reports came to. */
    public record Applied(List<Happened> changed, int early) {}

    /** Applies reports of a provider; those of messages whose vendor's id is not known yet are kept until it is. */
    public Applied apply(Tx tx, String provider, List<Report> reports) {
        var named = named(tx, provider, reports);
        var byMessage = new LinkedHashMap<UUID, Report>();
        var early = new ArrayList<Report>();
        for (var report : reports) {
            Optional<UUID> message = report.message().or(() -> Optional.ofNullable(named.get(report.vendorId())));
            if (message.isPresent()) {
                byMessage.merge(message.get(), report, ReportStore::further);
            } else if (report.state().isPresent() && !report.vendorId().isEmpty()) {
                early.add(report);
            }
        }
        keep(tx, provider, early);
        return new Applied(raise(tx, provider, byMessage), early.size());
    }

    /** Those of the reports that are about messages of this tenant. */
    public List<Report> known(Tx tx, List<Report> reports) {
        var ours = tx.sql()
                .createQuery("SELECT id FROM message WHERE id = ANY (CAST(:ids AS uuid[]))")
                .bindArray(
                        "ids",
                        UUID.class,
                        reports.stream().flatMap(one -> one.message().stream()).toList())
                .mapTo(UUID.class)
                .set();
        var theirs = tx.sql()
                .createQuery("SELECT vendor_id FROM vendor_ref WHERE vendor_id = ANY (CAST(:asked AS text[]))")
                .bindArray(
                        "asked",
                        String.class,
                        reports.stream().map(Report::vendorId).toList())
                .mapTo(String.class)
                .set();
        return reports.stream()
                .filter(one -> one.message().map(ours::contains).orElse(theirs.contains(one.vendorId())))
                .toList();
    }

    /** The vendor's ids of messages just handed over become known, and what was reported before is applied. */
    public void named(Tx tx, String provider, Collection<Settled> settled) {
        var ids = new LinkedHashMap<String, UUID>();
        for (var one : settled) {
            String vendorId = one.vendorId();
            if (vendorId != null && !vendorId.equals(one.id().toString())) {
                ids.put(vendorId, one.id());
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate("""
                        INSERT INTO vendor_ref (provider, vendor_id, message_id)
                        SELECT :provider, vendor_id, message_id
                        FROM unnest(CAST(:vendorIds AS text[]), CAST(:ids AS uuid[])) AS given (vendor_id, message_id)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("provider", provider)
                .bindArray("vendorIds", String.class, ids.keySet())
                .bindArray("ids", UUID.class, ids.values())
                .execute();
        raise(tx, provider, early(tx, provider, ids));
    }

    private static Map<UUID, Report> early(Tx tx, String provider, Map<String, UUID> ids) {
        var found = new LinkedHashMap<UUID, Report>();
        tx.sql()
                .createQuery("""
                        DELETE FROM early_report WHERE provider = :provider
                            AND vendor_id = ANY (CAST(:vendorIds AS text[]))
                        RETURNING vendor_id, state, raw, detail
                        """)
                .bind("provider", provider)
                .bindArray("vendorIds", String.class, ids.keySet())
                .map((row, _) -> new Report(
                        Optional.ofNullable(ids.get(row.getString("vendor_id"))),
                        row.getString("vendor_id"),
                        Optional.of(MessageState.valueOf(row.getString("state"))),
                        row.getString("raw"),
                        row.getString("detail")))
                .forEach(report -> report.message().ifPresent(id -> found.merge(id, report, ReportStore::further)));
        return found;
    }

    private static Report further(Report one, Report other) {
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(Report report) {
        return report.state().map(MessageState::rank).orElse(-1);
    }

    private static Map<String, UUID> named(Tx tx, String provider, List<Report> reports) {
        var asked = reports.stream()
                .filter(one -> one.message().isEmpty())
                .map(Report::vendorId)
                .distinct()
                .toList();
        if (asked.isEmpty()) {
            return Map.of();
        }
        var named = new LinkedHashMap<String, UUID>();
        tx.sql()
                .createQuery("""
                        SELECT vendor_id, message_id FROM vendor_ref
                        WHERE provider = :provider AND vendor_id = ANY (CAST(:asked AS text[]))
                        """)
                .bind("provider", provider)
                .bindArray("asked", String.class, asked)
                .map((row, _) -> Map.entry(row.getString("vendor_id"), row.getObject("message_id", UUID.class)))
                .forEach(one -> named.put(one.getKey(), one.getValue()));
        return named;
    }

    private static void keep(Tx tx, String provider, List<Report> early) {
        if (early.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate(EARLY)
                .bind("provider", provider)
                .bindArray(
                        "vendorIds",
                        String.class,
                        early.stream().map(Report::vendorId).toList())
                .bindArray("states", String.class, states(early))
                .bindArray("raws", String.class, early.stream().map(Report::raw).toList())
                .bindArray(
                        "details",
                        String.class,
                        early.stream().map(Report::detail).toArray())
                .bind("now", tx.now())
                .execute();
    }

    private List<Happened> raise(Tx tx, String provider, Map<UUID, Report> reports) {
        raw(tx, provider, reports);
        var known = new ArrayList<Map.Entry<UUID, Report>>();
        reports.entrySet().stream()
                .filter(one -> one.getValue().state().isPresent())
                .forEach(known::add);
        if (known.isEmpty()) {
            return List.of();
        }
        var values = known.stream().map(Map.Entry::getValue).toList();
        var kept = known.stream()
                .map(one -> new Kept(
                        tx.newId(),
                        new Happened(
                                one.getKey(),
                                one.getValue().state().orElseThrow(),
                                one.getValue().detail())))
                .toList();
        MessageLocks.take(tx, known.stream().map(Map.Entry::getKey).toList());
        var changed = tx.sql()
                .createQuery(RAISE)
                .bind("provider", provider)
                .bindArray(
                        "ids", UUID.class, known.stream().map(Map.Entry::getKey).toList())
                .bindArray("states", String.class, states(values))
                .bindArray(
                        "raws", String.class, values.stream().map(Report::raw).toList())
                .bindArray(
                        "details",
                        String.class,
                        values.stream().map(Report::detail).toArray())
                .bindArray("events", UUID.class, kept.stream().map(Kept::id).toList())
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .set();
        var told = kept.stream()
                .filter(one -> changed.contains(one.what().message()))
                .toList();
        events.tell(tx, told);
        return told.stream().map(Kept::what).toList();
    }

    private static void raw(Tx tx, String provider, Map<UUID, Report> reports) {
        var unknown = reports.entrySet().stream()
                .filter(one -> one.getValue().state().isEmpty())
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate(RAW)
                .bind("provider", provider)
                .bindArray(
                        "ids",
                        UUID.class,
                        unknown.stream().map(Map.Entry::getKey).toList())
                .bindArray(
                        "raws",
                        String.class,
                        unknown.stream().map(one -> one.getValue().raw()).toList())
                .execute();
    }

    private static List<String> states(List<Report> reports) {
        return reports.stream().map(one -> one.state().orElseThrow().name()).toList();
    }
}
