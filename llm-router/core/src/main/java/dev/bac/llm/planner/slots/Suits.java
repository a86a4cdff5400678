package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import java.util.Locale;
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
            case OTHER -> other(span.value()) + addressed(param, span.value());
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
        return switch (value) {
            case Value.Count number -> {
                boolean year = number.number().scale() <= 0
                        && number.number().intValue() > 1000
                        && number.number().intValue() < 2200;
                boolean whole = number.number().stripTrailingZeros().scale() <= 0;
                double base = param.stems().contains("year") && !param.name().endsWith("s") ? year ? 2.5 : 0.3 : 1;
                base += param.role() == Role.AMOUNT && !(year && number.number().intValue() > 1900) ? 0.5 : 0;
                base -= param.role() == Role.PERCENT ? 0.4 : 0;
                yield base - (param.type().equals("integer") && !whole ? 0.6 : 0);
            }
            case Value.Amount _ -> param.role() == Role.AMOUNT ? 2.6 : 1.1;
            case Value.Percent _ -> param.role() == Role.PERCENT ? 2.4 : 0.7;
            case Value.Days _,
                    Value.Time _,
                    Value.Email _,
                    Value.Phone _,
                    Value.Link _,
                    Value.Code _,
                    Value.Name _,
                    Value.Quoted _,
                    Value.Free _,
                    Value.Phrase _,
                    Value.Several _,
                    Value.Numbers _,
                    Value.Currency _ -> 0;
        };
    }

    private static double name(Param param, Span span, double phrase) {
        return switch (span.value()) {
            case Value.Name _ -> 1.9;
            case Value.Quoted _ -> 1.8;
            case Value.Phrase text -> phrase + (mixed(text.text()) ? 1.2 : 0.5);
            case Value.Code _ -> param.ref().isPresent() ? 2.2 + prefix(param, span) : 0.7;
            case Value.Free _,
                    Value.Count _,
                    Value.Amount _,
                    Value.Percent _,
                    Value.Days _,
                    Value.Time _,
                    Value.Email _,
                    Value.Phone _,
                    Value.Link _,
                    Value.Several _,
                    Value.Numbers _,
                    Value.Currency _ -> 0;
        };
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
        return switch (span.value()) {
            case Value.Code _ -> 2.2 + prefix(param, span);
            case Value.Email _ -> 0.9;
            case Value.Count _ -> 0.05;
            case Value.Name _, Value.Quoted _, Value.Phrase _ -> name(param, span, 0.7) - (numbered ? 1.2 : 0);
            case Value.Free _,
                    Value.Amount _,
                    Value.Percent _,
                    Value.Days _,
                    Value.Time _,
                    Value.Phone _,
                    Value.Link _,
                    Value.Several _,
                    Value.Numbers _,
                    Value.Currency _ -> 0;
        };
    }

    private static double code(Param param, Span span) {
        return switch (span.value()) {
            case Value.Code _ -> 2.4 + prefix(param, span);
            case Value.Count _ -> 1;
            case Value.Quoted _ -> 1.5;
            case Value.Name _ -> 0.9;
            case Value.Phrase _ -> 0.5;
            case Value.Free _,
                    Value.Email _,
                    Value.Amount _,
                    Value.Percent _,
                    Value.Days _,
                    Value.Time _,
                    Value.Phone _,
                    Value.Link _,
                    Value.Several _,
                    Value.Numbers _,
                    Value.Currency _ -> 0;
        };
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
        return switch (value) {
            case Value.Free _ -> 3;
            case Value.Quoted _ -> 2.8;
            case Value.Phrase _ -> 0.9;
            case Value.Name _ -> 0.5;
            case Value.Code _,
                    Value.Email _,
                    Value.Count _,
                    Value.Amount _,
                    Value.Percent _,
                    Value.Days _,
                    Value.Time _,
                    Value.Phone _,
                    Value.Link _,
                    Value.Several _,
                    Value.Numbers _,
                    Value.Currency _ -> 0;
        };
    }

    private static double query(Value value) {
        return switch (value) {
            case Value.Quoted _, Value.Code _ -> 2.2;
            case Value.Name _, Value.Email _, Value.Phone _ -> 2;
            case Value.Phrase _ -> 1.8;
            case Value.Free _,
                    Value.Link _,
                    Value.Currency _,
                    Value.Days _,
                    Value.Count _,
                    Value.Amount _,
                    Value.Percent _,
                    Value.Time _,
                    Value.Several _,
                    Value.Numbers _ -> 0;
        };
    }

    /** An argument that takes a phone number, an address or a person: whom a message goes to. */
    private static double addressed(Param param, Value value) {
        var about = param.description().toLowerCase(Locale.ROOT);
        return switch (value) {
            case Value.Phone _ -> about.contains("phone") || about.contains("number") ? 3 : 0;
            case Value.Email _ -> about.contains("mail") ? 2.5 : 0;
            case Value.Name _ ->
                about.contains("contact") || about.contains("name") || about.contains("person") ? 0.6 : 0;
            case Value.Days _ ->
                about.matches(".*\\b(duration|period|time ?frame|time range|when|date)\\b.*") ? 1.5 : 0;
            case Value.Quoted _,
                    Value.Code _,
                    Value.Phrase _,
                    Value.Free _,
                    Value.Link _,
                    Value.Currency _,
                    Value.Count _,
                    Value.Amount _,
                    Value.Percent _,
                    Value.Time _,
                    Value.Several _,
                    Value.Numbers _ -> 0;
        };
    }

    private static double other(Value value) {
        return switch (value) {
            case Value.Quoted _ -> 2;
            case Value.Name _ -> 1.8;
            case Value.Code _ -> 1.3;
            case Value.Phrase text -> mixed(text.text()) ? 1.4 : 1.1;
            case Value.Free _ -> 0.7;
            case Value.Link _, Value.Email _ -> 0.8;
            case Value.Currency _ -> 0.6;
            case Value.Days _ -> 0.4;
            case Value.Count _,
                    Value.Amount _,
                    Value.Percent _,
                    Value.Time _,
                    Value.Phone _,
                    Value.Several _,
                    Value.Numbers _ -> 0;
        };
    }

    private static boolean mixed(String text) {
        return text.chars().anyMatch(Character::isUpperCase);
    }
}
