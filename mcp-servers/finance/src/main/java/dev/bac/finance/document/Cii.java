package dev.bac.finance.document;

import dev.bac.finance.xml.XmlNode;
import dev.bac.finance.xml.XmlNode.Malformed;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The UN/CEFACT Cross Industry Invoice (D16B) syntax of EN 16931 (CEN/TS 16931-3-3), written and read: the XML that
 * Factur-X and ZUGFeRD put into a PDF.
 */
final class Cii {
    private static final String RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
    private static final String RAM =
            "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
    private static final String UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";
    private static final int MOST_LINES = 1_000;
    private static final String SETTLEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement";

    private Cii() {}

    static String write(EInvoice invoice) {
        var out = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("rsm", "CrossIndustryInvoice", RSM);
            xml.writeNamespace("rsm", RSM);
            xml.writeNamespace("ram", RAM);
            xml.writeNamespace("udt", UDT);
            new Writer(xml, invoice).all();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML into memory does not fail", e);
        }
        return out.toString();
    }

    private record Writer(XMLStreamWriter xml, EInvoice invoice) {
        void all() throws XMLStreamException {
            root("ExchangedDocumentContext");
            open("GuidelineSpecifiedDocumentContextParameter");
            text("ID", "urn:cen.eu:en16931:2017");
            close(2);
            root("ExchangedDocument");
            text("ID", invoice.number());
            text("TypeCode", "380");
            open("IssueDateTime");
            day(invoice.issued());
            close(2);
            root("SupplyChainTradeTransaction");
            int number = 0;
            for (var line : invoice.lines()) {
                line(++number, line);
            }
            open("ApplicableHeaderTradeAgreement");
            party("SellerTradeParty", invoice.seller());
            party("BuyerTradeParty", invoice.buyer());
            close(1);
            xml.writeEmptyElement("ram", "ApplicableHeaderTradeDelivery", RAM);
            settlement();
            close(1);
        }

        private void line(int number, EInvoice.Line line) throws XMLStreamException {
            open("IncludedSupplyChainTradeLineItem");
            open("AssociatedDocumentLineDocument");
            text("LineID", Integer.toString(number));
            close(1);
            open("SpecifiedTradeProduct");
            text("Name", line.name());
            close(1);
            open("SpecifiedLineTradeAgreement");
            open("NetPriceProductTradePrice");
            text("ChargeAmount", line.price().toPlainString());
            close(2);
            open("SpecifiedLineTradeDelivery");
            xml.writeStartElement("ram", "BilledQuantity", RAM);
            xml.writeAttribute("unitCode", "C62");
            xml.writeCharacters(line.quantity().toPlainString());
            close(2);
            open("SpecifiedLineTradeSettlement");
            open("ApplicableTradeTax");
            text("TypeCode", "VAT");
            text("CategoryCode", line.category());
            text("RateApplicablePercent", plain(line.rate()));
            close(1);
            open("SpecifiedTradeSettlementLineMonetarySummation");
            text("LineTotalAmount", line.net().toPlainString());
            close(3);
        }

        private void settlement() throws XMLStreamException {
            open("ApplicableHeaderTradeSettlement");
            text("InvoiceCurrencyCode", invoice.currency());
            for (var one : invoice.subtotals()) {
                open("ApplicableTradeTax");
                text("CalculatedAmount", one.tax().toPlainString());
                text("TypeCode", "VAT");
                if (one.category().equals("AE")) {
                    text("ExemptionReason", "Reverse charge");
                }
                text("BasisAmount", one.taxable().toPlainString());
                text("CategoryCode", one.category());
                text("RateApplicablePercent", plain(one.rate()));
                close(1);
            }
            open("SpecifiedTradePaymentTerms");
            open("DueDateDateTime");
            day(invoice.due());
            close(2);
            open("SpecifiedTradeSettlementHeaderMonetarySummation");
            text("LineTotalAmount", invoice.net().toPlainString());
            text("TaxBasisTotalAmount", invoice.net().toPlainString());
            xml.writeStartElement("ram", "TaxTotalAmount", RAM);
            xml.writeAttribute("currencyID", invoice.currency());
            xml.writeCharacters(invoice.tax().toPlainString());
            close(1);
            text("GrandTotalAmount", invoice.total().toPlainString());
            if (invoice.payable().compareTo(invoice.total()) != 0) {
                text(
                        "TotalPrepaidAmount",
                        invoice.total().subtract(invoice.payable()).toPlainString());
            }
            text("DuePayableAmount", invoice.payable().toPlainString());
            close(2);
        }

        private void party(String role, String name) throws XMLStreamException {
            open(role);
            text("Name", name);
            close(1);
        }

        private void day(LocalDate day) throws XMLStreamException {
            xml.writeStartElement("udt", "DateTimeString", UDT);
            xml.writeAttribute("format", "102");
            xml.writeCharacters(DateTimeFormatter.BASIC_ISO_DATE.format(day));
            xml.writeEndElement();
        }

        private void root(String name) throws XMLStreamException {
            xml.writeStartElement("rsm", name, RSM);
        }

        private void open(String name) throws XMLStreamException {
            xml.writeStartElement("ram", name, RAM);
        }

        private void close(int elements) throws XMLStreamException {
            for (int i = 0; i < elements; i++) {
                xml.writeEndElement();
            }
        }

        private void text(String name, String value) throws XMLStreamException {
            xml.writeStartElement("ram", name, RAM);
            xml.writeCharacters(XmlNode.allowed(value));
            xml.writeEndElement();
        }
    }

    /** The invoice in a file; {@link Malformed} names the line and the field. */
    static EInvoice read(XmlNode root) throws Malformed {
        var lines = new ArrayList<EInvoice.Line>();
        var found = root.each("SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem")
                .limit(MOST_LINES + 1L)
                .toList();
        if (found.size() > MOST_LINES) {
            throw new Malformed(
                    root.line(), "IncludedSupplyChainTradeLineItem", "more than %d lines".formatted(MOST_LINES));
        }
        for (var line : found) {
            var tax = "SpecifiedLineTradeSettlement/ApplicableTradeTax/";
            lines.add(new EInvoice.Line(
                    line.textAt("SpecifiedTradeProduct/Name"),
                    line.decimal("SpecifiedLineTradeDelivery/BilledQuantity"),
                    line.decimal("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount"),
                    line.decimal(
                            "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"),
                    line.textAt(tax + "CategoryCode"),
                    rate(line, tax + "RateApplicablePercent")));
        }
        var subtotals = new ArrayList<EInvoice.Subtotal>();
        for (var one : root.each(SETTLEMENT + "/ApplicableTradeTax").toList()) {
            subtotals.add(new EInvoice.Subtotal(
                    one.textAt("CategoryCode"),
                    rate(one, "RateApplicablePercent"),
                    one.decimal("BasisAmount"),
                    one.decimal("CalculatedAmount")));
        }
        var issued = day(root, "ExchangedDocument/IssueDateTime/DateTimeString");
        var due = SETTLEMENT + "/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString";
        var agreement = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/";
        var sums = SETTLEMENT + "/SpecifiedTradeSettlementHeaderMonetarySummation/";
        return new EInvoice(
                root.textAt("ExchangedDocument/ID"),
                issued,
                root.at(due).isPresent() ? day(root, due) : issued,
                root.textAt(SETTLEMENT + "/InvoiceCurrencyCode"),
                root.textAt(agreement + "SellerTradeParty/Name"),
                root.textAt(agreement + "BuyerTradeParty/Name"),
                lines,
                subtotals,
                root.decimal(sums + "TaxBasisTotalAmount"),
                root.decimal(sums + "TaxTotalAmount"),
                root.decimal(sums + "GrandTotalAmount"),
                root.decimal(sums + "DuePayableAmount"));
    }

    private static BigDecimal rate(XmlNode node, String path) throws Malformed {
        return node.at(path).isPresent() ? node.decimal(path) : BigDecimal.ZERO;
    }

    private static LocalDate day(XmlNode node, String path) throws Malformed {
        try {
            return LocalDate.parse(node.textAt(path), DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeParseException e) {
            throw new Malformed(
                    node.at(path).orElse(node).line(),
                    path,
                    "\"%s\" is no day such as 20260316".formatted(node.textAt(path)));
        }
    }

    private static String plain(BigDecimal rate) {
        return rate.stripTrailingZeros().toPlainString();
    }
}
