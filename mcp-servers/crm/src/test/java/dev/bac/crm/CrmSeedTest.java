package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.crm.opportunity.Stage;
import dev.bac.crm.seed.CrmSeed;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.testing.TestServer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CrmSeedTest {
    private static final Instant PAST = Instant.parse("2025-03-01T09:00:00Z");
    private final TestServer crm = CrmToolsTest.prepared();

    private static CrmSeed seed(int contacts, int deals, Random random) {
        var accounts = new ArrayList<CrmSeed.AccountSeed>();
        for (int i = 0; i < 200; i++) {
            accounts.add(new CrmSeed.AccountSeed(
                    id("account", i),
                    1001 + i,
                    "Company " + i,
                    "retail",
                    null,
                    null,
                    null,
                    "Hamburg",
                    "DE",
                    "Petra",
                    PAST));
        }
        var people = new ArrayList<CrmSeed.ContactSeed>();
        for (int i = 0; i < contacts; i++) {
            people.add(new CrmSeed.ContactSeed(
                    id("contact", i),
                    1001 + i,
                    id("account", i % 200),
                    "Person " + i,
                    "Buyer",
                    "person" + i + "@company.example",
                    null,
                    PAST));
        }
        var opportunities = new ArrayList<CrmSeed.OpportunitySeed>();
        for (int i = 0; i < deals; i++) {
            var last = Stage.values()[random.nextInt(Stage.values().length)];
            opportunities.add(new CrmSeed.OpportunitySeed(
                    id("deal", i),
                    1001 + i,
                    id("account", i % 200),
                    "Deal " + i,
                    BigDecimal.valueOf(random.nextInt(5_000_000), 2),
                    "EUR",
                    LocalDate.of(2026, 4, 1),
                    "Petra",
                    List.of(
                            new CrmSeed.StageSeen(Stage.NEW, PAST),
                            new CrmSeed.StageSeen(last, PAST.plusSeconds(3600)))));
        }
        return new CrmSeed(List.of(), accounts, people, opportunities, List.of(), List.of());
    }

    private static UUID id(String kind, int number) {
        return UUID.nameUUIDFromBytes((kind + number).getBytes(StandardCharsets.UTF_8));
    }

    private void fill(CrmSeed seed) {
        crm.ok("crm_tenant_seed", ToolJson.mapper().writeValueAsString(seed));
    }

    @Test
    void seedingTwiceChangesNothing() {
        var seed = seed(2000, 300, new Random(1));
        fill(seed);
        fill(seed);

        assertThat(crm.ok("crm_contact_search", "{}").path("total").asInt()).isEqualTo(2000);
        assertThat(crm.ok("crm_opportunity_list", "{\"status\":\"all\"}")
                        .path("total")
                        .asInt())
                .isEqualTo(300);
        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).isEmpty();
        crm.ok("crm_contact_save", "{\"name\":\"One More\"}");
        assertThat(crm.ok("crm_contact_search", "{\"query\":\"One More\"}")
                        .path("summary")
                        .asString())
                .contains("One More");
    }

    @Test
    void theForecastIsTheSumOfAmountsByProbability() {
        long number = Seeds.next();
        var seed = seed(1, 60, new Random(number));
        fill(seed);
        var expected = seed.opportunities().stream()
                .filter(deal -> deal.history().getLast().stage().open())
                .map(deal -> deal.amount()
                        .multiply(BigDecimal.valueOf(
                                deal.history().getLast().stage().probability())))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(100))
                .setScale(2, RoundingMode.HALF_EVEN);

        var sums = crm.ok("crm_opportunity_list", "{}").path("sums");

        assertThat(sums.path(0).path("weighted").path("amount").asString())
                .as("seed " + number)
                .isEqualTo(expected.toPlainString());
    }
}
