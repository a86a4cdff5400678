package dev.bac.finance;

import dev.bac.finance.party.Party;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A company's books for a test: Acme, Globex and Acme Rockets as customers, DHL as supplier. */
record Books(TestServer server) {
    static final LocalDate TODAY = LocalDate.of(2026, 3, 16);
    static final List<Party> PARTIES = List.of(
            new Party(id("acme"), "Acme", Party.Kind.CUSTOMER, 30),
            new Party(id("globex"), "Globex Corporation", Party.Kind.CUSTOMER, 14),
            new Party(id("rockets"), "Rocket Works North", Party.Kind.CUSTOMER, 30),
            new Party(id("rockets2"), "Rocket Works South", Party.Kind.CUSTOMER, 30),
            new Party(id("dhl"), "DHL", Party.Kind.SUPPLIER, 30));

    /** One unit in euros; they move in February. */
    static final List<FinanceSeed.RateSeed> RATES = List.of(
            rate("USD", 1, "0.92"),
            rate("USD", 2, "0.95"),
            rate("JPY", 1, "0.0061"),
            rate("JPY", 2, "0.0058"),
            rate("KWD", 1, "2.9911"),
            rate("KWD", 2, "3.0777"));

    private static FinanceSeed.RateSeed rate(String currency, int month, String rate) {
        return new FinanceSeed.RateSeed(
                currency, LocalDate.of(month == 1 ? 2024 : 2026, month, 1), new java.math.BigDecimal(rate));
    }

    static Books open() {
        return on(TestServer.of(FinanceServer.declare()));
    }

    static Books on(TestServer server) {
        var books = new Books(server);
        books.seed(new FinanceSeed(PARTIES, null, null, null, null, null, RATES));
        return books;
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    void seed(FinanceSeed seed) {
        server.ok("finance_tenant_seed", ToolJson.mapper().writeValueAsString(seed));
    }

    /** Creates an invoice, with approval, and returns its number. */
    String invoice(String customer, String amount, String more) {
        return server.approved(
                        "finance_invoice_create",
                        "{\"customer\":\"%s\",\"amount\":\"%s\",\"description\":\"work\"%s}"
                                .formatted(customer, amount, more))
                .at("/invoice/number")
                .stringValue();
    }

    ObjectNode pay(String json) {
        return server.approved("finance_payment_record", json);
    }

    List<String> findings() {
        return server.read(tx -> FinanceServer.declare().life().verify(tx));
    }

    /** An account's balance in euros, debit above zero. */
    String balance(String account) {
        return server.read(tx -> tx.sql()
                .createQuery("SELECT round(coalesce(sum(base), 0), 2) FROM posting WHERE account = :account")
                .bind("account", account)
                .mapTo(String.class)
                .one());
    }

    String count(String table) {
        return server.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM " + table)
                .mapTo(String.class)
                .one());
    }
}
