package dev.bac.llm.planner.telling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TellingTest {
    private final Telling telling = new Telling(ZoneId.of("Europe/Berlin"));

    @Test
    void tellsAListAsATableWithoutIds() {
        var told = told("2 invoices.", """
                {"items":[{"id":"a1","number":"INV-1","due":"2026-03-03","open":{"amount":"1200.00","currency":"EUR"},"status":"PAST_DUE"},
                {"id":"a2","number":"INV-2","due":"2026-03-04","open":{"amount":"5.00","currency":"EUR"},"status":"OPEN"}],"total":40}""");
        assertThat(told)
                .startsWith("2 invoices.")
                .contains("| Number | Due | Open | Status |", "| --- | --- | ---: | --- |")
                .contains("| INV-1 | 3 Mar 2026 | 1,200.00 EUR | past due |")
                .contains("2 of 40 shown.")
                .doesNotContain("a1");
    }

    @Test
    void tellsARecordAsLines() {
        assertThat(told("Added.", "{\"id\":\"x\",\"name\":\"Jane\",\"email\":\"jane@acme.example\",\"active\":true}"))
                .contains("- Name: Jane", "- Email: jane@acme.example", "- Active: yes");
    }

    @Test
    void keepsTextOutOfTheTablesStructure() {
        assertThat(told("x", "{\"items\":[{\"name\":\"a|b\\nc\"}]}")).contains("a\\|b c");
    }

    @Test
    void showsAtMostTwentyRows() {
        var rows = "{\"name\":\"n\"},".repeat(50);
        var told = told("x", "{\"items\":[" + rows.substring(0, rows.length() - 1) + "]}");
        assertThat(told.lines().filter(line -> line.startsWith("| n"))).hasSize(20);
    }

    @Test
    void showsAmountsThatEachRowHoldsInARecordOfTheirOwn() {
        var told = told("Customers owe 300.00 EUR.", """
                {"items":[{"party":"Acme","partyId":"p1","buckets":{"balance":{"amount":"1200.00","currency":"EUR"},
                "notDue":{"amount":"200.00","currency":"EUR"},"days1to30":{"amount":"0.00","currency":"EUR"},
                "days31to60":{"amount":"1000.00","currency":"EUR"},"days61to90":{"amount":"0.00","currency":"EUR"},
                "over90":{"amount":"0.00","currency":"EUR"},"credit":{"amount":"0.00","currency":"EUR"}}},
                {"party":"Hooli","partyId":"p2","buckets":{"balance":{"amount":"90.00","currency":"EUR"},
                "notDue":{"amount":"80.00","currency":"EUR"},"days1to30":{"amount":"0.00","currency":"EUR"},
                "days31to60":{"amount":"0.00","currency":"EUR"},"days61to90":{"amount":"0.00","currency":"EUR"},
                "over90":{"amount":"10.00","currency":"EUR"},"credit":{"amount":"0.00","currency":"EUR"}}}]}""");
        assertThat(told)
                .contains("| Party | Balance | Not due | 31–60 days | Over 90 days |")
                .contains("| Acme | 1,200.00 EUR | 200.00 EUR | 1,000.00 EUR | 0.00 EUR |")
                .contains("| Hooli | 90.00 EUR | 80.00 EUR | 0.00 EUR | 10.00 EUR |");
    }

    private String told(String words, String json) {
        return telling.of(words, Optional.of(JsonMapper.shared().readTree(json)));
    }
}
