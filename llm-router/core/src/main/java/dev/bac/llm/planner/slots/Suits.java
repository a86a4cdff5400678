package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.spans.Value.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** How well the kind of a piece suits the kind of an argument, before any word around it is heard. 0 is never. */
public final class Suits {
    private static final Pattern COMPANY_ENDING = Pattern.compile(
            "(?i).*\\b(inc|ltd|llc|gmbh|corp|ag|group|industries|enterprises|company|co|sa|plc|bv|kg|se|holding)\\.?$");

    /** Stems of what goes by a number and hardly ever by a name. */
    private static final java.util.Set<String> NUMBERED =
            java.util.Set.of("invoic", "order", "bill", "payment", "messag", "shipment");

    private Suits() {}

    static double of(Param param, Span span) {
        return switch (param.role()) {
            case EMAIL -> span.value() instanceof Value.Email ? 4 : 0;
            case PHONE -> span.value() instanceof Value.Phone ? 4 : 0;
            case LINK -> span.value() instanceof Value.Link ? 3 : 0;
            case DATE -> date(param, span.value());
            case TIME -> span.value() instanceof Value.Time ? 3 : 0;
            case CURRENCY -> span.value() instanceof Value.Currency ? 2.5 : 0;
            case AMOUNT, PERCENT, LIMIT, NUMBER -> number(param, span.value());
            case PERSON -> named(name(param, span, 0.6), person(span) ? 0.8 : 0);
            case COMPANY -> named(name(param, span, 0.6), person(span) ? param.required() ? -0.3 : -0.8 : 0.4);
            case PLACE -> named(name(param, span, 0.5), Countries.likely(param, span.text()));
            case NAME -> name(param, span, 0.5);
            case RECORD -> record(param, span);
            case CODE -> code(param, span);
            case PROSE -> prose(span.value());
            case QUERY -> query(span.value());
            case OTHER -> other(span) + addressed(param, span.value());
            case SORT, CURSOR, FLAG, CHOICE -> 0;
        };
    }

    private static double date(Param param, Value value) {
        if (value instanceof Value.Days) {
            return 2.5;
        }
        return value instanceof Value.Time && param.format().equals("date-time") ? 0.5 : 0;
    }

    private static double number(Param param, Value value) {
        if (value instanceof Value.Count count) {
            return count(param, count);
        }
        boolean money = param.role() == Role.AMOUNT;
        boolean share = param.role() == Role.PERCENT;
        return weigh(value, Map.of(Kind.AMOUNT, money ? 2.6 : 1.1, Kind.PERCENT, share ? 2.4 : 0.7));
    }

    private static double count(Param param, Value.Count number) {
        boolean year = number.number().scale() <= 0
                && number.number().intValue() > 1000
                && number.number().intValue() < 2200;
        boolean whole = number.number().stripTrailingZeros().scale() <= 0;
        double base = param.stems().contains("year") && !param.name().endsWith("s") ? year ? 2.5 : 0.3 : 1;
        base += param.role() == Role.AMOUNT && !(year && number.number().intValue() > 1900) ? 0.5 : 0;
        base -= param.role() == Role.PERCENT ? 0.4 : 0;
        return base - (param.type().equals("integer") && !whole ? 0.6 : 0);
    }

    /** The weight of a piece's kind; a kind that is not listed is never such an argument. */
    private static double weigh(Value value, Map<Kind, Double> weights) {
        return weights.getOrDefault(value.kind(), 0.0);
    }

    private static double name(Param param, Span span, double phrase) {
        double code = param.ref().isPresent() ? 2.2 + prefix(param, span) : 0.7;
        double words = phrase + (mixed(span.text()) ? 1.2 : 0.5);
        return weigh(span.value(), Map.of(Kind.NAME, 1.9, Kind.QUOTED, 1.8, Kind.PHRASE, words, Kind.CODE, code));
    }

    private static double named(double base, double likely) {
        return base > 0 ? base + likely : 0;
    }

    private static boolean person(Span span) {
        return span.value() instanceof Value.Name name
                && name.name().strip().split("\\s+").length >= 2
                && !COMPANY_ENDING.matcher(name.name()).matches();
    }

