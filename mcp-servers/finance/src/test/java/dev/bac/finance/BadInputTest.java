package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.WrongArguments;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@link WrongArguments} of all tools; {@code -Dhistories=1000} tries all of them, every build each eleventh. */
class BadInputTest {
    private static final int STRIDE = Integer.getInteger("histories", 0) >= 1_000 ? 1 : 11;
    private static final WrongArguments.Kinds KINDS = new WrongArguments.Kinds(
            Set.of("amount", "quantity", "unitPrice", "rate", "net", "received", "discountPercent", "percent", "value"),
            Set.of(
                    "date",
                    "asOf",
                    "from",
                    "to",
                    "issueDate",
                    "dueDate",
                    "billDate",
                    "issuedFrom",
                    "dueTo",
                    "start",
                    "upTo",
                    "yearEnd",
                    "month"),
            Set.of(
                    "customer",
                    "invoice",
                    "document",
                    "account",
                    "debit",
                    "credit",
                    "line",
                    "transfer",
                    "tax",
                    "costCenter",
                    "project",
                    "ledgerAccount",
                    "party",
                    "delivery"),
            Set.of("currency"));

    @Test
    void isRefusedByNameOrMeansNothing() {
        var company = BusyBooks.open();
        var before = company.all();
        var wrong = new WrongArguments(company.books().server(), company.calls(), KINDS, STRIDE);
        var tools = FinanceServer.declare().tools().stream()
                .filter(tool -> !tool.hidden() || company.right().containsKey(tool.name()))
                // Its company has posted nothing yet.
                .filter(tool -> !tool.name().equals("finance_setup_chart"))
                .toList();
        assertThat(wrong.of(tools)).isEmpty();
        assertThat(wrong.calls()).isGreaterThan(9_000 / STRIDE);
        assertThat(company.all()).isEqualTo(before);
        assertThat(company.books().findings()).isEmpty();
    }
}
