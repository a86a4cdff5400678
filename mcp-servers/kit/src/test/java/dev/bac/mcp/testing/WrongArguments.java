package dev.bac.mcp.testing;

import dev.bac.mcp.Effect;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tools of which each argument, also those within lines, is made wrong in each way, in a call that is right but for it: what
 * is refused is refused by the argument's name and changes nothing at all, what is taken is text that means nothing to the
 * database. None of it is an error of ours.
 */
public final class WrongArguments {
    private static final Set<String> REFUSALS = Set.of(
            "invalid",
            "invalid_arguments",
            "not_found",
            "conflict",
            "ambiguous",
            "idempotency_conflict",
            "unavailable");
    private static final String FOREIGN = "\"0198c0de-1111-7000-8000-000000000001\"";
    private static final List<String> VALUES = List.of(
            "{}",
            "{\"a\":1}",
            "[]",
            "[{}]",
            "[null]",
            "true",
            "-1",
            "0",
            "1e30",
            "1000000000000000000000000000000",
            "0.0000000001",
            "\"NaN\"",
            "\"\"",
            "\"   \"",
            "\"many\"",
            "\"-5\"",
            "\"1e30\"",
            "1e400",
            FOREIGN,
            "\"2026-02-29\"",
            "\"2016-12-31T23:59:60Z\"",
            "\"0000-00-00\"",
            "\"9999-12-31\"",
            "\"+999999999-12-31\"",
            "\"-999999999-01-01\"",
            "\"JPY\"",
            "\"XXX\"",
            "\"\uD83D\uDE80\uD83C\uDDE9\uD83C\uDDEA\"",
            "\"\\u202E\\u05E9\\u05DC\\u05D5\\u05DD\"",
            "\"\\ud800\"",
            "\"'; DROP TABLE invoice; --\"",
            "\"=HYPERLINK(\\\"http://x\\\")\"",
            "\"%_\\\\\"",
            "\"a\\u0000b\"",
            "\"${jndi:ldap://x}\"",
            "\"" + "x".repeat(5_000) + "\"");
    private static final Set<String> NO_AMOUNT =
            Set.of("{}", "true", "1e30", "1000000000000000000000000000000", "\"NaN\"", "\"many\"", "\"1e30\"", "1e400");
    private static final Set<String> NO_DAY = Set.of(
            "{}",
            "true",
            "-1",
            "\"many\"",
            "\"2026-02-29\"",
            "\"2016-12-31T23:59:60Z\"",
            "\"0000-00-00\"",
            "\"-999999999-01-01\"",
            "\"+999999999-12-31\"");
    private static final Set<String> NO_CURRENCY = Set.of("{}", "true", "\"XXX\"", "\"many\"", FOREIGN);

    /**
     * By the names of arguments: what they can be in no case.
     *
     * @param amounts numbers with limits
     * @param names of records, which no id that nobody has can be
     */
    public record Kinds(Set<String> amounts, Set<String> days, Set<String> names, Set<String> currencies) {}

    private final TestServer company;
    private final Map<String, ObjectNode> right;
    private final Kinds kinds;
    private final int stride;
    private final List<String> wrong = new ArrayList<>();
    private int number;
    private int calls;

    /**
     * @param right for each tool a call that is right
     * @param stride 1 tries all, n each n-th
     */
    public WrongArguments(TestServer company, Map<String, ObjectNode> right, Kinds kinds, int stride) {
        this.company = company;
        this.right = Map.copyOf(right);
        this.kinds = kinds;
        this.stride = stride;
    }

    /** What should not be: empty when all is as it should. */
    public List<String> of(List<Tool<?, ?>> tools) {
        for (var tool : tools) {
            if (tool.arguments().getRecordComponents().length > 0) {
                matrix(tool);
            }
        }
        return List.copyOf(wrong);
    }

    /** How many calls were tried. */
    public int calls() {
        return calls;
    }

    private void matrix(Tool<?, ?> tool) {
        var call = right.get(tool.name());
        if (call == null) {
            wrong.add(tool.name() + " has no call that is right");
            return;
        }
        if (tried(tool, call) instanceof ToolAnswer.Refused refused) {
            wrong.add(tool.name() + " " + call + " should be right: " + refused.text());
            return;
        }
        for (var argument : tool.arguments().getRecordComponents()) {
            for (var value : VALUES) {
                var arguments = call.deepCopy();
                arguments.set(argument.getName(), ToolJson.mapper().readTree(value));
                check(tool, argument.getName(), value, arguments);
            }
            if (call.get(argument.getName()) instanceof ArrayNode list && list.get(0) instanceof ObjectNode line) {
                for (var field : line.propertyNames()) {
                    for (var value : VALUES) {
                        var arguments = call.deepCopy();
                        ((ObjectNode) arguments.get(argument.getName()).get(0))
                                .set(field, ToolJson.mapper().readTree(value));
                        check(tool, field, value, arguments);
                    }
                }
            }
        }
    }

    private void check(Tool<?, ?> tool, String field, String value, ObjectNode arguments) {
        if (number++ % stride != 0) {
            return;
        }
        calls++;
        var said = arguments.toString();
        var shown = tool.name() + " " + field + "=" + value.substring(0, Math.min(value.length(), 40)) + " in "
                + said.substring(0, Math.min(said.length(), 300));
        if (!(tried(tool, arguments) instanceof ToolAnswer.Refused refused)) {
            if (nothing(field, value)) {
                wrong.add(shown + " is taken");
            }
            return;
        }
        if (!REFUSALS.contains(refused.code()) || refused.text().contains("Reference ")) {
            wrong.add(shown + " answers " + refused.code() + " " + refused.text());
        } else if (!refused.text().toLowerCase(Locale.ROOT).contains(field.toLowerCase(Locale.ROOT))
                && !refused.text().matches("(?s)\\w[\\w.]*(\\[\\d+])?[\\w.]*: .+")) {
            wrong.add(shown + " does not name the argument: " + refused.text());
        }
        if (tool.effect() != Effect.READ) {
            var before = Everything.of(company);
            company.agreed(tool.name(), arguments);
            if (!Everything.of(company).equals(before)) {
                wrong.add(shown + " was refused and changed something");
            }
        }
    }

    /** What can be no such thing must be refused. */
    private boolean nothing(String field, String value) {
        return kinds.amounts().contains(field) && NO_AMOUNT.contains(value)
                || kinds.days().contains(field) && NO_DAY.contains(value)
                || kinds.names().contains(field) && value.equals(FOREIGN)
                || kinds.currencies().contains(field) && NO_CURRENCY.contains(value);
    }

    /** What it would come to. */
    private ToolAnswer tried(Tool<?, ?> tool, ObjectNode arguments) {
        var call = arguments.deepCopy();
        if (tool.effect() != Effect.READ) {
            call.put("dry_run", true);
        }
        return company.call(ToolInvocation.of(tool.name(), call));
    }
}
