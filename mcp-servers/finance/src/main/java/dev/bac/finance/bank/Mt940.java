package dev.bac.finance.bank;

import dev.bac.finance.xml.XmlNode.Malformed;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SWIFT MT940 customer statements: fields {@code :20:}, {@code :25:}, {@code :28C:}, {@code :60F:}, {@code :61:},
 * {@code :86:}, {@code :62F:} (SWIFT Standards MT, category 9). An RC or RD takes a credit or debit back. The subfields
 * of a German {@code :86:} ({@code ?20} to {@code ?29} and {@code ?60} ff. text, {@code ?32}, {@code ?33} name) are read,
 * others are taken as text.
 */
final class Mt940 {
    private static final Pattern FIELD = Pattern.compile("^:(\\d{2}[A-Z]?):(.*)$");
    private static final Pattern BALANCE = Pattern.compile("([CD])(\\d{6})([A-Z]{3})(\\d{1,15},\\d{0,3})");
    private static final Pattern LINE = Pattern.compile(
            "(\\d{6})(\\d{4})?(R?[CD])([A-Z])?(\\d{1,15},\\d{0,3})([A-Z][A-Z0-9]{3})([^/\\n]{0,16}(?:/[^/\\n]+)*)(?://([^\\n]{0,34}))?(?:\\n(.*))?",
            Pattern.DOTALL);
    private static final Pattern SUBFIELD = Pattern.compile("\\?(\\d{2})([^?]*)");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");

    private record Field(String tag, String value, int line) {}

    private Mt940() {}

    /** The statements of a file. */
    static List<BankStatement> read(String content) throws Malformed {
        var statements = new ArrayList<BankStatement>();
        Building current = null;
        for (var field : fields(content)) {
            if (field.tag().equals("20")) {
                if (current != null) {
                    throw current.unfinished(field.line());
                }
                current = new Building();
            }
            if (current == null) {
                throw new Malformed(
                        field.line(), ":" + field.tag() + ":", "comes before :20:, where a statement begins");
            }
            var done = current.take(field);
            if (done != null) {
                statements.add(done.checked());
            }
            if (done != null) {
                current = null;
            }
        }
        if (current != null) {
            throw current.unfinished(lines(content));
        }
        if (statements.isEmpty()) {
            throw new Malformed(1, ":20:", "the file holds no statement");
        }
        return statements;
    }

    private static int lines(String content) {
        return Math.toIntExact(content.lines().count());
    }

