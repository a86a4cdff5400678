package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Examples that others have published, with the figures they print: what the tools make of the same business. */
class WorkedExamplesTest {
    private final Books books = Books.open();

    /** An account of an example. */
    private record Account(String code, String name, String kind, String flow) {}

    private void accounts(List<Account> accounts) {
        for (var one : accounts) {
            books.server()
                    .ok(
                            "finance_setup_account",
                            "{\"code\":\"%s\",\"name\":\"%s\",\"kind\":\"%s\",\"cashFlow\":\"%s\"}"
                                    .formatted(one.code(), one.name(), one.kind(), one.flow()));
        }
    }

    private void post(String debit, String credit, int amount, String day) {
        books.server()
                .approved(
                        "finance_journal_post",
                        "{\"debit\":\"%s\",\"credit\":\"%s\",\"amount\":\"%d\",\"description\":\"example\",\"date\":\"%s\"}"
                                .formatted(debit, credit, amount, day));
    }

    private ObjectNode statement(String kind, String to) {
        return books.server().ok("finance_statement_get", "{\"kind\":\"%s\",\"to\":\"%s\"}".formatted(kind, to));
    }

    private static String text(ObjectNode node, String at) {
        return node.at(at).stringValue();
    }

    /** Posts balances as an example lists them: each account on its own side alone, so that both totals are the list's. */
    private void balances(Map<String, Integer> debits, Map<String, Integer> credits, String day) {
        var left = new ArrayDeque<>(credits.entrySet().stream()
                .map(one -> new Object[] {one.getKey(), one.getValue()})
                .toList());
        for (var debit : debits.entrySet()) {
            int open = debit.getValue();
            while (open > 0) {
                var credit = left.element();
                int part = Math.min(open, (Integer) credit[1]);
                post(debit.getKey(), (String) credit[0], part, day);
                open -= part;
                credit[1] = (Integer) credit[1] - part;
                if ((Integer) credit[1] == 0) {
                    left.remove();
                }
            }
        }
        assertThat(left).isEmpty();
    }

    /**
     * OpenStax, Principles of Accounting, volume 1, section 4.5: Magnificent Landscaping Service, adjusted trial balance
     * of April 30, 2018, whose columns are printed as 7,933 each. The statements are what that page asks for.
     */
    @Test
    void statementsOfMagnificentLandscapingFollowFromItsAdjustedTrialBalance() {
        accounts(List.of(
                new Account("911", "Cash in hand", "asset", "cash"),
                new Account("912", "Accounts Receivable", "asset", "operating"),
                new Account("913", "Office Supplies", "asset", "operating"),
                new Account("914", "Prepaid Insurance", "asset", "operating"),
                new Account("915", "Equipment", "asset", "investing"),
                new Account("916", "Accumulated Depreciation: Equipment", "asset", "non_cash"),
                new Account("921", "Accounts Payable", "liability", "operating"),
                new Account("922", "Salaries Payable", "liability", "operating"),
                new Account("923", "Unearned Lawn Mowing Revenue", "liability", "operating"),
                new Account("931", "Common Stock", "equity", "financing"),
                new Account("932", "Dividends", "equity", "financing"),
                new Account("941", "Lawn Mowing Revenue", "income", "operating"),
                new Account("951", "Gas Expense", "expense", "operating"),
                new Account("952", "Advertising Expense", "expense", "operating"),
                new Account("953", "Depreciation Expense: Equipment", "expense", "operating"),
                new Account("954", "Supplies Expense", "expense", "operating"),
                new Account("955", "Salaries Expense", "expense", "operating")));
        balances(
                new java.util.TreeMap<>(Map.ofEntries(
                        Map.entry("911", 2_950),
                        Map.entry("912", 575),
                        Map.entry("913", 40),
                        Map.entry("914", 240),
                        Map.entry("915", 2_500),
                        Map.entry("932", 1_000),
                        Map.entry("951", 53),
                        Map.entry("952", 35),
                        Map.entry("953", 35),
                        Map.entry("954", 85),
                        Map.entry("955", 420))),
                new java.util.TreeMap<>(
                        Map.of("916", 35, "921", 28, "922", 420, "923", 100, "931", 5_000, "941", 2_350)),
                "2018-04-30");

        var trial = books.server().ok("finance_trial_balance", "{\"asOf\":\"2018-04-30\"}");
        assertThat(text(trial, "/debit/amount")).isEqualTo("7933.00");
        assertThat(text(trial, "/credit/amount")).isEqualTo("7933.00");
        assertThat(trial.at("/total").intValue()).isEqualTo(17);

        var income = statement("profit_and_loss", "2018-04-30");
        assertThat(text(income, "/sections/0/total/amount")).isEqualTo("2350.00");
        assertThat(text(income, "/sections/1/total/amount")).isEqualTo("628.00");
        assertThat(text(income, "/result/amount")).isEqualTo("1722.00");
        var sheet = statement("balance_sheet", "2018-04-30");
        assertThat(text(sheet, "/sections/0/total/amount")).isEqualTo("6270.00");
        assertThat(text(sheet, "/sections/1/total/amount")).isEqualTo("548.00");
        assertThat(text(sheet, "/sections/2/total/amount")).isEqualTo("5722.00");
        assertThat(sheet.at("/balanced").booleanValue()).isTrue();
    }