    private static double record(Param param, Span span) {
        boolean numbered = NUMBERED.stream().anyMatch(param.stems()::contains);
        return switch (span.value().kind()) {
            case CODE -> 2.2 + prefix(param, span);
            case EMAIL -> 0.9;
            case COUNT -> digits(span) ? 0.05 : 0;
            case NAME, QUOTED, PHRASE -> name(param, span, 0.7) - (numbered ? 1.2 : 0);
            case FREE, AMOUNT, PERCENT, DAYS, TIME, PHONE, LINK, SEVERAL, NUMBERS, CURRENCY -> 0;
        };
    }

    private static double code(Param param, Span span) {
        double code = 2.4 + prefix(param, span);
        double count = digits(span) ? 1.0 : 0.0;
        return weigh(
                span.value(),
                Map.of(Kind.CODE, code, Kind.COUNT, count, Kind.QUOTED, 1.5, Kind.NAME, 0.9, Kind.PHRASE, 0.5));
    }

    /** "The second one" holds no number of a record. */
    private static boolean digits(Span span) {
        return Character.isDigit(span.text().charAt(0));
    }

    /** INV-1001 speaks for an invoice, SO-1001 for a sales order, SKU-1001 for an item whose number is a SKU. */
    public static boolean prefixed(Param param, Span span) {
        return prefix(param, span) > 0;
    }

    static double prefix(Param param, Span span) {
        var letters = span.text().replaceAll("[^A-Za-z].*$", "").toLowerCase(Locale.ROOT);
        if (letters.length() < 2) {
            return 0;
        }
        var own = (param.name() + " " + param.ref().orElse("")).toLowerCase(Locale.ROOT);
        var initials = new StringBuilder();
        for (var word : param.ref().orElse(param.name()).split("_")) {
            initials.append(word.isEmpty() ? "" : word.charAt(0));
        }
        if (begins(own, letters) || initials.toString().startsWith(letters)) {
            return 1.5;
        }
        return begins(param.description().toLowerCase(Locale.ROOT), letters) ? 0.7 : -0.8;
    }

    private static boolean begins(String text, String letters) {
        return java.util.List.of(text.split("[^a-z]+")).stream().anyMatch(word -> word.startsWith(letters));
    }

    private static double prose(Value value) {
        return weigh(value, Map.of(Kind.FREE, 3.0, Kind.QUOTED, 2.8, Kind.PHRASE, 0.9, Kind.NAME, 0.5));
    }

    private static double query(Value value) {
        return weigh(
                value,
                Map.of(
                        Kind.QUOTED,
                        2.2,
                        Kind.CODE,
                        2.2,
                        Kind.NAME,
                        2.0,
                        Kind.EMAIL,
                        2.0,
                        Kind.PHONE,
                        2.0,
                        Kind.PHRASE,
                        1.8));
    }

    /** An argument that takes a phone number, an address or a person: whom a message goes to. */
    private static double addressed(Param param, Value value) {
        var about = param.description().toLowerCase(Locale.ROOT);
        boolean person = about.contains("contact") || about.contains("name") || about.contains("person");
        boolean when = about.matches(".*\\b(duration|period|time ?frame|time range|when|date)\\b.*");
        return weigh(
                value,
                Map.of(
                        Kind.PHONE,
                        about.contains("phone") || about.contains("number") ? 3.0 : 0,
                        Kind.EMAIL,
                        about.contains("mail") ? 2.5 : 0,
                        Kind.NAME,
                        person ? 0.6 : 0,
                        Kind.DAYS,
                        when ? 1.5 : 0));
    }

    private static double other(Span span) {
        return weigh(
                span.value(),
                Map.of(
                        Kind.QUOTED,
                        2.0,
                        Kind.NAME,
                        1.8,
                        Kind.CODE,
                        1.3,
                        Kind.PHRASE,
                        mixed(span.text()) ? 1.4 : 1.1,
                        Kind.FREE,
                        0.7,
                        Kind.LINK,
                        0.8,
                        Kind.EMAIL,
                        0.8,
                        Kind.CURRENCY,
                        0.6,
                        Kind.DAYS,
                        0.4));
    }

    private static boolean mixed(String text) {
        return text.chars().anyMatch(Character::isUpperCase);
    }
}
