package dev.bac.llm.planner.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares a call with the accepted answers as BFCL's AST check does: strings without case, spaces and ,./-_*^. */
final class Scoring {
    private Scoring() {}

    /** What is wrong with the arguments; empty when all are right. */
    static String wrong(Case wanted, ObjectNode arguments) {
        for (var accepted : wanted.accepted().entrySet()) {
            var given = arguments.get(accepted.getKey());
            if (given == null
                    ? accepted.getValue().stream().noneMatch(Scoring::absent)
                    : !any(accepted.getValue(), given)) {
                return accepted.getKey() + "=" + given + " not in " + accepted.getValue();
            }
        }
        for (var given : arguments.properties()) {
            if (wanted.strict() && !wanted.accepted().containsKey(given.getKey())) {
                return "spare " + given.getKey() + "=" + given.getValue();
            }
        }
        return "";
    }

    private static boolean absent(JsonNode value) {
        return value == CompanySet.ANYTHING
                || value.isNull()
                || value.isString() && value.asString().isEmpty();
    }

    private static boolean any(List<JsonNode> accepted, JsonNode given) {
        return accepted.stream().anyMatch(value -> value == CompanySet.ANYTHING || same(value, given));
    }

    static boolean same(JsonNode value, JsonNode given) {
        if (value.isNumber() && given.isNumber()) {
            return value.decimalValue().compareTo(given.decimalValue()) == 0;
        }
        if (value.isArray() && given.isArray()) {
            if (value.size() != given.size()) {
                return false;
            }
            for (int i = 0; i < value.size(); i++) {
                if (!same(value.get(i), given.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (value.isObject() && given.isObject()) {
            for (var property : value.properties()) {
                var theirs = given.get(property.getKey());
                boolean fits = property.getValue().isArray() && (theirs == null || !theirs.isArray())
                        ? theirs == null
                                ? any(property.getValue(), "")
                                : any(
                                        List.copyOf(property.getValue()
                                                .valueStream()
                                                .toList()),
                                        theirs)
                        : theirs != null && same(property.getValue(), theirs);
                if (!fits) {
                    return false;
                }
            }
            return true;
        }
        if (decimal(value) && decimal(given)) {
            return value.isString() == given.isString()
                    && new BigDecimal(value.asString()).compareTo(new BigDecimal(given.asString())) == 0;
        }
        return plain(value.asString("")).equals(plain(given.asString(""))) && value.isString() == given.isString()
                || value.isBoolean() && value.equals(given);
    }

    private static boolean any(JsonNode values, String absent) {
        return values.valueStream().anyMatch(value -> value.asString("?").equals(absent));
    }

    private static boolean decimal(JsonNode value) {
        return value.isString() && value.asString().matches("-?\\d+(\\.\\d+)?");
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[ ,./\\-_*^'\"]", "");
    }
}
