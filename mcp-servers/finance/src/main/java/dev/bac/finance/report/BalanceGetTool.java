package dev.bac.finance.report;

import dev.bac.finance.party.Parties;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code finance_balance_get}. */
public final class BalanceGetTool {
    private static final int LISTED = 50;

    private final Parties parties;

    public BalanceGetTool(Parties parties) {
        this.parties = parties;
    }

    public record Customer(
            @Arg(value = "The customer's name or id, such as Wayne Enterprises", ref = "account")
            String customer) {}

    /** An invoice that is not fully paid. */
    public record OpenInvoice(String number, LocalDate due, Money total, Money open, int daysOverdue) {}

    /**
     * How the customer stands in one currency.
     *
     * @param owes open invoices less credit; below zero when we owe the customer
     * @param credit money received that no invoice has used
     */
    public record Position(Money owes, Money open, Money overdue, Money credit, int invoices) {}

    public record Balance(
            String summary,
            String customer,
            UUID customerId,
            LocalDate asOf,
            List<Position> positions,
            List<OpenInvoice> openInvoices)
            implements Told {}

    Balance get(Caller caller, Tx tx, Customer asked) {
        var party = parties.customer(tx, "customer", asked.customer());
        var positions = positions(tx, party.id());
        var open = open(tx, party.id());
        return new Balance(
                sentence(party.name(), positions, open), party.name(), party.id(), tx.today(), positions, open);
    }

    private static List<Position> positions(Tx tx, UUID party) {
        return tx.sql()
                .createQuery("""
                        SELECT currency, sum(open) AS open, sum(overdue) AS overdue, sum(credit) AS credit, sum(one) AS invoices
                          FROM (SELECT currency, total - settled AS open,
                                       CASE WHEN due_on < :today THEN total - settled ELSE 0 END AS overdue, 0 AS credit, 1 AS one
                                  FROM invoice WHERE party_id = :party AND settled < total
                                UNION ALL
                                SELECT currency, 0, 0, amount - allocated, 0
                                  FROM payment WHERE party_id = :party AND allocated < amount AND direction = 'IN'
                                UNION ALL
                                SELECT currency, 0, 0, total - allocated, 0
                                  FROM credit_note WHERE party_id = :party AND allocated < total) s
                         GROUP BY currency ORDER BY sum(open) DESC
                        """)
                .bind("party", party)
                .bind("today", tx.today())
                .map((row, _) -> {
                    var currency = row.getString("currency");
                    BigDecimal open = row.getBigDecimal("open");
                    BigDecimal credit = row.getBigDecimal("credit");
                    return new Position(
                            Money.of(open.subtract(credit), currency),
                            Money.of(open, currency),
                            Money.of(row.getBigDecimal("overdue"), currency),
                            Money.of(credit, currency),
                            row.getInt("invoices"));
                })
                .list();
    }

    private static List<OpenInvoice> open(Tx tx, UUID party) {
        return tx.sql()
                .createQuery("""
                        SELECT number, due_on, currency, total, total - settled AS open FROM invoice
                         WHERE party_id = :party AND settled < total ORDER BY due_on, serial LIMIT :limit
                        """)
                .bind("party", party)
                .bind("limit", LISTED)
                .map((row, _) -> {
                    var due = row.getObject("due_on", LocalDate.class);
                    var currency = row.getString("currency");
                    return new OpenInvoice(
                            row.getString("number"),
                            due,
                            Money.of(row.getBigDecimal("total"), currency),
                            Money.of(row.getBigDecimal("open"), currency),
                            Math.max(0, Math.toIntExact(ChronoUnit.DAYS.between(due, tx.today()))));
                })
                .list();
    }

    private static String sentence(String customer, List<Position> positions, List<OpenInvoice> open) {
        if (positions.isEmpty()) {
            return "%s owes us nothing: no open invoices, no credit.".formatted(customer);
        }
        var parts = positions.stream().map(BalanceGetTool::part).collect(Collectors.joining("; and "));
        var oldest = open.isEmpty() || open.getFirst().daysOverdue() == 0
                ? ""
                : "; the oldest, %s, was due on %s"
                        .formatted(open.getFirst().number(), open.getFirst().due());
        return "%s owes us %s%s.".formatted(customer, parts, oldest);
    }

    private static String part(Position position) {
        var text = "%s from %d open invoice%s"
                .formatted(position.owes(), position.invoices(), position.invoices() == 1 ? "" : "s");
        if (position.overdue().amount().signum() > 0) {
            text += ", %s of it overdue".formatted(position.overdue());
        }
        if (position.credit().amount().signum() > 0) {
            text += ", after %s of credit".formatted(position.credit());
        }
        return text;
    }

    public Tool<Customer, Balance> tool() {
        return Tool.read(
                        "finance_balance_get",
                        "What a customer owes",
                        "Says how much one customer owes us now, with the open invoices, the overdue part and any credit. "
                                + "For all customers together use finance_receivables_ageing.",
                        Customer.class,
                        Balance.class,
                        this::get)
                .example("How much does Globex still have to pay?", new Customer("Globex"))
                .example("What's the outstanding balance of Hooli?", new Customer("Hooli"))
                .example("Does Stark Industries owe us money?", new Customer("Stark Industries"))
                .example("Tell me Umbrella's account balance", new Customer("Umbrella"))
                .example("What is still open with Soylent?", new Customer("Soylent"));
    }
}
