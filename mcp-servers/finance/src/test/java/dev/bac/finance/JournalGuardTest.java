package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.store.Tx;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, whoever writes to it. */
class JournalGuardTest {
    private final Books books = Books.open();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE posting SET amount = amount * 2",
                "UPDATE journal_entry SET description = 'x'",
                "DELETE FROM posting",
                "DELETE FROM journal_entry",
                "UPDATE invoice SET total = total + 1, net = net + 1",
                "UPDATE invoice SET party_id = gen_random_uuid()",
                "DELETE FROM invoice",
                "UPDATE invoice_line SET net = 0",
                "DELETE FROM settlement",
                "UPDATE settlement SET amount = amount - 1",
                "UPDATE bill SET total = total + 1, net = net + 1",
                "DELETE FROM bill_line",
                "UPDATE credit_note SET reason = 'other'",
                "DELETE FROM credit_line",
                "DELETE FROM payment",
                "UPDATE payment SET amount = amount + 1",
                "UPDATE invoice SET settled = total + 1",
            })
    void postedRowsAreNeitherChangedNorRemovedByApplicationOrOwner(String sql) {
        books.invoice("Acme", "10", "");
        books.pay("{\"invoice\":\"INV-1001\",\"amount\":\"4\"}");
        books.server().approved("finance_bill_create", "{\"supplier\":\"DHL\",\"amount\":\"7\",\"description\":\"x\"}");
        books.server()
                .approved("finance_credit_create", "{\"invoice\":\"INV-1001\",\"amount\":\"1\",\"reason\":\"x\"}");
        var store = books.server().server().store();
        var tenant = books.server().caller().tenant();
        assertThatThrownBy(() -> store.write(tenant, tx -> tx.sql().execute(sql)))
                .hasStackTraceContaining("ERROR");
        assertThatThrownBy(() -> store.asOwner(tenant, tx -> tx.sql().execute(sql)))
                .hasStackTraceContaining("ERROR");
        assertThat(books.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"posting", "journal_entry", "invoice"})
    void theOwnerCannotTruncate(String table) {
        var server = books.server();
        assertThatThrownBy(() -> server.server().store().asOwner(server.caller().tenant(), tx -> tx.sql()
                        .execute("TRUNCATE " + table + " CASCADE")))
                .hasStackTraceContaining("stays");
    }

    @Test
    void anUnbalancedEntryIsRefusedAtTheCommit() {
        assertThatThrownBy(() -> post(List.of("10", "-9.99"))).hasStackTraceContaining("does not balance");
        assertThatThrownBy(() -> post(List.of())).hasStackTraceContaining("does not balance");
        assertThatThrownBy(() -> post(List.of("10"))).hasStackTraceContaining("does not balance");
        post(List.of("10", "-9.99", "-0.01"));
        assertThat(books.count("journal_entry")).isEqualTo("1");
    }

    @Test
    void nothingIsAddedToAnEntryLaterNotEvenABalancedPair() {
        post(List.of("10", "-10"));
        var server = books.server();
        assertThatThrownBy(() -> server.server().store().write(server.caller().tenant(), tx -> tx.sql()
                        .execute("""
                                INSERT INTO posting (entry_id, line, account, currency, amount)
                                SELECT id, n, '1000', 'EUR', n - 3.5 FROM journal_entry, generate_series(3, 4) n
                                """)))
                .hasStackTraceContaining("already posted");
    }

    @Test
    void checkingEarlyDoesNotOpenAWayAround() {
        var server = books.server();
        assertThatThrownBy(() -> server.server().store().write(server.caller().tenant(), tx -> {
                    head(tx);
                    leg(tx, 1, "5");
                    leg(tx, 2, "-5");
                    tx.sql().execute("SET CONSTRAINTS ALL IMMEDIATE");
                    leg(tx, 3, "5");
                    return 0;
                }))
                .hasStackTraceContaining("does not balance");
    }

    @Test
    void thePurgeOfATenantRemovesEverythingOfIt() {
        books.invoice("Acme", "10", "");
        books.pay("{\"invoice\":\"INV-1001\",\"amount\":\"4\"}");
        var other = Books.open();
        other.invoice("Acme", "10", "");
        // The accounts, 6 rates, 5 parties, 2 counters; invoice and payment: a head and a line each, 2 entries of 2
        // legs.
        assertThat(books.server()
                        .ok("finance_tenant_purge", "{}")
                        .at("/summary")
                        .stringValue())
                .matches("(\\d{2,}) rows .*");
        assertThat(other.count("posting")).isEqualTo("2");
        assertThat(other.findings()).isEmpty();
    }

    private void post(List<String> amounts) {
        var server = books.server();
        server.server().store().write(server.caller().tenant(), tx -> {
            head(tx);
            for (int i = 0; i < amounts.size(); i++) {
                leg(tx, i + 1, amounts.get(i));
            }
            return 0;
        });
    }

    private static void head(Tx tx) {
        tx.sql().execute("""
                INSERT INTO journal_entry (id, booked_on, description, source, source_id, recorded_at)
                VALUES (gen_random_uuid(), '2026-01-01', 'x', 'MANUAL', gen_random_uuid(), now())
                """);
    }

    private static void leg(Tx tx, int line, String amount) {
        tx.sql().execute("""
                INSERT INTO posting (entry_id, line, account, currency, amount)
                SELECT id, %d, '1000', 'EUR', %s FROM journal_entry ORDER BY recorded_tx DESC LIMIT 1
                """.formatted(line, amount));
    }
}
