package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of the journal whatever {@link RandomBooks} do: it balances all the way, and a revaluation leaves nothing. */
class JournalPropertyTest {
    private static final int HISTORIES = Integer.getInteger("histories", 40);

    private final RandomBooks books = new RandomBooks();

    private record Line(
            String entry,
            LocalDate day,
            String source,
            String account,
            String currency,
            String party,
            boolean monetary,
            BigDecimal amount,
            BigDecimal base) {
        String place() {
            return account + " " + currency + " " + party;
        }
    }

    private record Balance(BigDecimal amount, BigDecimal base) {
        static final Balance NONE = new Balance(BigDecimal.ZERO, BigDecimal.ZERO);

        Balance plus(Line line) {
            return new Balance(amount.add(line.amount()), base.add(line.base()));
        }

        boolean zero() {
            return amount.signum() == 0 && base.signum() == 0;
        }

        Balance plain() {
            return new Balance(amount.stripTrailingZeros(), base.stripTrailingZeros());
        }
    }

    /** After each step, so at every length that the log ever had, and entry by entry in each currency and the company's. */
    @Test
    void everyPrefixOfTheJournalSumsToZeroInEachCurrencyKept() {
        int done = books.each(
                HISTORIES,
                seed -> books.history(seed, history -> {
                    int steps = 0;
                    for (int step = history.random.nextInt(12, 28); step > 0; step--) {
                        steps += history.step() ? 1 : 0;
                        balances(history.tx);
                    }
                    assertThat(history.findings()).isEmpty();
                    return steps;
                }));
        assertThat(done).isGreaterThan(HISTORIES * 8);
    }

    private static void balances(Tx tx) {
        Map<String, Balance> entries = new HashMap<>();
        Map<String, Balance> currencies = new HashMap<>();
        var lines = journal(tx);
        for (var line : lines) {
            entries.merge(line.entry() + " " + line.currency(), Balance.NONE.plus(line), (one, _) -> one.plus(line));
            currencies.merge(line.currency(), Balance.NONE.plus(line), (one, _) -> one.plus(line));
        }
        assertThat(entries).allSatisfy((_, sum) -> assertThat(sum.zero()).isTrue());
        assertThat(currencies).allSatisfy((_, sum) -> assertThat(sum.zero()).isTrue());
        // An entry is in one currency and has two legs at least, so each is counted above.
        assertThat(tx.sql()
                        .createQuery("SELECT count(*) FROM journal_entry")
                        .mapTo(Integer.class)
                        .one())
                .isEqualTo(entries.size());
    }

    /**
     * The same steps with and without revaluations among them: what was revalued is worth the rate of its day on that day,
     * and on every other day each account, currency and party stands where it stands without.
     */
    @Test
    void aRevaluationAndItsReversalChangeNothingOnAnyOtherDay() {
        int revalued = books.each(HISTORIES, seed -> {
            var without = books.history(seed, history -> played(history, null));
            var with = books.history(seed, history -> played(history, new SplittableRandom(~seed)));
            var days = new TreeSet<LocalDate>();
            with.stream().filter(line -> line.source().equals("REVALUATION")).forEach(line -> days.add(line.day()));
            for (var day = Books.TODAY.minusDays(201); day.isBefore(Books.TODAY.plusDays(3)); day = day.plusDays(1)) {
                if (!days.contains(day)) {
                    assertThat(on(with, day)).as("balances of %s", day).isEqualTo(on(without, day));
                }
            }
            return days.size();
        });
        assertThat(revalued).isGreaterThan(HISTORIES);
    }

    private static List<Line> played(RandomBooks.History history, @Nullable SplittableRandom revaluations) {
        rates(history);
        for (int step = history.random.nextInt(8, 18); step > 0; step--) {
            history.posting();
            if (revaluations != null && revaluations.nextInt(3) == 0) {
                revalue(history, Books.TODAY.minusDays(revaluations.nextInt(200)));
            }
        }
        assertThat(history.findings()).isEmpty();
        return journal(history.tx);
    }

    private static void revalue(RandomBooks.History history, LocalDate day) {
        var json = "{\"asOf\":\"%s\"}".formatted(day);
        var before = journal(history.tx);
        history.call("finance_currency_revalue", json);
        var after = journal(history.tx);
        var worth = on(after.stream().filter(Line::monetary).toList(), day);
        worth.forEach((place, balance) -> {
            var currency = place.split(" ")[1];
            assertThat(balance.base())
                    .as("%s on %s", place, day)
                    .isEqualByComparingTo(balance.amount()
                            .multiply(rate(history.tx, currency, day))
                            .setScale(2, RoundingMode.HALF_UP));
        });
        assertThat(on(after, day.minusDays(1))).isEqualTo(on(before, day.minusDays(1)));
        assertThat(on(after, day.plusDays(1))).isEqualTo(on(before, day.plusDays(1)));
        assertThat(history.call("finance_currency_revalue", json).at("/items")).isEmpty();
        assertThat(journal(history.tx)).hasSameSizeAs(after);
    }

    /** Other rates in each month, so that there is something to revalue. */
    private static void rates(RandomBooks.History history) {
        for (var currency : RandomBooks.CURRENCIES.subList(1, 4)) {
            for (int month = 0; month < 7; month++) {
                history.call(
                        "finance_rate_set",
                        "{\"currency\":\"%s\",\"rate\":\"%s\",\"date\":\"%s\"}",
                        currency,
                        BigDecimal.valueOf(history.random.nextInt(1_000, 40_000), 4),
                        LocalDate.of(2025, 9, 1).plusMonths(month));
            }
        }
    }

    private static BigDecimal rate(Tx tx, String currency, LocalDate day) {
        return tx.sql()
                .createQuery("""
                        SELECT rate FROM exchange_rate WHERE currency = :currency AND valid_on <= :day
                         ORDER BY valid_on DESC LIMIT 1
                        """)
                .bind("currency", currency)
                .bind("day", day)
                .mapTo(BigDecimal.class)
                .one();
    }

    /** Where each place stands at the end of a day; what is at zero is left out. */
    private static Map<String, Balance> on(List<Line> journal, LocalDate day) {
        Map<String, Balance> balances = new HashMap<>();
        for (var line : journal) {
            if (!line.day().isAfter(day)) {
                balances.merge(line.place(), Balance.NONE.plus(line), (one, _) -> one.plus(line));
            }
        }
        balances.values().removeIf(Balance::zero);
        balances.replaceAll((_, balance) -> balance.plain());
        return balances;
    }

    private static List<Line> journal(Tx tx) {
        return new ArrayList<>(tx.sql()
                .createQuery("""
                        SELECT e.id AS entry, e.booked_on, e.source, p.account, p.currency, p.amount, p.base,
                               coalesce(CASE WHEN l.flow <> 'CASH' THEN CAST(p.party_id AS text) END, '-') AS party,
                               p.currency <> 'EUR' AND (l.flow = 'CASH' OR l.role IN ('RECEIVABLES', 'PAYABLES')) AS monetary
                          FROM posting p JOIN journal_entry e ON e.id = p.entry_id JOIN ledger_account l ON l.code = p.account
                        """)
                .map((row, _) -> new Line(
                        row.getString("entry"),
                        row.getObject("booked_on", LocalDate.class),
                        row.getString("source"),
                        row.getString("account"),
                        row.getString("currency"),
                        row.getString("party"),
                        row.getBoolean("monetary"),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("base")))
                .list());
    }
}
