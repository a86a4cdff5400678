package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random histories over the tools — documents of both sides in three currencies, payments, credit notes, entries,
 * revaluations, a year's close — whose statements must be what a second set of rules makes of the bare journal. Those are
 * hledger's: an account's balance on a day is the sum of its postings up to it, and its kind says where it stands.
 */
class OracleTest {
    private static final int HISTORIES = Integer.getInteger("histories", 25);
    private static final long SEED = Long.getLong("seed", 20260317L);
    private static final List<String> CURRENCIES = List.of("EUR", "USD", "KWD", "JPY");

    private final Books books = Books.open();
    private final DomainServer finance = FinanceServer.declare();
    private final Caller caller = books.server().caller();

    private record Posted(LocalDate day, String source, String account, String kind, boolean cash, BigDecimal base) {}

    @Test
    void statementsAreWhatASecondSetOfRulesMakesOfTheJournal() {
        int done = 0;
        for (int i = 0; i < HISTORIES; i++) {
            var random = new SplittableRandom(SEED + i);
            try {
                done += books.server().server().store().preview(caller.tenant(), tx -> history(tx, random));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("history with seed " + (SEED + i), e);
            }
        }
        // Of some 20 steps of each history.
        assertThat(done).isGreaterThan(HISTORIES * 8);
    }

    private int history(Tx tx, SplittableRandom random) {
        int done = 0;
        for (int step = random.nextInt(12, 28); step > 0; step--) {
            try {
                // As in a call of its own: what is refused leaves nothing behind.
                tx.sql().execute("SAVEPOINT step");
                step(tx, random);
                done++;
            } catch (ToolRefusal e) {
                tx.sql().execute("ROLLBACK TO SAVEPOINT step");
            }
        }
        tx.sql().execute("SET CONSTRAINTS ALL IMMEDIATE");
        assertThat(finance.life().verify(tx)).isEmpty();
        var journal = journal(tx);
        for (int i = 0; i < 3; i++) {
            compare(tx, journal, Books.TODAY.minusDays(random.nextInt(250)));
        }
        compare(tx, journal, Books.TODAY);
        return done;
    }

    private void step(Tx tx, SplittableRandom random) {
        var day = Books.TODAY.minusDays(random.nextInt(200)).toString();
        var currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        int decimals = java.util.Currency.getInstance(currency).getDefaultFractionDigits();
        var amount = BigDecimal.valueOf(random.nextInt(1, 900_000), decimals).toPlainString();
        int number = 1001 + random.nextInt(6);
        var money = "\"amount\":\"%s\",\"currency\":\"%s\"".formatted(amount, currency);
        switch (random.nextInt(11)) {
            case 0, 1, 2 ->
                call(tx, "finance_invoice_create", """
                        {"customer":"%s",%s,"description":"x","issueDate":"%s","taxRate":"%s","taxRounding":"%s"}""".formatted(
                                random.nextBoolean() ? "Acme" : "Globex",
                                money,
                                day,
                                random.nextInt(25),
                                random.nextBoolean() ? "line" : "document"));
            case 3 ->
                call(tx, "finance_payment_record", "{\"customer\":\"Acme\",%s,\"date\":\"%s\"}".formatted(money, day));
            case 4 ->
                call(tx, "finance_payment_record", "{\"invoice\":\"INV-%d\",\"date\":\"%s\"}".formatted(number, day));
            case 5, 6 ->
                call(
                        tx,
                        "finance_bill_create",
                        "{\"supplier\":\"DHL\",%s,\"description\":\"x\",\"billDate\":\"%s\",\"taxRate\":\"19\",\"pricesIncludeTax\":%s}"
                                .formatted(money, day, random.nextBoolean()));
            case 7 ->
                call(
                        tx,
                        "finance_bill_pay",
                        random.nextBoolean()
                                ? "{\"bill\":\"BILL-%d\",\"date\":\"%s\"}".formatted(number, day)
                                : "{\"supplier\":\"DHL\",%s,\"date\":\"%s\"}".formatted(money, day));
            case 8 ->
                call(
                        tx,
                        "finance_credit_create",
                        "{\"%s-%d\",\"reason\":\"x\"%s}"
                                .formatted(
                                        random.nextBoolean() ? "invoice\":\"INV" : "bill\":\"BILL",
                                        number,
                                        random.nextBoolean() ? "" : ",\"amount\":\"" + random.nextInt(1, 500) + "\""));
            case 9 ->
                call(
                        tx,
                        "finance_journal_post",
                        "{\"debit\":\"6100\",\"credit\":\"1000\",%s,\"description\":\"x\",\"date\":\"%s\"}"
                                .formatted(money, day));
            default ->
                call(
                        tx,
                        random.nextInt(6) == 0 ? "finance_year_close" : "finance_currency_revalue",
                        random.nextInt(6) == 0
                                ? "{\"yearEnd\":\"2025-12-31\"}"
                                : "{\"asOf\":\"%s\",\"yearEnd\":\"2025-12-31\"}".formatted(day));
        }
    }

    private void compare(Tx tx, List<Posted> journal, LocalDate day) {
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
        var shown = call(tx, "finance_statement_get", "{\"kind\":\"balance_sheet\",\"to\":\"%s\"}".formatted(day));
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
        var profit = call(tx, "finance_statement_get", "{\"kind\":\"profit_and_loss\",\"to\":\"%s\"}".formatted(day));
        assertThat(new BigDecimal(profit.at("/result/amount").stringValue()))
                .as("result up to %s", day)
                .isEqualByComparingTo(result);
        var flow = call(tx, "finance_statement_get", "{\"kind\":\"cash_flow\",\"to\":\"%s\"}".formatted(day));
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

    private ObjectNode call(Tx tx, String name, String json) {
        var tool = finance.tools().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return run(tx, tool, json);
    }

    private <I extends Record, O extends Record & dev.bac.mcp.Told> ObjectNode run(
            Tx tx, Tool<I, O> tool, String json) {
        var mapper = ToolJson.mapper()
                .rebuild()
                .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        return mapper.valueToTree(tool.handler().handle(caller, tx, mapper.readValue(json, tool.arguments())));
    }
}
