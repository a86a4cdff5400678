package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every argument of every tool takes every bad value there is here, in a call that its own example makes right. What comes
 * back is an answer or a refusal that says something, never a failure; and without a person's agreement nothing is booked.
 * {@code -Dhistories=1000} tries all of them, every build each eleventh.
 */
class BadInputTest {
    private static final int STRIDE = Integer.getInteger("histories", 0) >= 1_000 ? 1 : 11;
    private static final List<String> BOOKED = List.of(
            "journal_entry",
            "posting",
            "invoice",
            "bill",
            "payment",
            "credit_note",
            "settlement",
            "refund",
            "counter",
            "pending_transfer",
            "recurring_run");
    private static final List<JsonNode> BAD = Stream.of(
                    "true",
                    "-1",
                    "0",
                    "1e30",
                    "\"1e30\"",
                    "1e400",
                    "\"-0.0000000001\"",
                    "\"\"",
                    "\"   \"",
                    "[]",
                    "{\"a\":1}",
                    "[null]",
                    "\"\\uD83D\\uDE80\"",
                    "\"\\u202E\\u05E9\\u05DC\\u05D5\\u05DD\"",
                    "\"'; DROP TABLE invoice; --\"",
                    "\"=HYPERLINK(\\\"http://x\\\")\"",
                    "\"2026-02-29\"",
                    "\"2016-12-31T23:59:60Z\"",
                    "\"0000-00-00\"",
                    "\"2025-12-31\"",
                    "\"+999999999-12-31\"",
                    "\"00000000-0000-7000-8000-0000000000ff\"",
                    "\"a\\u0000b\"",
                    "\"\\ud800\"",
                    "\"JPY\"",
                    "\"XXX\"",
                    "\"%\"",
                    "\"${jndi:ldap://x}\"")
            .map(json -> ToolJson.mapper().readTree(json))
            .toList();

    private final Books books = Books.open();

    @Test
    void noArgumentOfAnyToolBreaksAnythingWhateverItHolds() {
        books.invoice("Acme", "100", ",\"issueDate\":\"2026-01-05\"");
        books.server().approved("finance_bill_create", "{\"supplier\":\"DHL\",\"amount\":\"7\",\"description\":\"x\"}");
        books.pay("{\"customer\":\"Acme\",\"amount\":\"150\"}");
        books.server().approved("finance_period_lock", "{\"month\":\"2025-12\",\"state\":\"hard\"}");
        var before = booked();
        var broken = new ArrayList<String>();
        int number = 0;
        int refused = 0;
        int calls = 0;
        for (var tool : FinanceServer.declare().tools()) {
            if (tool.hidden() || tool.examples().isEmpty()) {
                continue;
            }
            for (var argument : tool.arguments().getRecordComponents()) {
                for (var bad : BAD) {
                    if (number++ % STRIDE != 0) {
                        continue;
                    }
                    ObjectNode arguments = example(tool);
                    arguments.set(argument.getName(), bad);
                    calls++;
                    try {
                        var answer = books.server().call(ToolInvocation.of(tool.name(), arguments));
                        if (answer instanceof ToolAnswer.Refused told) {
                            refused++;
                            if (told.text().isBlank() || told.text().matches("(?s).*(Exception|SQL|\\bat dev\\.).*")) {
                                broken.add(tool.name() + " " + arguments + ": " + told.text());
                            }
                        }
                    } catch (RuntimeException e) {
                        broken.add(tool.name() + " " + arguments + ": " + e);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(refused).isGreaterThan(calls / 2);
        assertThat(booked()).isEqualTo(before);
        assertThat(books.findings()).isEmpty();
    }

    private static ObjectNode example(Tool<?, ?> tool) {
        return ToolJson.mapper().valueToTree(tool.examples().getFirst().arguments());
    }

    private String booked() {
        return BOOKED.stream().map(table -> table + " " + books.count(table)).collect(Collectors.joining(", "));
    }
}
