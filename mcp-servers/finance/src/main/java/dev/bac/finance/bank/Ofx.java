package dev.bac.finance.bank;

import dev.bac.finance.xml.XmlNode.Malformed;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Open Financial Exchange 1 (SGML, values without end tags) and 2 (XML): bank and card statements. A document type is no
 * tag of OFX and is refused; no entity but the five of XML is read. OFX gives the closing balance alone: the opening one
 * is what is left when its lines are taken away.
 */
final class Ofx {
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z0-9.]+)>([^<]*)");
    private static final Pattern FORBIDDEN = Pattern.compile("<!(DOCTYPE|ENTITY)", Pattern.CASE_INSENSITIVE);

    private Ofx() {}

    /** The statements of a file. */
    static List<BankStatement> read(String content) throws Malformed {
        Matcher forbidden = FORBIDDEN.matcher(content);
        if (forbidden.find()) {
            throw new Malformed(line(content, forbidden.start()), "DOCTYPE", "document types are not allowed");
        }
        int begin = content.indexOf("<OFX>");
        if (begin < 0) {
            throw new Malformed(1, "OFX", "the file holds no <OFX>");
        }
        var statements = new ArrayList<BankStatement>();
        Building current = null;
        boolean ended = false;
        Matcher tag = TAG.matcher(content).region(begin, content.length());
        // Lines are counted on from the tag before: from the beginning for each would take the square of the time.
        int line = line(content, begin);
        int counted = begin;
        while (tag.find()) {
            line += lines(content, counted, tag.start());
            counted = tag.start();
            boolean end = !tag.group(1).isEmpty();
            var name = tag.group(2).toUpperCase(java.util.Locale.ROOT);
            if (name.equals("STMTRS") || name.equals("CCSTMTRS")) {
                if (end && current != null) {
                    statements.add(current.finish(line).checked());
                }
                current = end ? null : new Building();
            } else if (name.equals("OFX") && end) {
                ended = true;
            } else if (current != null) {
                current.take(name, end, plain(tag.group(3)), line);
            }
        }
        if (!ended) {
            throw new Malformed(line, "/OFX", "the file ends without it; it is cut off");
        }
        if (statements.isEmpty()) {
            throw new Malformed(line, "STMTRS", "the file holds no statement");
        }
        return statements;
    }

    private static int line(String content, int at) {
        return 1 + lines(content, 0, at);
    }

    private static int lines(String content, int from, int to) {
        return Math.toIntExact(
                content.substring(from, to).chars().filter(c -> c == '\n').count());
    }

    private static String plain(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }

    private static final class Building {
        private final Map<String, String> head = new HashMap<>();
        private final Map<String, String> balance = new HashMap<>();
        private final List<BankStatement.Line> lines = new ArrayList<>();
        private @Nullable Map<String, String> entry;
        private boolean ledger;

        void take(String name, boolean end, String value, int line) throws Malformed {
            switch (name) {
                case "STMTTRN" -> {
                    var done = entry;
                    if (!end && done != null) {
                        throw new Malformed(line, "STMTTRN", "begins before the one before has ended");
                    }
                    if (end && done != null) {
                        lines.add(line(done, line));
                    }
                    entry = end ? null : new HashMap<>();
                }
                case "LEDGERBAL" -> ledger = !end;
                default -> {
                    if (!end && entry != null) {
                        entry.put(name, value);
                    } else if (!end) {
                        (ledger ? balance : head).putIfAbsent(name, value);
                    }
                }
            }
        }

        private static BankStatement.Line line(Map<String, String> entry, int line) throws Malformed {
            return new BankStatement.Line(
                    day(entry, "DTPOSTED", line),
                    amount(entry, "TRNAMT", line),
                    entry.getOrDefault("NAME", ""),
                    entry.getOrDefault("MEMO", ""),
                    entry.getOrDefault("FITID", ""));
        }

        BankStatement finish(int line) throws Malformed {
            if (entry != null) {
                throw new Malformed(line, "/STMTTRN", "is missing");
            }
            if (head.getOrDefault("ACCTID", "").isEmpty()
                    || head.getOrDefault("CURDEF", "").isEmpty()) {
                throw new Malformed(line, head.containsKey("ACCTID") ? "CURDEF" : "ACCTID", "is missing");
            }
            var closing = amount(balance, "BALAMT", line);
            var moved = lines.stream().map(BankStatement.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            return new BankStatement(
                    StatementFormat.OFX,
                    head.getOrDefault("ACCTID", ""),
                    head.getOrDefault("CURDEF", ""),
                    head.getOrDefault("DTSTART", ""),
                    closing.subtract(moved),
                    closing,
                    day(balance, "DTASOF", line),
                    lines,
                    line);
        }

        private static BigDecimal amount(Map<String, String> from, String field, int line) throws Malformed {
            var text = from.getOrDefault(field, "").replace(',', '.');
            if (!text.matches("[+-]?\\d{1,15}(\\.\\d{0,5})?")) {
                throw new Malformed(line, field, text.isEmpty() ? "is missing" : "\"%s\" is no amount".formatted(text));
            }
            return new BigDecimal(text.endsWith(".") ? text + "0" : text);
        }

        private static LocalDate day(Map<String, String> from, String field, int line) throws Malformed {
            var text = from.getOrDefault(field, "");
            try {
                return LocalDate.parse(text.substring(0, Math.min(8, text.length())), DateTimeFormatter.BASIC_ISO_DATE);
            } catch (DateTimeException e) {
                throw new Malformed(line, field, text.isEmpty() ? "is missing" : "\"%s\" is no day".formatted(text));
            }
        }
    }
}
