package dev.bac.finance.document;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;

/**
 * A PDF for people that carries the same invoice for programs (Factur-X 1.0, which is ZUGFeRD 2.1: profile EN 16931, the
 * XML as an associated file {@code factur-x.xml}), with what PDF/A-3 (ISO 19005-3, level B) asks for: embedded fonts, an
 * output intent, and metadata that say so.
 */
final class FacturX {
    private static final String NAME = "factur-x.xml";
    private static final int MOST_BYTES = 2_000_000;
    private static final int MOST_FILES = 50;

    private FacturX() {}

    /** Puts the XML into the document. */
    static void attach(PDDocument document, EInvoice invoice) throws IOException {
        var xml = Cii.write(invoice).getBytes(StandardCharsets.UTF_8);
        var made = GregorianCalendar.from(invoice.issued().atStartOfDay(ZoneOffset.UTC));
        var file = new PDEmbeddedFile(document, new ByteArrayInputStream(xml));
        file.setSubtype("text/xml");
        file.setSize(xml.length);
        file.setCreationDate(made);
        file.setModDate(made);
        var spec = new PDComplexFileSpecification();
        spec.setFile(NAME);
        spec.setFileUnicode(NAME);
        spec.setEmbeddedFile(file);
        spec.setEmbeddedFileUnicode(file);
        spec.setFileDescription("Invoice " + invoice.number());
        spec.getCOSObject().setName(COSName.getPDFName("AFRelationship"), "Alternative");
        var files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(Map.of(NAME, spec));
        var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(files);
        var catalog = document.getDocumentCatalog();
        catalog.setNames(names);
        var associated = new COSArray();
        associated.add(spec);
        catalog.getCOSObject().setItem(COSName.getPDFName("AF"), associated);
        var profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        var intent = new PDOutputIntent(document, new ByteArrayInputStream(profile));
        intent.setInfo("sRGB IEC61966-2.1");
        intent.setOutputCondition("sRGB IEC61966-2.1");
        intent.setOutputConditionIdentifier("sRGB IEC61966-2.1");
        intent.setRegistryName("http://www.color.org");
        catalog.addOutputIntent(intent);
        var metadata = new PDMetadata(document);
        metadata.importXMPMetadata(xmp("Invoice " + invoice.number()).getBytes(StandardCharsets.UTF_8));
        catalog.setMetadata(metadata);
        document.setVersion(1.7f);
    }

    private static String xmp(String title) {
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part>
                <pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
                <rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title></rdf:Description>
                <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
                <fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>%s</fx:DocumentFileName>
                <fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>
                <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
                 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
                <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
                <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
                <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
                <pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>%s</rdf:Seq></pdfaSchema:property>
                </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta>
                <?xpacket end="w"?>""".formatted(
                        title,
                        NAME,
                        property("DocumentFileName")
                                + property("DocumentType")
                                + property("Version")
                                + property("ConformanceLevel"));
    }

    private static String property(String name) {
        return """
                <rdf:li rdf:parseType="Resource"><pdfaProperty:name>%s</pdfaProperty:name>
                <pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>
                <pdfaProperty:description>%s of the invoice</pdfaProperty:description></rdf:li>""".formatted(name, name);
    }

    /** The XML that a PDF carries; empty when it carries none or is no PDF. */
    static Optional<String> xmlIn(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            var files = names.getEmbeddedFiles();
            var found = files == null ? null : files.getNames();
            if (found == null) {
                return Optional.empty();
            }
            for (var one : found.values().stream().limit(MOST_FILES).toList()) {
                var file = one.getEmbeddedFile();
                if (file != null
                        && one.getFilename() != null
                        && one.getFilename().endsWith(".xml")) {
                    try (var in = file.createInputStream()) {
                        return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
