package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.crm.opportunity.Stage;
import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.testing.TestServer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pipelines, their forecast and what goes on from stage to stage. */
class PipelineReportTest {
    private static final int HISTORIES = Integer.getInteger("histories", 2);
    private static final Map<String, Integer> DECIMALS = Map.of("EUR", 2, "JPY", 0, "KWD", 3);
    private final TestServer crm = CrmToolsTest.prepared();

    private static final class Deal {
        final String number;
        final String currency;
        BigDecimal amount;
        LocalDate close;
        final List<Stage> history = new ArrayList<>();

        Deal(String number, String currency, BigDecimal amount, LocalDate close) {
            this.number = number;
            this.currency = currency;
            this.amount = amount;
            this.close = close;
            history.add(Stage.NEW);
        }

        Stage stage() {
            return history.getLast();
        }
    }

    private void customer() {
        crm.ok("crm_lead_create", "{\"name\":\"Jane Doe\",\"company\":\"Globex\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");
    }

    private Deal open(Random random) {
        String currency = List.copyOf(new TreeMap<>(DECIMALS).keySet()).get(random.nextInt(3));
        var amount = BigDecimal.valueOf(random.nextInt(9_999_999), DECIMALS.get(currency));
        var close = LocalDate.of(2026, 3, 16).plusDays(random.nextInt(200));
        var made = crm.ok("crm_opportunity_create", """
                {"account":"Globex","name":"Deal","amount":"%s","currency":"%s","closeDate":"%s"}""".formatted(amount.toPlainString(), currency, close));
        return new Deal(made.path("opportunity").path("number").asString(), currency, amount, close);
    }

    private void change(Deal deal, Random random) {
        if (random.nextInt(4) == 0) {
            deal.amount = BigDecimal.valueOf(random.nextInt(9_999_999), DECIMALS.get(deal.currency));
            crm.ok("crm_opportunity_update", """
                    {"opportunity":"%s","amount":"%s"}""".formatted(deal.number, deal.amount.toPlainString()));
            return;
        }
        var stage = Stage.values()[random.nextInt(Stage.values().length)];
        crm.ok("crm_opportunity_update", """
                {"opportunity":"%s","stage":"%s"}""".formatted(deal.number, stage.told()));
        if (stage != deal.stage()) {
            deal.history.add(stage);
        }
    }

    @Test
    void theForecastAndTheConversionAreThoseOfTheHistoryWhateverHappened() {
        for (int run = 0; run < HISTORIES; run++) {
            long seed = Seeds.next();
            var random = new Random(seed);
            var fresh = new PipelineReportTest();
            fresh.customer();
            fresh.check("seed " + seed, random);
        }
    }

    private void check(String seed, Random random) {
        Map<Stage, Integer> probabilities = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            probabilities.put(stage, stage.open() ? random.nextInt(101) : stage.probability());
            crm.ok("crm_setup_pipeline", """
                    {"pipeline":"standard","stages":[{"stage":"%s","probability":%d}]}""".formatted(stage.told(), probabilities.get(stage)));
        }
        var deals = new ArrayList<Deal>();
        for (int step = 0; step < 60; step++) {
            if (deals.isEmpty() || random.nextInt(3) == 0) {
                deals.add(open(random));
            } else {
                change(deals.get(random.nextInt(deals.size())), random);
            }
        }
        var report = crm.ok("crm_pipeline_report", "{}");

