package dev.bac.messaging.message;

import dev.bac.mcp.Entitlements;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Update;

/**
 * How many messages of any channel a company, and each of its people, may send in a day of its zone and in a minute, by
 * its plan. Counted exactly: one row a meter, person and period, raised in the transaction that writes the messages and
 * held until it ends, so that of any number of callers just as many are taken as the plan holds.
 */
final class SendLimits {
    private static final Duration KEPT = Duration.ofDays(2);

    private final List<Counter> counters;

    private SendLimits(List<Counter> counters) {
        this.counters = counters;
    }

    /** Of the whole company or of one person, in a day or a minute. */
    private enum Meter {
        COMPANY_DAY("messages", false, false, "The company's messages of today are used up."),
        COMPANY_MINUTE("messages_minute", false, true, "The company's messages of this minute are used up."),
        USER_DAY("user_messages", true, false, "Your messages of today are used up."),
        USER_MINUTE("user_messages_minute", true, true, "Your messages of this minute are used up.");

        private final String key;
        private final boolean ofUser;
        private final boolean ofMinute;
        private final String spent;

        Meter(String key, boolean ofUser, boolean ofMinute, String spent) {
            this.key = key;
            this.ofUser = ofUser;
            this.ofMinute = ofMinute;
            this.spent = spent;
        }

        Instant begins(Tx tx) {
            return ofMinute
                    ? tx.now().truncatedTo(ChronoUnit.MINUTES)
                    : tx.today().atStartOfDay(tx.settings().zone()).toInstant();
        }

        ToolRefusal refusal() {
            String remedy =
                    ofMinute ? " Try again in a minute." : " Try again tomorrow, or ask an operator for a larger plan.";
            return new ToolRefusal("send_limit", spent + remedy);
        }
    }

    /** One row: a meter of somebody, with what is left and what this transaction takes. */
    private static final class Counter {
        private final Meter meter;
        private final String who;
        private final Instant begins;
        private final long limit;
        private long left;
        private long taken;

        private Counter(Meter meter, String who, Instant begins, long limit) {
            this.meter = meter;
            this.who = who;
            this.begins = begins;
            this.limit = limit;
        }

        private void take(int messages) {
            left -= messages;
            taken += messages;
        }
    }

    /** Locks what counts for these senders until the transaction ends; an empty one is a campaign. */
    static SendLimits of(Tx tx, Collection<String> senders) {
        return new SendLimits(locked(tx, senders.stream().distinct().toList()));
    }

    /** Takes a message; the refusal when there is none left. */
    Optional<ToolRefusal> take(String sender) {
        var its = of(sender);
        var spent = its.stream().filter(one -> one.left == 0).findFirst();
        if (spent.isEmpty()) {
            its.forEach(one -> one.take(1));
        }
        return spent.map(one -> one.meter.refusal());
    }

    /** Gives a message back that was not written after all. */
    void giveBack(String sender) {
        of(sender).forEach(one -> one.take(-1));
    }

    private List<Counter> of(String sender) {
        return counters.stream()
                .filter(one -> !one.meter.ofUser || one.who.equals(sender))
                .toList();
    }

    /** How many the company may still send now; empty when its plan does not say. */
    OptionalLong rest() {
        return counters.stream()
                .filter(one -> !one.meter.ofUser)
                .mapToLong(one -> one.left)
                .min();
    }

    private static List<Counter> locked(Tx tx, List<String> senders) {
        var counters = new ArrayList<Counter>();
        if (tx.rules().isEmpty()) {
            return counters;
        }
        var entitled = Entitlements.of(tx);
        for (var meter : Meter.values()) {
            entitled.limit(meter.key).ifPresent(limit -> {
                Instant begins = meter.begins(tx);
                if (!meter.ofUser) {
                    counters.add(new Counter(meter, "", begins, limit));
                } else {
                    senders.stream()
                            .filter(who -> !who.isEmpty())
                            .forEach(who -> counters.add(new Counter(meter, who, begins, limit)));
                }
            });
        }
        // One order for all, so that nobody waits in a circle.
        counters.sort(Comparator.comparing((Counter one) -> one.meter.key).thenComparing(one -> one.who));
        if (!counters.isEmpty()) {
            read(tx, counters);
        }
        return counters;
    }

    /** The empty rows first: only a row that is there can be locked. */
    private static void read(Tx tx, List<Counter> counters) {
        int begun = bound(tx, """
                INSERT INTO send_use (meter, who, begins, used)
                SELECT meter, who, CAST(begins AS timestamptz), 0 FROM given ON CONFLICT DO NOTHING
                """, counters).execute();
        if (begun > 0) {
            tidy(tx);
        }
        var used = new LinkedHashMap<String, Long>();
        tx.sql()
                .createQuery("""
                        SELECT u.meter, u.who, u.used FROM send_use u
                        WHERE (u.meter, u.who, u.begins) IN (
                            SELECT meter, who, CAST(begins AS timestamptz)
                            FROM unnest(:meters, :whos, :begins) AS given (meter, who, begins))
                        ORDER BY u.meter, u.who FOR UPDATE
                        """)
                .bindArray("meters", String.class, each(counters, Part.METER))
                .bindArray("whos", String.class, each(counters, Part.WHO))
                .bindArray("begins", String.class, each(counters, Part.BEGINS))
                .map((row, _) -> Map.entry(row.getString("meter") + " " + row.getString("who"), row.getLong("used")))
                .forEach(one -> used.put(one.getKey(), one.getValue()));
        for (var one : counters) {
            long before =
                    Optional.ofNullable(used.get(one.meter.key + " " + one.who)).orElse(one.limit);
            one.left = Math.max(0, one.limit - before);
        }
    }

    /** Writes down what was taken. */
    void keep(Tx tx) {
        var taken = counters.stream().filter(one -> one.taken > 0).toList();
        if (taken.isEmpty()) {
            return;
        }
        bound(tx, """
                UPDATE send_use u SET used = u.used + given.taken FROM given
                WHERE u.meter = given.meter AND u.who = given.who AND u.begins = CAST(given.begins AS timestamptz)
                """, taken).execute();
    }

    /** Periods that are long over are of no use to anybody. */
    private static void tidy(Tx tx) {
        tx.sql()
                .createUpdate("DELETE FROM send_use WHERE begins < :before")
                .bind("before", tx.now().minus(KEPT))
                .execute();
    }

    private enum Part {
        METER,
        WHO,
        BEGINS
    }

    private static Object[] each(List<Counter> counters, Part part) {
        return counters.stream()
                .map(one -> switch (part) {
                    case METER -> one.meter.key;
                    case WHO -> one.who;
                    case BEGINS -> one.begins.toString();
                })
                .toArray();
    }

    private static Update bound(Tx tx, String statement, List<Counter> counters) {
        return tx.sql()
                .createUpdate("""
                        WITH given AS (SELECT * FROM unnest(:meters, :whos, :begins, :taken)
                            AS one (meter, who, begins, taken))
                        """ + statement)
                .bindArray("meters", String.class, each(counters, Part.METER))
                .bindArray("whos", String.class, each(counters, Part.WHO))
                .bindArray("begins", String.class, each(counters, Part.BEGINS))
                .bindArray(
                        "taken",
                        Long.class,
                        counters.stream().map(one -> one.taken).toArray());
    }
}
