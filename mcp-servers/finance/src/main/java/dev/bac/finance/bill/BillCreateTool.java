package dev.bac.finance.bill;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Counted;
import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.finance.party.Parties;
import dev.bac.finance.tax.TaxCalculation;
import dev.bac.finance.tax.TaxRounding;
import dev.bac.finance.tax.Taxes;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code finance_bill_create}. */
public final class BillCreateTool {
    private static final int LINES = 200;
    private static final int LONGEST_TERM_DAYS = 1095;

    private final Parties parties;
    private final BillStore bills;

    public BillCreateTool(Parties parties, BillStore bills) {
        this.parties = parties;
        this.bills = bills;
    }

    public record Order(
            @Arg(value = "Who is to be paid: the supplier's name or id, such as DHL", ref = "supplier")
            String supplier,

            @Arg(
                    value = "Amount without tax, such as 750.00. Give either amount and description, or lines",
                    format = "decimal")
            @Nullable BigDecimal amount,

            @Arg("What it is for, such as \"freight in May\"") @Nullable String description,

            @Arg("Several positions instead of one amount, at most 200") @Nullable List<Position> lines,

            @Arg(value = "Ledger account of the cost, code or name; purchases when left out", ref = "ledger_account")
            @Nullable String account,

            @Arg("The supplier's own invoice number; the same one is booked once only") @Nullable String reference,

            @Arg("ISO currency code such as EUR; the company's own when left out") @Nullable String currency,

            @Arg(value = "Tax in percent on all of it, such as 19; 0 when left out", format = "decimal") @Nullable BigDecimal taxRate,

            @Arg("Code of a tax of the company's, such as RC19, instead of taxRate") @Nullable String tax,

            @Arg("True when the amounts hold the tax; false when left out") @Nullable Boolean pricesIncludeTax,

            @Arg("Where tax is rounded; line when left out") @Nullable TaxRounding taxRounding,

            @Arg("The day on the bill; today when left out, never in the future") @Nullable LocalDate billDate,

            @Arg("The day it is due; by the supplier's terms when left out") @Nullable LocalDate dueDate,

            @Arg("Code of the cost centre it counts for") @Nullable String costCenter,

            @Arg("Code of the project it counts for") @Nullable String project) {

        static Order of(String supplier, String amount, String what, @Nullable String account) {
            return new Order(
                    supplier,
                    new BigDecimal(amount),
                    what,
                    null,
                    account,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    public record Position(
            @Arg("What it is") String description,

            @Arg(value = "Its amount", format = "decimal") BigDecimal amount,

            @Arg(value = "Ledger account of the cost; the bill's when left out", ref = "ledger_account") @Nullable String account) {}

    public record Created(String summary, BillShown bill, List<Bill.Line> lines) implements Told {}

    Created create(Caller caller, Tx tx, Order order) {
        var bill = draft(tx, order);
        var shown = booked(tx, bill);
        return new Created(shown.sentence(), shown, bill.lines());
    }

    /** Books the bill and tells of it. */
    public BillShown write(Tx tx, Order order) {
        return booked(tx, draft(tx, order));
    }

    private BillShown booked(Tx tx, Bill bill) {
        bills.book(tx, List.of(bill));
        var shown = BillShown.get(tx, bill.id());
        tx.publish(
                "finance.bill.booked",
                bill.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", bill.id().toString())
                        .put("number", shown.number())
                        .put("supplier", shown.supplier())
                        .put("total", shown.total().amount().toPlainString())
                        .put("currency", bill.currency())
                        .put("due", bill.due().toString()));
        return shown;
    }

    private Bill draft(Tx tx, Order order) {
        var currency =
                Given.currency("currency", order.currency(), tx.settings().currency());
        var party = parties.supplier(tx, "supplier", order.supplier());
        var billed = order.billDate() == null ? tx.today() : Given.date("billDate", order.billDate());
        if (billed.isAfter(tx.today())) {
            throw ToolRefusal.invalid("billDate", "%s is in the future; today is %s".formatted(billed, tx.today()));
        }
        var due = order.dueDate() == null ? billed.plusDays(party.termsDays()) : Given.date("dueDate", order.dueDate());
        if (due.isBefore(billed) || due.isAfter(billed.plusDays(LONGEST_TERM_DAYS))) {
            throw ToolRefusal.invalid(
                    "dueDate",
                    "%s must be within %d days after the bill's date %s".formatted(due, LONGEST_TERM_DAYS, billed));
        }
        var lines = lines(tx, order, currency);
        var what = order.description() == null
                ? lines.getFirst().description()
                : Given.line("description", order.description(), 500);
        return new Bill(
                tx.newId(),
                party.id(),
                party.name(),
                what,
                Given.lineOrNull("reference", order.reference(), 100),
                currency,
                Rates.on(tx, currency, billed),
                billed,
                due,
                lines);
    }

    private static List<Bill.Line> lines(Tx tx, Order order, String currency) {
        var tax = Taxes.given(tx, order.tax(), order.taxRate());
        var counted = Counted.given(tx, order.costCenter(), order.project());
        var usual = order.account() == null
                ? Chart.of(tx).code(Role.PURCHASES)
                : LedgerAccounts.postable(tx, "account", order.account());
        var positions = positions(order, currency);
        var amounts = new TaxCalculation(
                        Boolean.TRUE.equals(order.pricesIncludeTax()),
                        order.taxRounding() == null ? TaxRounding.LINE : order.taxRounding(),
                        Currency.getInstance(currency).getDefaultFractionDigits())
                .of(positions.stream()
                        .map(one -> new TaxCalculation.Line(one.amount(), tax))
                        .toList());
        var lines = new ArrayList<Bill.Line>();
        for (int i = 0; i < positions.size(); i++) {
            var position = positions.get(i);
            var account = position.account();
            lines.add(new Bill.Line(
                    position.description(),
                    account == null ? usual : LedgerAccounts.postable(tx, "lines.account", account),
                    tax.rate().setScale(4, RoundingMode.HALF_UP),
                    amounts.get(i).net(),
                    amounts.get(i).tax(),
                    amounts.get(i).withheld(),
                    amounts.get(i).reverse(),
                    tax.code(),
                    counted));
        }
        return lines;
    }

    private static List<Position> positions(Order order, String currency) {
        var given = order.lines();
        if (given == null || given.isEmpty()) {
            if (order.amount() == null || order.description() == null) {
                throw ToolRefusal.invalid(
                        order.amount() == null ? "amount" : "description",
                        "is missing; give amount and description, or lines");
            }
            return List.of(new Position(
                    Given.line("description", order.description(), 500),
                    Given.amount("amount", order.amount(), currency),
                    null));
        }
        if (order.amount() != null) {
            throw ToolRefusal.invalid("amount", "give either amount or lines, not both");
        }
        if (given.size() > LINES) {
            throw ToolRefusal.invalid("lines", "has %d positions, at most %d".formatted(given.size(), LINES));
        }
        return given.stream()
                .map(one -> new Position(
                        Given.line("lines.description", one.description(), 500),
                        Given.amount("lines.amount", one.amount(), currency),
                        one.account()))
                .toList();
    }

    /** For another entrance, such as an electronic invoice. */
    public UUID book(Tx tx, Bill bill) {
        bills.book(tx, List.of(bill));
        return bill.id();
    }

    public Tool<Order, Created> tool() {
        return Tool.write(
                        "finance_bill_create",
                        "Enter a supplier's bill",
                        "Books a bill that a supplier sent us under the next number, as a cost and a payable. Needs the supplier and "
                                + "an amount with a description, or lines. A booked bill is not edited: correct it by a credit note.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Created.class,
                        this::create)
                .example(
                        "Enter a bill from DHL over 420 EUR for freight",
                        Order.of("DHL", "420", "freight", "Freight and logistics"))
                .example(
                        "We got a supplier's bill from Elbe Freight, 1,250.00 for transport in May",
                        Order.of("Elbe Freight", "1250.00", "transport in May", null))
                .example(
                        "Book the vendor bill of Hafenstrasse Offices: 1,800 rent",
                        Order.of("Hafenstrasse Offices", "1800", "rent", "Rent"));
    }
}
