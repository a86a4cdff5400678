package dev.bac.orchestrator.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.SchemaSpec;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import dev.bac.store.journal.Fence;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whoever goes through all companies sees them all, however many pages they are. */
class CompaniesTest {
    private static final int PAGE = 3;

    @Test
    void listsEveryCompanyOnceThoughSomeBeganInTheSameMoment() {
        var now = new Instant[] {Instant.parse("2026-01-01T00:00:00Z")};
        InstantSource clock = () -> now[0];
        var store = TestPlatform.shared()
                .platform()
                .storage()
                .database()
                .open(new SchemaSpec("many_companies", List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)));
        var companies =
                new Companies(new GlobalRows(store, clock, new UuidV7(Clock.systemUTC(), new SecureRandom())), PAGE);
        assertThat(companies.list()).isEmpty();
        assertThat(companies.first()).isEmpty();

        var all = new ArrayList<TenantId>();
        for (int i = 0; i < 4 * PAGE; i++) {
            // Five at a time begin at once, so that pages end amid them.
            now[0] = now[0].plus(i % 5 == 0 ? Duration.ofSeconds(1) : Duration.ZERO);
            var settings =
                    new TenantSettings("Company " + i, Currency.getInstance("EUR"), TestPlatform.ZONE, Locale.ENGLISH);
            all.add(companies.create("company-" + i, settings).id());
        }
        for (int i = 1; i < all.size(); i++) {
            companies.activate(all.get(i));
        }
        companies.close(all.get(4));
        companies.suspend(all.get(7));

        assertThat(companies.list().stream().map(Company::id))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(one -> !one.equals(all.get(4))).toList());
        assertThat(companies.active().stream().map(Company::id))
                .doesNotHaveDuplicates()
                .hasSize(all.size() - 3)
                .doesNotContain(all.get(0), all.get(4), all.get(7))
                .contains(all.getLast());
        assertThat(companies.first()).contains(companies.active().getFirst());
    }
}
