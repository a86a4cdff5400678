package dev.bac.llm.planner.telling;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Writes one JSON value for a person: money with its currency, dates as "3 Mar 2026", constants in lower case. */
final class Cell {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final int MAX_CHARACTERS = 80;

    private final ZoneId zone;

    Cell(ZoneId zone) {
        this.zone = zone;
    }

    String of(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (money(value)) {
            return grouped(value.get("amount").asString()) + " "
                    + value.get("currency").asString();
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "yes" : "no";
        }
        if (value.isNumber()) {
            return grouped(value.asString());
        }
        if (value.isObject()) {
            return value.has("name") ? of(value.get("name")) : value.has("number") ? of(value.get("number")) : "";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .limit(6)
                    .map(this::of)
                    .collect(Collectors.joining(", "));
        }
        return text(value.asString());
    }

    static boolean money(JsonNode value) {
        return value.isObject() && value.has("amount") && value.has("currency");
    }

    static boolean numeric(JsonNode value) {
        return value.isNumber() || money(value);
    }

    static boolean id(String key, JsonNode value) {
        return (value.isString()
                        && value.asString().matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"))
                || key.equals("id")
                || key.endsWith("Id")
                || key.endsWith("_id");
    }

    private String text(String text) {
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return DAY.format(LocalDate.parse(text));
            }
            if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
                return MOMENT.format(Instant.parse(text).atZone(zone));
            }
        } catch (DateTimeParseException noDate) {
            return text;
        }
        if (text.matches("[A-Z]{4,}(_[A-Z]+)*")) {
            return text.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        var line = text.replaceAll("\\s+", " ").replace("|", "\\|");
        return line.length() > MAX_CHARACTERS ? line.substring(0, MAX_CHARACTERS - 1) + "…" : line;
    }

    private static String grouped(String number) {
        var decimal = new BigDecimal(number);
        boolean year = decimal.scale() <= 0 && decimal.intValue() >= 1900 && decimal.intValue() < 2100;
        return year
                ? decimal.toPlainString()
                : "%,.{n}f"
                        .replace("{n}", Integer.toString(Math.max(0, Math.min(4, decimal.scale()))))
                        .formatted(decimal);
    }
}
