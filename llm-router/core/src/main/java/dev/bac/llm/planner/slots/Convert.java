package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes a piece of a sentence as the JSON an argument wants. */
final class Convert {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** How a description wants a day written: "MM-DD-YYYY", "dd/mm/yyyy". */
    private static final Pattern ORDER =
            Pattern.compile("(?i)\\b(?:MM[-/.]DD[-/.]YYYY|DD[-/.]MM[-/.]YYYY|YYYY/MM/DD|MM[-/.]YYYY)\\b");

    private Convert() {}

    static JsonNode number(Param param, Value value) {
        var number = value instanceof Value.Percent percent ? percent(param, percent.number()) : number(value);
        return number(param.type(), number);
    }

    private static BigDecimal number(Value value) {
        return value instanceof Value.Count count
                ? count.number()
                : value instanceof Value.Amount amount ? amount.number() : BigDecimal.ZERO;
    }

    static JsonNode number(String type, BigDecimal number) {
        var plain = number.stripTrailingZeros().scale() < 0 ? number.setScale(0) : number;
        if (type.equals("integer") && plain.stripTrailingZeros().scale() <= 0) {
            return JSON.numberNode(plain.longValue());
        }
        return type.equals("string") ? JSON.stringNode(plain.toPlainString()) : JSON.numberNode(plain);
    }

    /** 8 % is 8 where percent is asked for, 0.08 where a rate is. */
    private static BigDecimal percent(Param param, BigDecimal number) {
        var about = (param.name() + " " + param.description()).toLowerCase(Locale.ROOT);
        boolean fraction =
                about.matches("(?s).*\\b(?:as a decimal|decimal form|fraction|between 0 and 1|0\\.\\d+)\\b.*");
        boolean asPercent =
                param.type().equals("integer") || (!fraction && (about.contains("percent") || about.contains("%")));
        return asPercent ? number : number.movePointLeft(2);
    }

    static JsonNode day(Param param, LocalDate day, LocalTime time, ZoneId zone) {
        if (param.format().equals("date-time")) {
            return JSON.stringNode(day.atTime(time).atZone(zone).toInstant().toString());
        }
        var order = ORDER.matcher(param.description());
        return JSON.stringNode(
                order.find() && param.format().isEmpty()
                        ? day.format(DateTimeFormatter.ofPattern(
                                order.group()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('m', 'M')
                                        .replace('y', 'u'),
                                Locale.ROOT))
                        : day.toString());
    }

    /** The text of a piece as a string argument takes it. */
    static String text(Span span) {
        return switch (span.value()) {
            case Value.Quoted quoted -> quoted.text();
            case Value.Free free -> free.text();
            case Value.Email email -> email.address();
            case Value.Phone phone -> phone.e164();
            case Value.Code code -> code.code();
            case Value.Currency currency -> currency.code();
            case Value.Days days ->
                days.single()
                        ? days.from().toString()
                        : span.text()
                                .replaceAll("(?i)^(?:in|during|for|of|since|from|by|the) ", "")
                                .replaceAll("(?i)^(?:the )?(?:last|past|next) (?=\\d|two|three)", "");
            case Value.Time time -> time.time().toString();
            case Value.Link link -> link.url();
            case Value.Name name -> name.name();
            case Value.Phrase phrase -> phrase.text();
            case Value.Count number -> number.number().toPlainString();
            case Value.Amount amount -> amount.number().toPlainString();
            case Value.Percent _, Value.Several _, Value.Numbers _ -> span.text();
        };
    }

    /** An array argument of simple elements; empty when it cannot hold such things. */
    static JsonNode list(Param param, Value value, String text) {
        var array = JSON.arrayNode();
        var element = Param.type(param.element());
        boolean numbers = Set.of("integer", "number").contains(element);
        switch (value) {
            case Value.Numbers several -> several.items().forEach(item -> array.add(number(element, item)));
            case Value.Several several when !numbers -> several.items().forEach(array::add);
            case Value.Count number when numbers -> array.add(number(element, number.number()));
            case Value.Count _, Value.Several _, Value.Percent _ -> {}
            case Value.Amount amount when numbers -> array.add(number(element, amount.number()));
            case Value.Amount _,
                    Value.Days _,
                    Value.Time _,
                    Value.Email _,
                    Value.Phone _,
                    Value.Link _,
                    Value.Code _,
                    Value.Name _,
                    Value.Quoted _,
                    Value.Free _,
                    Value.Phrase _,
                    Value.Currency _ -> {
                if (!numbers && !text.isBlank()) {
                    List.of(text).forEach(array::add);
                }
            }
        }
        return array;
    }
}