    private static List<Field> fields(String content) throws Malformed {
        var fields = new ArrayList<Field>();
        int number = 0;
        for (var line : content.lines().toList()) {
            number++;
            var plain = line.strip();
            // Block headers and the end of a message; what follows :62F: and :64: up to the next :20: is not ours.
            if (plain.startsWith("{") || plain.equals("-") || plain.startsWith("-}") || plain.isEmpty()) {
                continue;
            }
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                fields.add(new Field(field.group(1), field.group(2), number));
            } else if (fields.isEmpty()) {
                throw new Malformed(number, "field", "no field such as :20: begins here");
            } else {
                var before = fields.removeLast();
                fields.add(new Field(before.tag(), before.value() + "\n" + line, before.line()));
            }
        }
        // Fields behind the closing balance (:64:, :65:, the statement's own :86:) belong to no line.
        var kept = new ArrayList<Field>();
        boolean within = false;
        for (var field : fields) {
            within = within
                    || field.tag().equals("20")
                    || !List.of("64", "65", "86").contains(field.tag());
            if (within) {
                kept.add(field);
            }
            if (field.tag().startsWith("62")) {
                within = false;
            }
        }
        return kept;
    }

    private static final class Building {
        private String number = "";
        private String reference = "";
        private String currency = "";
        private BigDecimal opening = BigDecimal.ZERO;
        private final List<BankStatement.Line> lines = new ArrayList<>();

        Malformed unfinished(int line) {
            return new Malformed(
                    line, currency.isEmpty() ? ":60F:" : ":62F:", "the statement ends without it; the file is cut off");
        }

        @org.jspecify.annotations.Nullable BankStatement take(Field field) throws Malformed {
            switch (field.tag()) {
                case "25" -> number = field.value();
                case "28C" -> reference = field.value();
                case "60F", "60M" -> {
                    var balance = balance(field);
                    opening = signed(balance, 1, 4, field);
                    currency = balance.group(3);
                }
                case "61" -> lines.add(line(field));
                case "86" -> describe(field);
                case "62F", "62M" -> {
                    return finish(field);
                }
                default -> {
                    // :20:, :21:, :64: and whatever a bank adds say nothing that is kept.
                }
            }
            return null;
        }

        private BankStatement finish(Field field) throws Malformed {
            var balance = balance(field);
            if (number.isBlank()) {
                throw new Malformed(field.line(), ":25:", "the statement names no account");
            }
            if (currency.isEmpty()) {
                throw new Malformed(field.line(), ":60F:", "the statement has no opening balance");
            }
            if (!balance.group(3).equals(currency)) {
                throw new Malformed(
                        field.line(), ":62F:", "is in %s, the statement in %s".formatted(balance.group(3), currency));
            }
            return new BankStatement(
                    StatementFormat.MT940,
                    number,
                    currency,
                    reference,
                    opening,
                    signed(balance, 1, 4, field),
                    day(balance.group(2), field),
                    lines,
                    field.line());
        }

        private static Matcher balance(Field field) throws Malformed {
            Matcher balance = BALANCE.matcher(field.value().strip());
            if (!balance.matches()) {
                throw new Malformed(field.line(), ":" + field.tag() + ":", "is no balance such as C260131EUR1234,56");
            }
            return balance;
        }

        private BankStatement.Line line(Field field) throws Malformed {
            Matcher line = LINE.matcher(field.value());
            if (currency.isEmpty() || !line.matches()) {
                throw new Malformed(
                        field.line(),
                        ":61:",
                        currency.isEmpty()
                                ? "comes before :60F:"
                                : "is no line such as 2601310131C100,00NTRFREF//BANKREF");
            }
            var amount = signed(line, 3, 5, field);
            return new BankStatement.Line(
                    day(line.group(1), field),
                    amount,
                    "",
                    line.group(9) == null ? "" : line.group(9).strip(),
                    line.group(7).strip());
        }

        private void describe(Field field) throws Malformed {
            if (lines.isEmpty()) {
                return;
            }
            var line = lines.removeLast();
            var text = new StringBuilder();
            var party = new StringBuilder();
            var joined = field.value().replace("\n", "");
            Matcher sub = SUBFIELD.matcher(joined);
            boolean structured = false;
            while (sub.find()) {
                structured = true;
                int code = Integer.parseInt(sub.group(1));
                if ((code >= 20 && code <= 29) || code >= 60) {
                    text.append(sub.group(2));
                } else if (code == 32 || code == 33) {
                    party.append(sub.group(2));
                }
            }
            lines.add(new BankStatement.Line(
                    line.date(),
                    line.amount(),
                    party.toString().strip(),
                    structured
                            ? text.toString().strip()
                            : field.value().replace("\n", " ").strip(),
                    line.reference()));
        }

        private static BigDecimal signed(Matcher given, int sign, int amount, Field field) throws Malformed {
            var text = given.group(amount);
            var value = new BigDecimal((text.endsWith(",") ? text + "0" : text).replace(',', '.'));
            return switch (given.group(sign)) {
                case "C", "RD" -> value;
                case "D", "RC" -> value.negate();
                default -> throw new Malformed(field.line(), ":" + field.tag() + ":", "is neither credit nor debit");
            };
        }

        private static LocalDate day(String given, Field field) throws Malformed {
            try {
                return LocalDate.parse(given, DAY);
            } catch (DateTimeException e) {
                throw new Malformed(field.line(), ":" + field.tag() + ":", "\"%s\" is no day".formatted(given));
            }
        }
    }
}
