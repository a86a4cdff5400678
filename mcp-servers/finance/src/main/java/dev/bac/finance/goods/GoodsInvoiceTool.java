package dev.bac.finance.goods;

import dev.bac.finance.invoice.InvoiceDraft;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.party.Parties;
import dev.bac.finance.party.Party;
import dev.bac.finance.tax.Tax;
import dev.bac.finance.tax.TaxCalculation;
import dev.bac.finance.tax.TaxRounding;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
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

/**
 * {@code finance_goods_invoice}: the invoice of one delivery note. Its lines come to exactly what the note earned, also
 * where a part of an order's line is not quantity times price to the cent.
 */
public final class GoodsInvoiceTool {
    private static final int LINES = 200;
    private static final BigDecimal MOST_PIECES = new BigDecimal("1000000000");

    private final Parties parties;
    private final InvoiceStore invoices;

    public GoodsInvoiceTool(Parties parties, InvoiceStore invoices) {
        this.parties = parties;
        this.invoices = invoices;
    }

    public record Order(
            @Arg("Id of the delivery note; each is invoiced once")
            UUID note,

            @Arg("Its number, such as DN-1004") String number,

            @Arg(value = "The customer's id or name", ref = "account")
            String customer,

            @Arg("The day of the delivery") LocalDate date,
            @Arg("ISO currency code") String currency,
            @Arg("What was delivered, at most 200 lines") List<Line> lines,

            @Arg(
                    "Code of a tax of the company's; the customer's own, else as its last invoice was taxed, when left out")
            @Nullable String tax) {}

    public record Line(
            @Arg("What it is") String description,
            @Arg(value = "How many", format = "decimal") BigDecimal quantity,

            @Arg(value = "Price of one, without tax", format = "decimal")
            BigDecimal unitPrice,

            @Arg(value = "What the line comes to, without tax", format = "decimal")
            BigDecimal net) {}

    /** @param written false when it had been written before */
    public record Invoiced(
            String summary, UUID id, String invoice, Money net, Money total, LocalDate date, boolean written)
            implements Told {}

    Invoiced invoice(Caller caller, Tx tx, Order order) {
        var currency =
                Given.currency("currency", order.currency(), tx.settings().currency());
        var digest = StockEntries.digest(order.customer() + " " + currency + " " + order.lines());
        GoodsDocuments.hold(tx, order.note());
        var known = GoodsDocuments.written(tx, order.note(), GoodsDocuments.Kind.INVOICE, digest);
        var day = Given.date("date", order.date());
        if (known.isPresent()) {
            return told(tx, known.get(), day, false);
        }
        var party = parties.customer(tx, "customer", order.customer());
        var issued = OpenDay.of(tx, day);
        var draft = new InvoiceDraft(
                tx.newId(),
                party.id(),
                party.name(),
                currency,
                Rates.on(tx, currency, issued),
                issued,
                issued.plusDays(party.termsDays()),
                lines(order, currency, UsualTax.of(tx, order.tax(), party.id(), "invoice")),
                InvoiceDraft.Terms.NONE);
        invoices.issue(tx, List.of(draft));
        var row = row(tx, order, draft, digest);
        GoodsDocuments.add(tx, row);
        publish(tx, draft, party, row.number());
        return told(tx, row, day, true);
    }

    private GoodsDocuments.Row row(Tx tx, Order order, InvoiceDraft draft, String digest) {
        var net = draft.lines().stream().map(InvoiceDraft.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        var number = invoices.get(tx, draft.id()).orElseThrow().number();
        return new GoodsDocuments.Row(
                order.note(),
                GoodsDocuments.Kind.INVOICE,
                Given.line("number", order.number(), 100),
                draft.id(),
                number,
                net,
                draft.currency(),
                digest);
    }

    private static void publish(Tx tx, InvoiceDraft draft, Party party, String number) {
        var total = draft.lines().stream()
                .map(line -> line.net().add(line.tax()).subtract(line.withheld()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        tx.publish(
                "finance.invoice.issued",
                draft.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", draft.id().toString())
                        .put("number", number)
                        .put("accountId", party.id().toString())
                        .put("customer", party.name())
                        .put("total", total.toPlainString())
                        .put("currency", draft.currency())
                        .put("due", draft.due().toString()));
    }

    private Invoiced told(Tx tx, GoodsDocuments.Row row, LocalDate wanted, boolean written) {
        var invoice = invoices.get(tx, row.of()).orElseThrow();
        var net = Money.of(row.net(), row.currency());
        return new Invoiced(
                "Invoice %s to %s for %s: %s, %s without tax%s%s."
                        .formatted(
                                row.number(),
                                invoice.customer(),
                                row.named(),
                                invoice.total(),
                                net,
                                OpenDay.said(wanted, invoice.issued()),
                                written ? "" : "; it was written before"),
                row.of(),
                row.number(),
                net,
                invoice.total(),
                invoice.issued(),
                written);
    }

    private static List<InvoiceDraft.Line> lines(Order order, String currency, Tax tax) {
        if (order.lines().isEmpty() || order.lines().size() > LINES) {
            throw ToolRefusal.invalid("lines", "wants 1 to %d lines".formatted(LINES));
        }
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        var amounts = new TaxCalculation(false, TaxRounding.LINE, decimals)
                .of(order.lines().stream()
                        .map(line ->
                                new TaxCalculation.Line(Given.amountOrZero("lines.net", line.net(), currency), tax))
                        .toList());
        var lines = new ArrayList<InvoiceDraft.Line>();
        for (int i = 0; i < amounts.size(); i++) {
            lines.add(line(order.lines().get(i), tax, amounts.get(i)));
        }
        return lines;
    }

    /** Where quantity times price is not the amount, the line is one piece of that amount, which says how many it was. */
    private static InvoiceDraft.Line line(Line line, Tax tax, TaxCalculation.Amounts amounts) {
        var quantity = Given.number("lines.quantity", line.quantity(), 4, MOST_PIECES);
        var price = Given.number("lines.unitPrice", line.unitPrice(), 4, new BigDecimal("1000000000000"));
        var description = Given.text("lines.description", line.description(), 400);
        boolean exact = quantity.multiply(price)
                        .setScale(amounts.net().scale(), RoundingMode.HALF_UP)
                        .compareTo(amounts.net())
                == 0;
        return new InvoiceDraft.Line(
                exact
                        ? description
                        : "%s, %s at %s".formatted(description, quantity.toPlainString(), price.toPlainString()),
                exact ? quantity : BigDecimal.ONE,
                exact ? price : amounts.net(),
                tax.rate().setScale(4, RoundingMode.HALF_UP),
                tax.code(),
                amounts.net(),
                amounts.tax(),
                amounts.withheld());
    }

    public Tool<Order, Invoiced> tool() {
        return Tool.write(
                "finance_goods_invoice",
                "Invoice a delivery note",
                "Writes the invoice of one delivery note, once, over exactly what it earned. For the workflow delivery-invoice; an "
                        + "invoice that a person wants is finance_invoice_create.",
                Effect.WRITE,
                Risk.MONEY,
                Order.class,
                Invoiced.class,
                this::invoice);
    }
}
