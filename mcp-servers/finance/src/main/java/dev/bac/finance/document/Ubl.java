package dev.bac.finance.document;

import dev.bac.finance.xml.XmlNode;
import dev.bac.finance.xml.XmlNode.Malformed;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The UBL 2.1 syntax of EN 16931 (CEN/TS 16931-3-2), written and read. */
final class Ubl {
    private static final String INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    private static final String CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    private static final String CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    private static final int MOST_LINES = 1_000;

    private Ubl() {}

    static String write(EInvoice invoice) {
        var out = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("", "Invoice", INVOICE);
            xml.writeDefaultNamespace(INVOICE);
            xml.writeNamespace("cac", CAC);
            xml.writeNamespace("cbc", CBC);
            new Writer(xml, invoice.currency()).invoice(invoice);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML into memory does not fail", e);
        }
        return out.toString();
    }

    private record Writer(XMLStreamWriter xml, String currency) {
        void invoice(EInvoice invoice) throws XMLStreamException {
            text("CustomizationID", "urn:cen.eu:en16931:2017");
            text("ID", invoice.number());
            text("IssueDate", invoice.issued().toString());
            text("DueDate", invoice.due().toString());
            text("InvoiceTypeCode", "380");
            text("DocumentCurrencyCode", currency);
            party("AccountingSupplierParty", invoice.seller());
            party("AccountingCustomerParty", invoice.buyer());
            open("TaxTotal");
            amount("TaxAmount", invoice.tax());
            for (var one : invoice.subtotals()) {
                open("TaxSubtotal");
                amount("TaxableAmount", one.taxable());
                amount("TaxAmount", one.tax());
                category("TaxCategory", one.category(), one.rate());
                close();
            }
            close();
            open("LegalMonetaryTotal");
            amount("LineExtensionAmount", invoice.net());
            amount("TaxExclusiveAmount", invoice.net());
            amount("TaxInclusiveAmount", invoice.total());
            if (invoice.payable().compareTo(invoice.total()) != 0) {
                amount("PrepaidAmount", invoice.total().subtract(invoice.payable()));
            }
            amount("PayableAmount", invoice.payable());
            close();
            int number = 0;
            for (var line : invoice.lines()) {
                line(++number, line);
            }
        }

        private void line(int number, EInvoice.Line line) throws XMLStreamException {
            open("InvoiceLine");
            text("ID", Integer.toString(number));
            xml.writeStartElement("cbc", "InvoicedQuantity", CBC);
            xml.writeAttribute("unitCode", "C62");
            xml.writeCharacters(line.quantity().toPlainString());
            xml.writeEndElement();
            amount("LineExtensionAmount", line.net());
            open("Item");
            text("Name", line.name());
            category("ClassifiedTaxCategory", line.category(), line.rate());
            close();
            open("Price");
            amount("PriceAmount", line.price());
            close();
            close();
        }

        private void party(String role, String name) throws XMLStreamException {
            open(role);
            open("Party");
            open("PartyLegalEntity");
            text("RegistrationName", name);
            close();
            close();
            close();
        }

        private void category(String element, String id, BigDecimal rate) throws XMLStreamException {
            open(element);
            text("ID", id);
            text("Percent", rate.stripTrailingZeros().toPlainString());
            if (id.equals("AE")) {
                text("TaxExemptionReason", "Reverse charge");
            }
            open("TaxScheme");
            text("ID", "VAT");
            close();
            close();
        }

        private void open(String name) throws XMLStreamException {
            xml.writeStartElement("cac", name, CAC);
        }

        private void close() throws XMLStreamException {
            xml.writeEndElement();
        }

        private void text(String name, String value) throws XMLStreamException {
            xml.writeStartElement("cbc", name, CBC);
            xml.writeCharacters(XmlNode.allowed(value));
            xml.writeEndElement();
        }

        private void amount(String name, BigDecimal value) throws XMLStreamException {
            xml.writeStartElement("cbc", name, CBC);
            xml.writeAttribute("currencyID", currency);
            xml.writeCharacters(value.toPlainString());
            xml.writeEndElement();
        }
    }

    /** The invoice in a file; {@link Malformed} names the line and the field. */
    static EInvoice read(XmlNode root) throws Malformed {
        var lines = new ArrayList<EInvoice.Line>();
        for (var line : root.all("InvoiceLine").limit(MOST_LINES + 1L).toList()) {
            lines.add(new EInvoice.Line(
                    line.textAt("Item/Name"),
                    line.decimal("InvoicedQuantity"),
                    line.decimal("Price/PriceAmount"),
                    line.decimal("LineExtensionAmount"),
                    line.textAt("Item/ClassifiedTaxCategory/ID"),
                    rate(line, "Item/ClassifiedTaxCategory/Percent")));
        }
        if (lines.size() > MOST_LINES) {
            throw new Malformed(root.line(), "InvoiceLine", "more than %d lines".formatted(MOST_LINES));
        }
        var subtotals = new ArrayList<EInvoice.Subtotal>();
        for (var one : root.each("TaxTotal/TaxSubtotal").toList()) {
            subtotals.add(new EInvoice.Subtotal(
                    one.textAt("TaxCategory/ID"),
                    rate(one, "TaxCategory/Percent"),
                    one.decimal("TaxableAmount"),
                    one.decimal("TaxAmount")));
        }
        var issued = day(root, "IssueDate");
        return new EInvoice(
                root.textAt("ID"),
                issued,
                root.at("DueDate").isPresent() ? day(root, "DueDate") : issued,
                root.textAt("DocumentCurrencyCode"),
                name(root, "AccountingSupplierParty"),
                name(root, "AccountingCustomerParty"),
                lines,
                List.copyOf(subtotals),
                root.decimal("LegalMonetaryTotal/TaxExclusiveAmount"),
                root.decimal("TaxTotal/TaxAmount"),
                root.decimal("LegalMonetaryTotal/TaxInclusiveAmount"),
                root.decimal("LegalMonetaryTotal/PayableAmount"));
    }

    private static String name(XmlNode root, String role) {
        return root.at(role + "/Party/PartyLegalEntity/RegistrationName")
                .or(() -> root.at(role + "/Party/PartyName/Name"))
                .map(XmlNode::text)
                .orElse("");
    }

    private static BigDecimal rate(XmlNode node, String path) throws Malformed {
        return node.at(path).isPresent() ? node.decimal(path) : BigDecimal.ZERO;
    }

    private static LocalDate day(XmlNode node, String path) throws Malformed {
        try {
            return LocalDate.parse(node.textAt(path));
        } catch (DateTimeException e) {
            throw new Malformed(
                    node.at(path).orElse(node).line(), path, "\"%s\" is no day".formatted(node.textAt(path)));
        }
    }
}
