package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults planted by the schema's owner behind the triggers' back are found by {@code finance_books_verify}. */
class VerifyTest {
    private static final List<String> TABLES = List.of(
            "posting",
            "invoice_line",
            "bill_line",
            "credit_line",
            "invoice",
            "payment",
            "settlement",
            "refund",
            "recurring_run",
            "recurring",
            "bill",
            "journal_entry",
            "guarded_balance",
            "credit_note");
    private static final Books BOOKS = Books.open();

    @BeforeAll
    static void someBusiness() {
        BOOKS.invoice("Acme", "100", ",\"taxRate\":\"19\",\"issueDate\":\"2026-01-05\"");
        BOOKS.invoice("Acme", "50", ",\"currency\":\"USD\",\"issueDate\":\"2026-01-05\"");
        BOOKS.invoice("Globex", "10", "");
        BOOKS.pay("{\"customer\":\"Acme\",\"amount\":\"60\",\"date\":\"2026-01-09\"}");
        BOOKS.pay("{\"invoice\":\"INV-1002\",\"date\":\"2026-02-09\"}");
        BOOKS.server()
                .approved(
                        "finance_bill_create", "{\"supplier\":\"DHL\",\"amount\":\"30\",\"description\":\"freight\"}");
        BOOKS.server()
                .approved("finance_credit_create", "{\"invoice\":\"INV-1001\",\"amount\":\"9\",\"reason\":\"damage\"}");
        BOOKS.pay("{\"customer\":\"Rocket Works North\",\"amount\":\"25\"}");
        BOOKS.server().approved("finance_credit_refund", "{\"customer\":\"Rocket Works North\",\"amount\":\"4\"}");
        BOOKS.server().approved("finance_recurring_save", """
                {"name":"r","kind":"invoice","every":"month","description":"x","party":"Acme","amount":"1","start":"2026-03-01"}""");
        BOOKS.server().approved("finance_recurring_run", "{}");
        BOOKS.server().ok("finance_setup_account", "{\"code\":\"1000\",\"noOverdraft\":true}");
        BOOKS.server().approved("finance_period_lock", "{\"month\":\"2025-12\",\"state\":\"hard\"}");
    }

    @Test
    void soundBooksAreFoundSound() {
        var verdict = BOOKS.server().ok("finance_books_verify", "{}");
        assertThat(verdict.at("/sound").booleanValue()).as(verdict.toString()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE posting SET amount = amount + 1, base = base + 1 WHERE account = '4000' AND amount = -100 | does not balance
            UPDATE posting SET base = base + 1 WHERE currency = 'USD' AND account = '4000'          | (base) does not balance
            UPDATE invoice_line SET net = net + 1 WHERE net = 100                                  | lines of INV-1001 do not sum
            UPDATE bill_line SET tax = 1                                                           | lines of BILL-1001 do not sum
            UPDATE credit_line SET net = net - 1                                                   | lines of CN-1001 do not sum
            UPDATE invoice SET settled = settled - 1 WHERE number = 'INV-1001'                     | INV-1001 is settled by another amount
            UPDATE payment SET allocated = allocated - 1 WHERE number = 'PAY-1001'                 | PAY-1001 is settled by another amount
            UPDATE settlement SET target_base = target_base - 1 WHERE source_base <> target_base   | in the company's currency
            UPDATE settlement SET effective_on = '2020-01-01'                                      | joins items of different parties
            UPDATE invoice SET credited = 0                                                        | INV-1001 is credited by another amount
            UPDATE invoice SET party_id = (SELECT id FROM party WHERE name = 'Acme')               | control account differs
            UPDATE bill SET base = base + 1                                                        | BILL-1001 has no journal entry
            UPDATE journal_entry SET booked_on = booked_on + 1 WHERE source = 'INVOICE'            | has no journal entry, or one of another amount or day
            DELETE FROM credit_line                                                                | lines of CN-1001 do not sum
            UPDATE refund SET settled = 0                                                          | REF-1001 pays back more
            UPDATE recurring_run SET due_on = '2026-03-02'                                         | document of r for 2026-03-02
            UPDATE recurring SET next_on = '2026-03-01'                                            | one is due again
            UPDATE counter SET last = last + 1 WHERE id = 'INVOICE'                                | series INVOICE have gaps
            UPDATE invoice SET serial = 1009, number = 'INV-1009' WHERE serial = 1003              | series INVOICE have gaps
            INSERT INTO journal_entry SELECT tenant_id, gen_random_uuid(), '2025-12-31', 'x', 'MANUAL', gen_random_uuid(), recorded_at, pg_current_xact_id() FROM journal_entry LIMIT 1 | closed for good
            UPDATE guarded_balance SET balance = balance + 5                                       | is below its floor
            UPDATE posting SET amount = amount * 1.0001                                            | more decimals
            """)
    void aPlantedFaultIsFound(String sql, String finding) {
        assertThat(planted(sql)).anyMatch(one -> one.contains(finding));
    }

    /** What is found with the fault in; it is rolled back. */
    private static List<String> planted(String sql) {
        var server = BOOKS.server();
        var found = new ArrayList<String>();
        assertThatThrownBy(() -> server.server().store().asOwner(server.caller().tenant(), tx -> {
                    TABLES.forEach(table -> tx.sql().execute("ALTER TABLE " + table + " DISABLE TRIGGER USER"));
                    assertThat(tx.sql().execute(sql)).isPositive();
                    found.addAll(FinanceServer.declare().life().verify(tx));
                    throw new RolledBack();
                }))
                .isInstanceOf(RolledBack.class);
        return found;
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
