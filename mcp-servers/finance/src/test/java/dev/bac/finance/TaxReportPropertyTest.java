package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.bill.Bill;
import dev.bac.finance.bill.BillStore;
import dev.bac.finance.invoice.InvoiceDraft;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.finance.journal.Entry.Dimensions;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.tax.TaxCalculation;
import dev.bac.finance.tax.TaxRounding;
import dev.bac.finance.tax.Taxes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@link RandomBooks} with tax codes of every mode, documents of several codes, postings on the tax accounts by hand and
 * their reversals: the tax report of any span must be what {@link TaxOracle} makes of the bare journal, and agree with the
 * difference of two trial balances. {@code -Dhistories=…} runs more of them.
 */
class TaxReportPropertyTest {
    private static final int HISTORIES = Integer.getInteger("histories", 25);
    private static final List<String> ACCOUNTS = List.of("1400", "2200");

    private final RandomBooks books = new RandomBooks();
    private int compared;

    @Test
    void theReportOfAnySpanIsWhatTheJournalSays() {
        int done = books.each(HISTORIES, seed -> books.history(seed, this::history));
        // Of some 24 steps of each history, and lines of the three sections in which there is something to compare.
        assertThat(done).isGreaterThan(HISTORIES * 10);
        assertThat(compared).isGreaterThan(HISTORIES * 10);
    }

    private int history(RandomBooks.History history) {
        TaxOracle.CODES.forEach((code, parts) -> history.call(
                "finance_setup_tax",
                "{\"code\":\"%s\",\"name\":\"%s\",\"parts\":[%s]}",
                code,
                "Tax of " + code,
                parts));
        var manual = new ArrayList<String>();
        int done = 0;
        for (int step = history.random.nextInt(16, 32); step > 0; step--) {
            boolean was = history.random.nextInt(3) == 0 ? history.step() : history.done(() -> taxed(history, manual));
            done += was ? 1 : 0;
        }
        assertThat(history.findings()).isEmpty();
        var oracle = TaxOracle.of(history.tx);
        for (int i = 0; i < 4; i++) {
            var one = LocalDate.parse(history.day());
            var other = LocalDate.parse(history.day());
            compare(history, oracle, one.isBefore(other) ? one : other, one.isBefore(other) ? other : one);
        }
        compare(history, oracle, Books.TODAY.minusYears(1), Books.TODAY);
        return done;
    }

    private void compare(RandomBooks.History history, TaxOracle oracle, LocalDate from, LocalDate to) {
        var report =
                history.call("finance_statement_get", "{\"kind\":\"tax\",\"from\":\"%s\",\"to\":\"%s\"}", from, to);
        var expected = oracle.report(from, to);
        var shown = new TreeMap<String, List<BigDecimal>>();
        var totals = new TreeMap<String, BigDecimal>();
        for (var section : report.path("sections")) {
            var name = section.path("name").stringValue();
            totals.put(name, number(section.path("total").path("amount").stringValue()));
            for (var line : section.path("lines")) {
                if (line.has("base")) {
                    shown.put(
                            "%s | %s | %s"
                                    .formatted(
                                            name,
                                            line.path("account").stringValue(),
                                            line.path("rate").asString()),
                            List.of(
                                    number(line.at("/base/amount").stringValue()),
                                    number(line.at("/amount/amount").stringValue())));
                }
            }
        }
        assertThat(shown).as("from %s to %s", from, to).isEqualTo(expected.lines());
        assertThat(report.path("balanced").booleanValue()).as("balanced").isTrue();
        assertThat(number(report.at("/result/amount").stringValue())).isEqualTo(expected.owed());
        assertThat(totals.getOrDefault("Other postings on the tax accounts", BigDecimal.ZERO.setScale(2)))
                .isEqualTo(expected.other());
        assertThat(totals.get("Tax accounts in the journal"))
                .isEqualTo(expected.owed().add(expected.other()))
                .isEqualTo(balance(history, from.minusDays(1)).subtract(balance(history, to)));
        compared += expected.lines().size();
    }

    /** Debits less credits of both tax accounts on a day. */
    private static BigDecimal balance(RandomBooks.History history, LocalDate day) {
        var sum = BigDecimal.ZERO.setScale(2);
        for (var item :
                history.call("finance_trial_balance", "{\"asOf\":\"%s\"}", day).path("items")) {
            if (ACCOUNTS.contains(item.path("code").stringValue())) {
                sum = sum.add(number(item.at("/balance/amount").stringValue()));
            }
        }
        return sum;
    }

    private static BigDecimal number(String amount) {
        return new BigDecimal(amount).setScale(2);
    }

