package dev.bac.finance.document;

import dev.bac.finance.invoice.Invoice;
import dev.bac.finance.invoice.InvoiceDraft;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code finance_document_get}. */
public final class DocumentGetTool {
    private final InvoiceStore invoices;

    public DocumentGetTool(InvoiceStore invoices) {
        this.invoices = invoices;
    }

    /** What is made of an invoice. */
    public enum Format {
        PDF,
        /** An electronic invoice after EN 16931 in UBL 2.1. */
        UBL,
        /** The same as a UN/CEFACT Cross Industry Invoice. */
        CII,
        /** A PDF that carries the Cross Industry Invoice. */
        FACTUR_X
    }

    public record Wanted(
            @Arg(value = "The invoice: its number such as INV-1007, or its id", ref = "invoice")
            String invoice,

            @Arg("pdf for people, ubl or cii for other systems, factur_x for both in one PDF; pdf when left out")
            @Nullable Format format) {}

    /**
     * @param uri where it can be read again
     * @param content in base64
     */
    public record Document(String summary, String uri, String fileName, String mimeType, int bytes, String content)
            implements Told {}

    Document get(Caller caller, Tx tx, Wanted wanted) {
        var id = invoices.find(tx, "invoice", wanted.invoice());
        var invoice = invoices.get(tx, id).orElseThrow();
        var document = of(tx, invoice, invoices.lines(tx, id));
        var format = wanted.format() == null ? Format.PDF : wanted.format();
        boolean pdf = format == Format.PDF || format == Format.FACTUR_X;
        if (format != Format.PDF) {
            var broken = EInvoiceRules.broken(document);
            if (!broken.isEmpty()) {
                throw new ToolRefusal("invalid", "invoice: " + String.join("; ", broken));
            }
        }
        byte[] bytes;
        int lacking = 0;
        if (pdf) {
            var paper = Pdf.of(document, format == Format.FACTUR_X);
            bytes = paper.bytes();
            lacking = paper.lacking();
        } else {
            bytes = (format == Format.UBL ? Ubl.write(document) : Cii.write(document)).getBytes(StandardCharsets.UTF_8);
        }
        var file = invoice.number() + (pdf ? ".pdf" : ".xml");
        return new Document(
                "%s of invoice %s to %s, %s, %,d bytes.%s"
                        .formatted(
                                format == Format.PDF ? "PDF" : "Electronic invoice (EN 16931)",
                                invoice.number(),
                                invoice.customer(),
                                invoice.total(),
                                bytes.length,
                                lacking(lacking)),
                "finance://documents/" + invoice.number(),
                file,
                pdf ? "application/pdf" : "application/xml",
                bytes.length,
                Base64.getEncoder().encodeToString(bytes));
    }

    private static String lacking(int letters) {
        return letters == 0
                ? ""
                : " Its font has not %d of the letters, which stand as boxes; UBL and CII have all of them."
                        .formatted(letters);
    }

    static EInvoice of(Tx tx, Invoice invoice, List<InvoiceDraft.Line> lines) {
        Map<BigDecimal, BigDecimal[]> byRate = new TreeMap<>();
        var written = new ArrayList<EInvoice.Line>();
        for (var line : lines) {
            var sums = byRate.computeIfAbsent(line.taxRate(), _ -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
            sums[0] = sums[0].add(line.net());
            sums[1] = sums[1].add(line.tax());
            written.add(new EInvoice.Line(
                    line.description(),
                    line.quantity(),
                    line.net()
                            .divide(line.quantity(), 6, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .add(BigDecimal.ZERO.setScale(2)),
                    line.net().setScale(invoice.net().amount().scale(), RoundingMode.UNNECESSARY),
                    category(line.taxRate()),
                    line.taxRate()));
        }
        int scale = invoice.net().amount().scale();
        var subtotals = byRate.entrySet().stream()
                .map(one -> new EInvoice.Subtotal(
                        category(one.getKey()),
                        one.getKey(),
                        one.getValue()[0].setScale(scale, RoundingMode.UNNECESSARY),
                        one.getValue()[1].setScale(scale, RoundingMode.UNNECESSARY)))
                .toList();
        var total = invoice.net().amount().add(invoice.tax().amount());
        return new EInvoice(
                invoice.number(),
                invoice.issued(),
                invoice.due(),
                invoice.total().currency(),
                tx.settings().name(),
                invoice.customer(),
                written,
                subtotals,
                invoice.net().amount(),
                invoice.tax().amount(),
                total,
                invoice.total().amount());
    }

    private static String category(BigDecimal rate) {
        return rate.signum() > 0 ? "S" : "Z";
    }

    public Tool<Wanted, Document> tool() {
        return Tool.read(
                        "finance_document_get",
                        "Get an invoice as a file",
                        "Gives a sales invoice as a PDF, or as an electronic invoice after EN 16931 (UBL, CII, or Factur-X: a PDF with "
                                + "the XML in it) that keeps its business rules, in base64.",
                        Wanted.class,
                        Document.class,
                        this::get)
                .example("Give me INV-1044 as a PDF", new Wanted("INV-1044", Format.PDF))
                .example("E-invoice for INV-1102", new Wanted("INV-1102", Format.UBL));
    }
}
