package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link RandomBooks}, whose statements must be what a second set of rules makes of the bare journal. Those are hledger's:
 * an account's balance on a day is the sum of its postings up to it, and its kind says where it stands.
 */
class OracleTest {
    private static final int HISTORIES = Integer.getInteger("histories", 25);

    private final RandomBooks books = new RandomBooks();

    private record Posted(LocalDate day, String source, String account, String kind, boolean cash, BigDecimal base) {}

    @Test
    void statementsAreWhatASecondSetOfRulesMakesOfTheJournal() {
        int done = books.each(HISTORIES, seed -> books.history(seed, OracleTest::history));
        // Of some 20 steps of each history.
        assertThat(done).isGreaterThan(HISTORIES * 8);
    }

    private static int history(RandomBooks.History history) {
        int done = 0;
        for (int step = history.random.nextInt(12, 28); step > 0; step--) {
            done += history.step() ? 1 : 0;
        }
        assertThat(history.findings()).isEmpty();
        var journal = journal(history.tx);
        for (int i = 0; i < 3; i++) {
            compare(history, journal, LocalDate.parse(history.day()));
        }
        compare(history, journal, Books.TODAY);
        return done;
    }

    private static void compare(RandomBooks.History history, List<Posted> journal, LocalDate day) {
        Map<String, BigDecimal> sheet = new TreeMap<>();
        var result = BigDecimal.ZERO;
        var cash = BigDecimal.ZERO;
        for (var one : journal) {
            if (!one.day().isAfter(day)) {
                sheet.merge(one.kind(), one.base(), BigDecimal::add);
            }
            boolean inYear = one.day().getYear() == day.getYear() && !one.day().isAfter(day);
            if (inYear
                    && !one.source().equals("YEAR_CLOSE")
                    && List.of("INCOME", "EXPENSE").contains(one.kind())) {
                result = result.subtract(one.base());
            }
            if (inYear && one.cash()) {
                cash = cash.add(one.base());
            }
        }
        var shown = history.call("finance_statement_get", "{\"kind\":\"balance_sheet\",\"to\":\"%s\"}", day);
        assertThat(shown.at("/balanced").booleanValue())
                .as("balance sheet of %s", day)
                .isTrue();
        assertThat(total(shown, 0)).as("assets on %s", day).isEqualByComparingTo(of(sheet, "ASSET"));
        assertThat(total(shown, 1))
                .as("liabilities on %s", day)
                .isEqualByComparingTo(of(sheet, "LIABILITY").negate());
        assertThat(total(shown, 2))
                .as("equity on %s", day)
                .isEqualByComparingTo(of(sheet, "EQUITY")
                        .add(of(sheet, "INCOME"))
                        .add(of(sheet, "EXPENSE"))
                        .negate());
        var profit = history.call("finance_statement_get", "{\"kind\":\"profit_and_loss\",\"to\":\"%s\"}", day);
        assertThat(new BigDecimal(profit.at("/result/amount").stringValue()))
                .as("result up to %s", day)
                .isEqualByComparingTo(result);
        var flow = history.call("finance_statement_get", "{\"kind\":\"cash_flow\",\"to\":\"%s\"}", day);
        assertThat(flow.at("/balanced").booleanValue())
                .as("cash flow up to %s", day)
                .isTrue();
        assertThat(new BigDecimal(flow.at("/result/amount").stringValue()))
                .as("money up to %s", day)
                .isEqualByComparingTo(cash);
    }

    private static BigDecimal of(Map<String, BigDecimal> sheet, String kind) {
        return sheet.getOrDefault(kind, BigDecimal.ZERO);
    }

    private static BigDecimal total(ObjectNode statement, int section) {
        return new BigDecimal(
                statement.at("/sections/%d/total/amount".formatted(section)).stringValue());
    }

    private static List<Posted> journal(Tx tx) {
        return new ArrayList<>(tx.sql()
                .createQuery("""
                        SELECT e.booked_on, e.source, p.account, l.kind, p.account IN ('1000', '1010') AS cash, p.base
                          FROM posting p JOIN journal_entry e ON e.id = p.entry_id JOIN ledger_account l ON l.code = p.account
                        """)
                .map((row, _) -> new Posted(
                        row.getObject("booked_on", LocalDate.class),
                        row.getString("source"),
                        row.getString("account"),
                        row.getString("kind"),
                        row.getBoolean("cash"),
                        row.getBigDecimal("base")))
                .list());
    }
}