    private static void taxed(RandomBooks.History history, List<String> manual) {
        var random = history.random;
        switch (random.nextInt(11)) {
            case 0, 1 ->
                history.call(
                        "finance_invoice_create",
                        """
                    {"customer":"Acme","lines":[%s],"currency":"%s","tax":"%s","issueDate":"%s","pricesIncludeTax":%s,"taxRounding":"%s"}""",
                        lines(history, "unitPrice"),
                        currency(history),
                        code(history),
                        history.day(),
                        random.nextBoolean(),
                        random.nextBoolean() ? "line" : "document");
            case 2, 3 ->
                history.call(
                        "finance_bill_create",
                        """
                    {"supplier":"DHL","lines":[%s],"currency":"%s","tax":"%s","billDate":"%s","pricesIncludeTax":%s}""",
                        lines(history, "amount"),
                        currency(history),
                        code(history),
                        history.day(),
                        random.nextBoolean());
            case 4 -> mixedBill(history);
            case 5 -> mixedInvoice(history);
            case 6 ->
                // Onto a tax account itself, as what customs ask for.
                history.call(
                        "finance_bill_create",
                        """
                        {"supplier":"DHL","amount":"%d","description":"x","account":"%s","tax":"%s","billDate":"%s"}""",
                        random.nextInt(1, 900),
                        ACCOUNTS.get(random.nextInt(2)),
                        code(history),
                        history.day());
            case 7 ->
                manual.add(history.call(
                                "finance_journal_post",
                                "{\"debit\":\"%s\",\"credit\":\"1000\",\"amount\":\"%d\",\"currency\":\"%s\",\"description\":\"x\",\"date\":\"%s\"}",
                                ACCOUNTS.get(random.nextInt(2)),
                                random.nextInt(1, 9_000),
                                currency(history),
                                history.day())
                        .at("/entry")
                        .asString());
            case 8 -> {
                if (!manual.isEmpty()) {
                    history.call(
                            "finance_journal_post",
                            "{\"reverses\":\"%s\",\"description\":\"wrong\",\"date\":\"%s\"}",
                            manual.removeFirst(),
                            history.day());
                }
            }
            default ->
                history.call(
                        "finance_credit_create",
                        "{\"%s-%d\",\"reason\":\"x\",\"date\":\"%s\"%s}",
                        random.nextBoolean() ? "invoice\":\"INV" : "bill\":\"BILL",
                        1001 + random.nextInt(8),
                        history.day(),
                        random.nextBoolean() ? "" : ",\"amount\":\"" + random.nextInt(1, 300) + "\"");
        }
    }

    /** As an electronic invoice brings it: each line with a tax of its own. */
    private static void mixedBill(RandomBooks.History history) {
        var currency = currency(history);
        var day = LocalDate.parse(history.day());
        var lines = new ArrayList<Bill.Line>();
        for (var line : mixed(history, currency)) {
            lines.add(new Bill.Line(
                    "x",
                    "5000",
                    line.rate(),
                    line.amounts().net(),
                    line.amounts().tax(),
                    line.amounts().withheld(),
                    line.amounts().reverse(),
                    line.code(),
                    Dimensions.NONE));
        }
        var rate = Rates.on(history.tx, currency, day);
        new BillStore(new Journal(), new Numbers())
                .book(
                        history.tx,
                        List.of(new Bill(
                                history.tx.newId(),
                                Books.id("dhl"),
                                "DHL",
                                "x",
                                null,
                                currency,
                                rate,
                                day,
                                day.plusDays(30),
                                lines)));
    }

    private static void mixedInvoice(RandomBooks.History history) {
        var currency = currency(history);
        var day = LocalDate.parse(history.day());
        var lines = new ArrayList<InvoiceDraft.Line>();
        for (var line : mixed(history, currency)) {
            lines.add(new InvoiceDraft.Line(
                    "x",
                    BigDecimal.ONE,
                    line.amounts().net(),
                    line.rate(),
                    line.code(),
                    line.amounts().net(),
                    line.amounts().tax(),
                    line.amounts().withheld()));
        }
        var rate = Rates.on(history.tx, currency, day);
        new InvoiceStore(new Journal(), new Numbers())
                .issue(
                        history.tx,
                        List.of(new InvoiceDraft(
                                history.tx.newId(),
                                Books.id("acme"),
                                "Acme",
                                currency,
                                rate,
                                day,
                                day.plusDays(30),
                                lines,
                                InvoiceDraft.Terms.NONE)));
    }

    private record Mixed(String code, BigDecimal rate, TaxCalculation.Amounts amounts) {}

    private static List<Mixed> mixed(RandomBooks.History history, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        var lines = new ArrayList<Mixed>();
        for (int i = history.random.nextInt(2, 6); i > 0; i--) {
            var code = code(history);
            var tax = Taxes.given(history.tx, code, null);
            var amount = BigDecimal.valueOf(history.random.nextInt(1, 90_000), decimals);
            lines.add(new Mixed(
                    code,
                    tax.rate().setScale(4, RoundingMode.HALF_UP),
                    new TaxCalculation(false, TaxRounding.LINE, decimals)
                            .of(List.of(new TaxCalculation.Line(amount, tax)))
                            .getFirst()));
        }
        return lines;
    }

    private static String lines(RandomBooks.History history, String amount) {
        var lines = new ArrayList<String>();
        for (int i = history.random.nextInt(1, 4); i > 0; i--) {
            lines.add("{\"description\":\"x\",\"%s\":\"%d\"}".formatted(amount, history.random.nextInt(1, 9_000)));
        }
        return String.join(",", lines);
    }

    private static String currency(RandomBooks.History history) {
        return RandomBooks.CURRENCIES.get(history.random.nextInt(RandomBooks.CURRENCIES.size()));
    }

    private static String code(RandomBooks.History history) {
        var codes = List.copyOf(TaxOracle.CODES.keySet());
        return codes.get(history.random.nextInt(codes.size()));
    }
}
