package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.overdue.OverdueWatch;
import dev.bac.mcp.testing.LeavesFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of overdue invoices: each once, in the transaction in which it happens. Today is 16 March 2026. */
class OverdueTest {
    private static final int AT_ONCE = 8;
    private final Books books = Books.open();
    private final OverdueWatch watch = new OverdueWatch(books.server().server().store());

    private int look() {
        return watch.tell(books.server().caller().tenant());
    }

    /** What was told, as type, number, what is open, due day and reason. */
    private List<String> told() {
        return books.server()
                .read(tx -> tx.sql().createQuery("""
                        SELECT concat_ws(' ', replace(type, 'finance.invoice.', ''), body ->> 'number', body ->> 'open',
                                         body ->> 'due', body ->> 'reason')
                          FROM outbox WHERE type LIKE 'finance.invoice.overdue%' ORDER BY xid, seq
                        """).mapTo(String.class).list());
    }

    private void overdue(String amount) {
        books.invoice("Acme", amount, ",\"issueDate\":\"2026-02-01\",\"dueInDays\":10");
    }

    @Test
    void tellsOnceOfAnInvoiceWhoseDueDateHasPassed() {
        overdue("100");
        books.invoice("Acme", "5", ",\"issueDate\":\"2026-03-01\",\"dueDate\":\"2026-03-16\"");
        books.invoice("Acme", "7", ",\"issueDate\":\"2026-02-01\",\"dueInDays\":0");
        books.pay("{\"invoice\":\"INV-1003\"}");

        assertThat(look()).isEqualTo(1);
        assertThat(look()).isZero();
        assertThat(told()).containsExactly("overdue INV-1001 100 2026-02-11");
    }

    @Test
    void tellsOfEachChangeUntilNothingIsOpen() {
        overdue("100");
        look();
        books.pay("{\"invoice\":\"INV-1001\",\"amount\":\"30\"}");
        books.server()
                .approved(
                        "finance_credit_create",
                        "{\"invoice\":\"INV-1001\",\"amount\":\"20.50\",\"reason\":\"damage\"}");
        books.pay("{\"invoice\":\"INV-1001\"}");
        look();

        assertThat(told())
                .containsExactly(
                        "overdue INV-1001 100 2026-02-11",
                        "overdue_changed INV-1001 70 2026-02-11 paid",
                        "overdue_changed INV-1001 49.5 2026-02-11 credited",
                        "overdue_ended INV-1001 0 2026-02-11 paid");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void anotherDayToPayEndsItAndItComesAgainWhenThatDayHasPassed() {
        overdue("100");
        look();
        extend("2026-03-20");
        assertThat(look()).isZero();
        extend("2026-03-02");
        assertThat(look()).isEqualTo(1);
        extend("2026-03-04");

        assertThat(told())
                .containsExactly(
                        "overdue INV-1001 100 2026-02-11",
                        "overdue_ended INV-1001 100 2026-03-20 due_moved",
                        "overdue INV-1001 100 2026-03-02",
                        "overdue_changed INV-1001 100 2026-03-04 due_moved");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void creditThatIsUsedForItEndsIt() {
        books.pay("{\"customer\":\"Acme\",\"amount\":\"100\"}");
        overdue("100");
        look();
        books.server().approved("finance_credit_allocate", "{\"document\":\"INV-1001\"}");
        assertThat(told()).last().isEqualTo("overdue_ended INV-1001 0 2026-02-11 paid");
    }

    @Test
    void whatIsTakenBackIsNotTold() {
        overdue("100");
        look();
        books.server().asks("finance_payment_record", "{\"invoice\":\"INV-1001\",\"amount\":\"30\"}");
        assertThat(told()).hasSize(1);
    }

    @Test
    void watchersAtTheSameTimeTellOfEachOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
            overdue(Integer.toString(10 + i));
        }
        var start = new CyclicBarrier(AT_ONCE);
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            var lookers = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < AT_ONCE; i++) {
                lookers.add(() -> {
                    start.await();
                    return look();
                });
            }
            for (var looker : executor.invokeAll(lookers)) {
                looker.get();
            }
        }
        look();
        assertThat(told()).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void ageingAsOfADayBeforeTheMoveShowsTheDueDateOfThatDay() {
        overdue("100");
        extend("2026-04-15");
        assertThat(ageing("2026-03-10", "days1to30")).isEqualTo("100.00");
        assertThat(ageing("2026-03-16", "days1to30")).isEqualTo("0.00");
        assertThat(ageing("2026-03-16", "notDue")).isEqualTo("100.00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"invoice":"INV-1001","dueDate":"2026-01-31","reason":"x"} | dueDate: 2026-01-31 must be within
            {"invoice":"INV-1001","dueDate":"2032-01-31","reason":"x"} | dueDate: 2032-01-31 must be within
            {"invoice":"INV-1001","dueDate":"2026-04-01","reason":" "} | reason
            {"invoice":"INV-1002","dueDate":"2026-04-01","reason":"x"} | nothing is open of INV-1002
            {"invoice":"INV-9999","dueDate":"2026-04-01","reason":"x"} | INV-9999
            """)
    void refusesADueDateThatCannotBe(String json, String why) {
        overdue("100");
        overdue("10");
        books.pay("{\"invoice\":\"INV-1002\"}");
        assertThat(books.server().refused("finance_invoice_extend", json).text())
                .contains(why);
        assertThat(books.count("invoice_due")).isEqualTo("0");
    }

    @Test
    @LeavesFaults
    void anInvoiceThatChangesBehindTheWatchIsFoundByTheCheck() {
        overdue("100");
        look();
        var server = books.server();
        server.server().store().asOwner(server.caller().tenant(), tx -> tx.sql()
                .execute("UPDATE overdue_invoice SET open = 99"));
        assertThat(books.findings()).anyMatch(one -> one.contains("INV-1001 was told to be overdue"));
    }

    private void extend(String day) {
        books.server()
                .ok(
                        "finance_invoice_extend",
                        "{\"invoice\":\"INV-1001\",\"dueDate\":\"%s\",\"reason\":\"agreed\"}".formatted(day));
    }

    private String ageing(String day, String bucket) {
        return books.server()
                .ok("finance_receivables_ageing", "{\"asOf\":\"%s\",\"customer\":\"Acme\"}".formatted(day))
                .at("/items/0/buckets/" + bucket + "/amount")
                .stringValue();
    }
}
