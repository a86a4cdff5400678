package dev.bac.finance.invoice;

import dev.bac.finance.journal.Counted;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.party.Parties;
import dev.bac.finance.party.Party;
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
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code finance_invoice_create}. */
public final class InvoiceCreateTool {
    private static final int LONGEST_TERM_DAYS = 1095;

    private final Parties parties;
    private final InvoiceStore invoices;

    public InvoiceCreateTool(Parties parties, InvoiceStore invoices) {
        this.parties = parties;
        this.invoices = invoices;
    }

    public record Order(
            @Arg(value = "Who is to pay: the customer's name or id, such as Initech", ref = "account")
            String customer,

            @Arg(
                    value = "Amount without tax, such as 750.00. Give either amount and description, or lines",
                    format = "decimal")
            @Nullable BigDecimal amount,

            @Arg("What it is for, such as \"installation work\"") @Nullable String description,

            @Arg("Several positions instead of one amount, at most 200") @Nullable List<Position> lines,

            @Arg("ISO currency code such as EUR; the company's own when left out") @Nullable String currency,

            @Arg(value = "Tax in percent on all of it, such as 19; 0 when left out", format = "decimal") @Nullable BigDecimal taxRate,

            @Arg("Days from the issue date until it is due, 0 to 1095; the customer's terms when left out") @Nullable Integer dueInDays,

            @Arg("The day it is due, instead of dueInDays") @Nullable LocalDate dueDate,

            @Arg("The day it is issued; today when left out, never in the future") @Nullable LocalDate issueDate,

            @Arg("Code of a tax of the company's, such as VAT19, instead of taxRate") @Nullable String tax,

            @Arg("True when the prices hold the tax; false when left out") @Nullable Boolean pricesIncludeTax,

            @Arg("Where tax is rounded; line when left out") @Nullable TaxRounding taxRounding,

            @Arg(value = "Early-payment discount in percent, such as 2; with discountDays", format = "decimal")
            @Nullable BigDecimal discountPercent,

            @Arg("Days from the issue date in which the discount holds, such as 10") @Nullable Integer discountDays,

            @Arg("Code of the cost centre it counts for") @Nullable String costCenter,

            @Arg("Code of the project it counts for") @Nullable String project) {

        /** Without what is seldom told. */
        public Order(
                String customer,
                @Nullable BigDecimal amount,
                @Nullable String description,
                @Nullable List<Position> lines,
                @Nullable String currency,
                @Nullable BigDecimal taxRate,
                @Nullable Integer dueInDays,
                @Nullable LocalDate dueDate,
                @Nullable LocalDate issueDate) {
            this(
                    customer,
                    amount,
                    description,
                    lines,
                    currency,
                    taxRate,
                    dueInDays,
                    dueDate,
                    issueDate,
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

            @Arg(value = "How many, above zero; 1 when left out", format = "decimal") @Nullable BigDecimal quantity,

            @Arg(value = "Price of one, without tax", format = "decimal")
            BigDecimal unitPrice) {}

    public record Created(String summary, Invoice invoice, List<InvoiceDraft.Line> lines) implements Told {}

    Created create(Caller caller, Tx tx, Order order) {
        var invoice = write(tx, order);
        return new Created(sentence(invoice), invoice, invoices.lines(tx, invoice.id()));
    }

    /** Writes the invoice and tells of it. */
    public Invoice write(Tx tx, Order order) {
        var currency =
                Given.currency("currency", order.currency(), tx.settings().currency());
        var lines = new PositionReader(currency, order).lines(tx);
        var party = parties.customer(tx, "customer", order.customer());
        var issued = issued(tx, order);
        var draft = new InvoiceDraft(
                tx.newId(),
                party.id(),
                party.name(),
                currency,
                Rates.on(tx, currency, issued),
                issued,
                due(order, issued, party),
                lines,
                terms(tx, order, issued));
        invoices.issue(tx, List.of(draft));
        var invoice = invoices.get(tx, draft.id()).orElseThrow();
        tx.publish("finance.invoice.issued", draft.id().toString(), event(invoice));
        return invoice;
    }

    private static InvoiceDraft.Terms terms(Tx tx, Order order, LocalDate issued) {
        var counted = Counted.given(tx, order.costCenter(), order.project());
        var percent = order.discountPercent();
        var days = order.discountDays();
        if (percent == null && days == null) {
            return new InvoiceDraft.Terms(null, null, counted);
        }
        if (percent == null || days == null || days < 0 || days > LONGEST_TERM_DAYS) {
            throw ToolRefusal.invalid(
                    percent == null ? "discountPercent" : "discountDays",
                    "give both, such as 2 percent within 10 days, at most %d days".formatted(LONGEST_TERM_DAYS));
        }
        var rate = Taxes.rate("discountPercent", percent);
        if (rate.signum() == 0 || rate.compareTo(new BigDecimal(100)) >= 0) {
            throw ToolRefusal.invalid("discountPercent", "must be above 0 and below 100");
        }
        return new InvoiceDraft.Terms(rate, issued.plusDays(days), counted);
    }

    private static LocalDate issued(Tx tx, Order order) {
        var issued = order.issueDate() == null ? tx.today() : Given.date("issueDate", order.issueDate());
        if (issued.isAfter(tx.today())) {
            throw ToolRefusal.invalid("issueDate", "%s is in the future; today is %s".formatted(issued, tx.today()));
        }
        return issued;
    }

    private static LocalDate due(Order order, LocalDate issued, Party party) {
        if (order.dueInDays() != null && (order.dueInDays() < 0 || order.dueInDays() > LONGEST_TERM_DAYS)) {
            throw ToolRefusal.invalid("dueInDays", "must be 0 to " + LONGEST_TERM_DAYS);
        }
        int days = order.dueInDays() == null ? party.termsDays() : order.dueInDays();
        var due = issued.plusDays(days);
        if (order.dueDate() == null) {
            return due;
        }
        if (order.dueInDays() != null && !due.equals(order.dueDate())) {
            throw ToolRefusal.invalid(
                    "dueDate", "%s contradicts dueInDays, which means %s".formatted(order.dueDate(), due));
        }
        if (order.dueDate().isBefore(issued) || order.dueDate().isAfter(issued.plusDays(LONGEST_TERM_DAYS))) {
            throw ToolRefusal.invalid(
                    "dueDate",
                    "%s must be within %d days after the issue date %s"
                            .formatted(order.dueDate(), LONGEST_TERM_DAYS, issued));
        }
        return order.dueDate();
    }

    private static String sentence(Invoice invoice) {
        var tax = invoice.tax().amount().signum() == 0 ? "no tax" : invoice.tax() + " of it tax";
        return "Invoice %s to %s: %s (%s), due on %s."
                .formatted(invoice.number(), invoice.customer(), invoice.total(), tax, invoice.due());
    }

    private static tools.jackson.databind.JsonNode event(Invoice invoice) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", invoice.id().toString())
                .put("number", invoice.number())
                .put("accountId", invoice.customerId().toString())
                .put("customer", invoice.customer())
                .put("total", invoice.total().amount().toPlainString())
                .put("currency", invoice.total().currency())
                .put("due", invoice.due().toString());
    }

    public Tool<Order, Created> tool() {
        return Tool.write(
                        "finance_invoice_create",
                        "Create an invoice",
                        "Writes a sales invoice to a customer under the next number and books it. Needs the customer and an amount "
                                + "with a description, or lines. A posted invoice is not edited or deleted afterwards.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Created.class,
                        this::create)
                .example(
                        "Bill Globex 4,500 EUR for the March installation, payable within two weeks",
                        simple("Globex", "4500", "the March installation", "EUR", 14))
                .example(
                        "Write an invoice to Hooli over 980.50 for spare parts",
                        simple("Hooli", "980.50", "spare parts", null, null))
                .example(
                        "Charge Soylent 300 USD for support, net 10 days",
                        simple("Soylent", "300", "support", "USD", 10))
                .example(
                        "Make out an invoice for Initech: 2,000 euros, training, due in 45 days",
                        simple("Initech", "2000", "training", "EUR", 45))
                .example(
                        "Please invoice Umbrella for 3 days of assembly at 640 each plus 19% VAT",
                        new Order(
                                "Umbrella",
                                null,
                                null,
                                List.of(new Position("days of assembly", new BigDecimal("3"), new BigDecimal("640"))),
                                null,
                                new BigDecimal("19"),
                                null,
                                null,
                                null));
    }

    private static Order simple(
            String customer, String amount, String what, @Nullable String currency, @Nullable Integer days) {
        return new Order(customer, new BigDecimal(amount), what, null, currency, null, days, null, null);
    }
}