    /**
     * The cash-flow statement by the indirect method worked at answer.ya.guru/questions/2732951: net income 141,680,
     * depreciation 14,790, loss on investments 10,200; operating 154,260, investing -284,580, financing 153,100; money
     * from 47,940 to 70,720.
     */
    @Test
    void aLossOnInvestmentsIsNoOperatingCashFlow() {
        accounts(List.of(
                new Account("911", "Cash in hand", "asset", "cash"),
                new Account("912", "Accounts receivable", "asset", "operating"),
                new Account("913", "Inventories", "asset", "operating"),
                new Account("914", "Investments", "asset", "investing"),
                new Account("915", "Equipment", "asset", "investing"),
                new Account("916", "Land", "asset", "investing"),
                new Account("917", "Accumulated depreciation", "asset", "non_cash"),
                new Account("921", "Accounts payable", "liability", "operating"),
                new Account("922", "Accrued expenses", "liability", "operating"),
                new Account("923", "Dividends payable", "liability", "financing"),
                new Account("931", "Common stock", "equity", "financing"),
                new Account("932", "Earnings kept", "equity", "financing"),
                new Account("941", "Revenue", "income", "operating"),
                new Account("951", "Cost of merchandise", "expense", "operating"),
                new Account("952", "Wages", "expense", "operating"),
                new Account("953", "Depreciation expense", "expense", "operating"),
                new Account("954", "Loss on sale of investments", "expense", "investing")));
        post("911", "932", 47_940, "2025-12-31");
        post("914", "932", 102_000, "2025-12-31");
        var day = "2026-02-01";
        post("912", "941", 500_000, day);
        post("911", "912", 500_000 - 19_040, day);
        post("913", "921", 308_670, day);
        post("951", "913", 300_000, day);
        post("921", "911", 308_670 - 11_560, day);
        post("952", "922", 33_330, day);
        post("922", "911", 33_330 - 3_740, day);
        post("953", "917", 14_790, day);
        post("911", "914", 91_800, day);
        post("954", "914", 10_200, day);
        post("915", "911", 80_580, day);
        post("916", "911", 295_800, day);
        post("911", "931", 250_000, day);
        post("932", "923", 102_000, day);
        post("923", "911", 96_900, day);

        assertThat(text(statement("profit_and_loss", "2026-02-28"), "/result/amount"))
                .isEqualTo("141680.00");
        var flow = statement("cash_flow", "2026-02-28");
        assertThat(text(flow, "/sections/0/total/amount")).isEqualTo("154260.00");
        assertThat(text(flow, "/sections/1/total/amount")).isEqualTo("-284580.00");
        assertThat(text(flow, "/sections/2/total/amount")).isEqualTo("153100.00");
        assertThat(text(flow, "/result/amount")).isEqualTo("22780.00");
        assertThat(flow.at("/balanced").booleanValue()).isTrue();
        assertThat(books.balance("911")).isEqualTo("70720.00");
    }

    /**
     * ACCA Diploma in IFRS, June 2014, Omega (question and answer at eduyush.com, "ACCA DipIFR question papers and answers
     * on IAS 21"): 2 million kroner owed since 1 January at 10 to 1 are 200,000, on 31 March at 8 to 1 250,000, a loss of
     * 50,000; what was bought stays at 200,000 (IAS 21.23).
     */
    @Test
    void aDebtInKronerIsRetranslatedAndWhatWasBoughtIsNot() {
        rate("NOK", "0.1", "2014-01-01");
        rate("NOK", "0.125", "2014-03-31");
        accounts(List.of(new Account("915", "Machine", "asset", "investing")));
        books.server().approved("finance_bill_create", """
                {"supplier":"DHL","amount":"2000000","currency":"NOK","description":"machine","account":"915",\
                "billDate":"2014-01-01"}""");

        var revalued = books.server().approved("finance_currency_revalue", "{\"asOf\":\"2014-03-31\"}");
        assertThat(text(revalued, "/difference/amount")).isEqualTo("-50000.00");
        assertThat(revalued.at("/items/0/before/amount").stringValue()).endsWith("200000.00");
        assertThat(revalued.at("/items/0/after/amount").stringValue()).endsWith("250000.00");
        var sheet = statement("balance_sheet", "2014-03-31");
        assertThat(text(sheet, "/sections/0/total/amount")).isEqualTo("200000.00");
        assertThat(text(sheet, "/sections/1/total/amount")).isEqualTo("250000.00");
        assertThat(text(statement("profit_and_loss", "2014-03-31"), "/result/amount"))
                .isEqualTo("-50000.00");
    }