        assertThat(weighted(report.path("totals"), "")).as(seed).isEqualTo(expected(deals, probabilities, false));
        assertThat(weighted(report.path("forecast"), "month")).as(seed).isEqualTo(expected(deals, probabilities, true));
        report.path("conversion").forEach(row -> conversion(seed, row, deals));
        for (var deal : deals) {
            var history = crm.ok("crm_opportunity_history", "{\"opportunity\":\"" + deal.number + "\"}");
            assertThat(history.path("items").findValuesAsString("to"))
                    .as(seed)
                    .isEqualTo(deal.history.stream().map(Stage::told).toList());
            assertThat(history.path("lastStage").asString())
                    .as(seed)
                    .isEqualTo(deal.history.reversed().stream()
                            .filter(Stage::open)
                            .findFirst()
                            .orElseThrow()
                            .told());
        }
        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).as(seed).isEmpty();
    }

    private static Map<String, String> weighted(JsonNode rows, String key) {
        var sums = new TreeMap<String, String>();
        rows.forEach(row -> sums.put(
                row.path(key).asString("")
                        + row.path("weighted").path("currency").asString(),
                row.path("weighted").path("amount").asString()));
        sums.values().removeIf(sum -> new BigDecimal(sum).signum() == 0);
        return sums;
    }

    private static Map<String, String> expected(List<Deal> deals, Map<Stage, Integer> probabilities, boolean monthly) {
        var sums = new TreeMap<String, BigDecimal>();
        for (var deal : deals) {
            if (deal.stage().open()) {
                sums.merge(
                        (monthly ? deal.close.toString().substring(0, 7) : "") + deal.currency,
                        deal.amount.multiply(BigDecimal.valueOf(probabilities.get(deal.stage()))),
                        BigDecimal::add);
            }
        }
        var told = new TreeMap<String, String>();
        sums.forEach((key, sum) -> {
            int decimals = DECIMALS.get(key.substring(key.length() - 3));
            var rounded = sum.movePointLeft(2).setScale(decimals, RoundingMode.HALF_EVEN);
            if (rounded.signum() != 0) {
                told.put(key, rounded.toPlainString());
            }
        });
        return told;
    }

    private static void conversion(String seed, JsonNode row, List<Deal> deals) {
        var stage = Stage.valueOf(row.path("stage").asString().toUpperCase(Locale.ROOT));
        var reached = deals.stream()
                .filter(deal -> deal.history.stream().anyMatch(one -> one.open() && one.compareTo(stage) >= 0))
                .toList();
        long wentOn = reached.stream()
                .filter(deal -> deal.stage() == Stage.WON
                        || deal.history.stream().anyMatch(one -> one.open() && one.compareTo(stage) > 0))
                .count();
        assertThat(row.path("reached").asLong()).as(seed).isEqualTo(reached.size());
        assertThat(row.path("wentOn").asLong()).as(seed).isEqualTo(wentOn);
        if (!reached.isEmpty()) {
            assertThat(new BigDecimal(row.path("conversionRate").asString()))
                    .as(seed)
                    .isEqualByComparingTo(BigDecimal.valueOf(wentOn * 100)
                            .divide(BigDecimal.valueOf(reached.size()), 1, RoundingMode.HALF_UP));
        }
    }

    @Test
    void eachPipelineHasProbabilitiesOfItsOwn() {
        customer();
        crm.ok("crm_setup_pipeline", """
                {"pipeline":"Partners","stages":[{"stage":"new","probability":33,"title":"Heard of"}]}""");
        crm.ok("crm_opportunity_create", """
                {"account":"Globex","name":"A","amount":"100","pipeline":"partners"}""");
        crm.ok("crm_opportunity_create", "{\"account\":\"Globex\",\"name\":\"B\",\"amount\":\"100\"}");

        var partners = crm.ok("crm_pipeline_report", "{\"pipeline\":\"PARTNERS\"}");

        assertThat(partners.path("summary").asString())
                .isEqualTo("Pipeline Partners: 1 open deal, 100.00 EUR, 33.00 EUR weighted by probability.");
        assertThat(partners.path("stages").get(0).path("title").asString()).isEqualTo("Heard of");
        assertThat(crm.ok("crm_opportunity_list", "{\"pipeline\":\"partners\"}")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(crm.refused("crm_pipeline_report", "{\"pipeline\":\"Nobody's\"}")
                        .text())
                .contains("Partners, Standard");
    }

    @Test
    void onlyAnAdminSetsProbabilitiesAndOnlyPossibleOnes() {
        var admin = crm.caller();
        var seller = crm.as(new Caller(
                admin.tenant(),
                admin.user(),
                "Seller",
                Set.of(Role.USER),
                admin.scopes(),
                admin.channel(),
                admin.actor()));
        String change = "{\"pipeline\":\"Standard\",\"stages\":[{\"stage\":\"%s\",\"probability\":%d}]}";

        assertThat(seller.refused("crm_setup_pipeline", change.formatted("new", 50))
                        .code())
                .isEqualTo("forbidden");
        assertThat(crm.refused("crm_setup_pipeline", change.formatted("new", 101))
                        .text())
                .startsWith("probability");
        assertThat(crm.refused("crm_setup_pipeline", change.formatted("won", 99))
                        .text())
                .contains("WON is always 100");
    }

    @Test
    void ofTwoUpdatesOfOneVersionOneWinsAndOneGetsAConflict() {
        customer();
        int version = crm.ok("crm_opportunity_create", "{\"account\":\"Globex\",\"name\":\"A\",\"amount\":\"100\"}")
                .path("opportunity")
                .path("version")
                .asInt();
        var outcomes = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String update =
                        "{\"opportunity\":\"OPP-1001\",\"amount\":\"%d\",\"version\":%d}".formatted(200 + i, version);
                threads.submit(() -> outcomes.add(
                        switch (crm.call("crm_opportunity_update", update)) {
                            case ToolAnswer.Refused refused -> refused.code();
                            case ToolAnswer.Result _, ToolAnswer.NeedsApproval _ -> "done";
                        }));
            }
        }

        assertThat(outcomes).containsOnlyOnce("done").hasSize(8);
        assertThat(outcomes.stream().filter("conflict"::equals)).hasSize(7);
    }

    @Test
    void leadsAreCountedByTheirSource() {
        crm.ok("crm_lead_create", "{\"name\":\"Jane Doe\",\"company\":\"Globex\",\"source\":\"Web\"}");
        crm.ok("crm_lead_create", "{\"name\":\"John Roe\",\"company\":\"Hooli\",\"source\":\"web\"}");
        crm.ok("crm_lead_create", "{\"name\":\"Ann Lee\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");

        var report = crm.ok("crm_lead_report", "{}");

        assertThat(report.path("summary").asString())
                .isEqualTo("3 leads: 1 converted, 0 lost, 2 open; 100.0 % of the decided ones converted.");
        assertThat(report.path("sources").get(0).path("source").asString()).isEqualTo("web");
        assertThat(report.path("sources").get(0).path("converted").asInt()).isEqualTo(1);
        assertThat(report.path("sources").get(1).path("source").asString()).isEqualTo("(none)");
    }
}
