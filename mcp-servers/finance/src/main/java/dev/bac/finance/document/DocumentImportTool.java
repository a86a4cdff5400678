package dev.bac.finance.document;

import dev.bac.finance.bill.Bill;
import dev.bac.finance.bill.BillStore;
import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry.Dimensions;
import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.finance.party.Parties;
import dev.bac.finance.xml.XmlNode;
import dev.bac.finance.xml.XmlNode.Malformed;
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
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_document_import}. */
public final class DocumentImportTool {
    private static final int LONGEST = 2_000_000;
    /** {@code %PDF-} in base64. */
    private static final String PDF_IN_BASE64 = "JVBERi0";

    private final Parties parties;
    private final BillStore bills;

    public DocumentImportTool(Parties parties, BillStore bills) {
        this.parties = parties;
        this.bills = bills;
    }

    public record Order(
            @Arg(
                    value = "The electronic invoice (EN 16931): XML in UBL 2.1 or CII, or a Factur-X PDF in base64",
                    longest = LONGEST)
            String content,

            @Arg(value = "The supplier, where it goes by another name in the file", ref = "supplier") @Nullable String supplier,

            @Arg(value = "Ledger account of the cost; purchases when left out", ref = "ledger_account") @Nullable String account) {}

    public record Imported(String summary, String bill, String supplier, String reference, LocalDate due, Money total)
            implements Told {}

    Imported read(Caller caller, Tx tx, Order order) {
        EInvoice invoice;
        try {
            invoice = invoice(order.content());
        } catch (Malformed e) {
            throw ToolRefusal.invalid("content", String.valueOf(e.getMessage()));
        }
        var broken = EInvoiceRules.broken(invoice);
        if (!broken.isEmpty()) {
            throw ToolRefusal.invalid("content", "breaks EN 16931: " + String.join("; ", broken));
        }
        var currency =
                Given.currency("content", invoice.currency(), tx.settings().currency());
        var issued = Given.date("content", invoice.issued());
        if (issued.isAfter(tx.today())) {
            throw ToolRefusal.invalid("content", "is of %s, which is in the future".formatted(issued));
        }
        var party = parties.supplier(tx, "supplier", order.supplier() == null ? invoice.seller() : order.supplier());
        var account = order.account() == null
                ? Chart.of(tx).code(Role.PURCHASES)
                : LedgerAccounts.postable(tx, "account", order.account());
        var bill = new Bill(
                tx.newId(),
                party.id(),
                party.name(),
                Given.line("content", invoice.lines().getFirst().name(), 500),
                Given.line("content", invoice.number(), 100),
                currency,
                Rates.on(tx, currency, issued),
                issued,
                invoice.due().isBefore(issued) ? issued : invoice.due(),
                lines(invoice, account, currency));
        bills.book(tx, List.of(bill));
        var number = tx.sql()
                .createQuery("SELECT number FROM bill WHERE id = :id")
                .bind("id", bill.id())
                .mapTo(String.class)
                .one();
        var total = Money.of(invoice.total(), currency);
        return new Imported(
                "Entered %s of %s as %s: %s, due on %s."
                        .formatted(invoice.number(), party.name(), number, total, bill.due()),
                number,
                party.name(),
                invoice.number(),
                bill.due(),
                total);
    }

    /** Out of XML in either syntax, or out of a PDF in base64 that carries it. */
    private static EInvoice invoice(String content) throws Malformed {
        var text = content.strip();
        if (text.startsWith(PDF_IN_BASE64)) {
            try {
                text = FacturX.xmlIn(Base64.getMimeDecoder().decode(text))
                        .orElseThrow(() -> new Malformed(1, "PDF", "carries no electronic invoice"));
            } catch (IllegalArgumentException e) {
                throw new Malformed(1, "PDF", "is no complete base64");
            }
        }
        var root = XmlNode.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
        return switch (root.name()) {
            case "Invoice" -> Ubl.read(root);
            case "CrossIndustryInvoice" -> Cii.read(root);
            default -> throw new Malformed(root.line(), root.name(), "is no UBL invoice and no Cross Industry Invoice");
        };
    }

    /** The tax of each category and rate is shared out over its lines by running sums, so that they make the whole. */
    private static List<Bill.Line> lines(EInvoice invoice, String account, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        var lines = new ArrayList<Bill.Line>();
        for (var subtotal : invoice.subtotals()) {
            var before = BigDecimal.ZERO;
            var given = BigDecimal.ZERO;
            for (var line : invoice.lines()) {
                if (!line.category().equals(subtotal.category()) || line.rate().compareTo(subtotal.rate()) != 0) {
                    continue;
                }
                before = before.add(line.net());
                var upTo = subtotal.taxable().signum() == 0
                        ? BigDecimal.ZERO
                        : subtotal.tax().multiply(before).divide(subtotal.taxable(), decimals, RoundingMode.HALF_UP);
                lines.add(new Bill.Line(
                        Given.line("content", line.name(), 500),
                        account,
                        line.rate().setScale(4, RoundingMode.HALF_UP),
                        Given.amountOrZero("content", line.net(), currency),
                        upTo.subtract(given),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        null,
                        Dimensions.NONE));
                given = upTo;
            }
        }
        return lines;
    }

    public Tool<Order, Imported> tool() {
        return Tool.write(
                        "finance_document_import",
                        "Enter an electronic invoice",
                        "Reads a supplier's electronic invoice (EN 16931 in UBL, CII or Factur-X), checks its business rules, and enters it as a bill. "
                                + "The same number of a supplier is entered once only.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Imported.class,
                        this::read)
                .example("Enter this e-invoice: <Invoice/>", new Order("<Invoice/>", null, null));
    }
}