    /**
     * Oracle, JD Edwards EnterpriseOne Financials 9.2, "Example: Slight Rounding Differences Recorded by the Receipt
     * Post": three invoices of 1,250.00 CAD at 0.73429 are 917.86 EUR each, one receipt of 3,750.00 CAD is 2,753.59 EUR;
     * the cent between them is a difference of rates.
     */
    @Test
    void theCentBetweenThreeInvoicesAndOneReceiptIsRealised() {
        rate("CAD", "0.73429", "2026-01-01");
        for (int i = 0; i < 3; i++) {
            books.invoice("Acme", "1250.00", ",\"currency\":\"CAD\",\"issueDate\":\"2026-01-05\"");
        }
        assertThat(books.balance("1200")).isEqualTo("2753.58");
        books.pay("{\"customer\":\"Acme\",\"amount\":\"3750.00\",\"currency\":\"CAD\",\"date\":\"2026-01-20\"}");
        assertThat(books.balance("1000")).isEqualTo("2753.59");
        assertThat(books.balance("1200")).isEqualTo("0.00");
        assertThat(books.balance("4910")).isEqualTo("-0.01");
        assertThat(books.findings()).isEmpty();
    }

    /**
     * Revenu Québec, "Calculating the Taxes": 100.00 with GST 5 % and QST 9.975 % is 114.98, the QST being 9.98; until
     * 2012 ("General information", kept by Library and Archives Canada as of 9 February 2008) QST 7.5 % was reckoned on
     * the price and the GST, 7.88, which made 112.88.
     */
    @ParameterizedTest
    @CsvSource({"9.975, standard, 14.98, 114.98", "7.5, compound, 12.88, 112.88"})
    void taxesOfQuebecAreWhatItsRevenueOfficePrints(String rate, String mode, String tax, String total) {
        books.server().ok("finance_setup_tax", """
                {"code":"QC","name":"GST and QST","parts":[{"name":"GST","rate":"5"},\
                {"name":"QST","rate":"%s","mode":"%s"}]}""".formatted(rate, mode));
        books.invoice("Acme", "100", ",\"tax\":\"QC\"");
        var shown = books.server().ok("finance_invoice_get", "{\"invoice\":\"INV-1001\"}");
        assertThat(text(shown, "/invoice/tax/amount")).isEqualTo(tax);
        assertThat(text(shown, "/invoice/total/amount")).isEqualTo(total);
    }

    /**
     * Lumen Learning, Financial Accounting, "Accounts Receivable Aging Analysis": Larkin Co. on 31 December is owed 250,000
     * by seven customers, 103,000 of it 0 to 30 days old, 97,500 31 to 60, 39,500 61 to 90 and 10,000 older. Its terms are
     * net 30; customer A's two invoices are of 15 December and of 30 November, the latter "just slightly (one day) overdue".
     * The page gives no other days: each of ours is within its printed class, the oldest more than 120 days old.
     */
    @Test
    void larkinIsOwedWhatItsAgeingSchedulePrints() {
        var days = List.of("2025-12-15", "2025-11-30", "2025-10-15", "2025-08-15");
        var schedule = new java.util.TreeMap<String, List<Integer>>(Map.of(
                "A", List.of(40_000, 17_500, 0, 0),
                "B", List.of(22_000, 0, 0, 0),
                "C", List.of(14_500, 50_000, 10_000, 0),
                "D", List.of(0, 0, 0, 8_000),
                "E", List.of(0, 0, 12_500, 0),
                "F", List.of(25_000, 0, 0, 0),
                "G", List.of(1_500, 30_000, 17_000, 2_000)));
        schedule.forEach((name, amounts) -> {
            var customer = "Customer " + name;
            books.server()
                    .ok("finance_party_put", "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(Books.id(customer), customer));
            for (int i = 0; i < days.size(); i++) {
                if (amounts.get(i) > 0) {
                    books.invoice(customer, amounts.get(i).toString(), ",\"issueDate\":\"%s\"".formatted(days.get(i)));
                }
            }
        });

        assertThat(aged("document_date", "/sum"))
                .containsExactly("250000.00", "0.00", "103000.00", "97500.00", "39500.00", "10000.00");
        assertThat(aged("due_date", "/sum"))
                .containsExactly("250000.00", "103000.00", "97500.00", "39500.00", "0.00", "10000.00");
        assertThat(aged("due_date", "/items/0/buckets"))
                .as("customer C, the largest")
                .containsExactly("74500.00", "14500.00", "50000.00", "10000.00", "0.00", "0.00");
        assertThat(text(ageing("2025-12-30", "due_date"), "/sum/notDue/amount"))
                .as("a day before the invoices of 30 November are overdue")
                .isEqualTo("200500.00");
    }

    private ObjectNode ageing(String asOf, String by) {
        return books.server().ok("finance_receivables_ageing", "{\"asOf\":\"%s\",\"by\":\"%s\"}".formatted(asOf, by));
    }

    private List<String> aged(String by, String at) {
        var report = ageing("2025-12-31", by);
        return List.of("balance", "notDue", "days1to30", "days31to60", "days61to90", "over90").stream()
                .map(column -> text(report, at + "/" + column + "/amount"))
                .toList();
    }

    private void rate(String currency, String rate, String day) {
        books.server()
                .ok(
                        "finance_rate_set",
                        "{\"currency\":\"%s\",\"rate\":\"%s\",\"date\":\"%s\"}".formatted(currency, rate, day));
    }
}
