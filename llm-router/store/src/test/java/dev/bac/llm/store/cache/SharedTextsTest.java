package dev.bac.llm.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.TenantSettings;
import dev.bac.store.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SharedTextsTest {
    private static final TenantSettings BERLIN =
            new TenantSettings("Ours", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH);
    private static final String KEY = "d".repeat(64);

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final TenantId tenant = new TenantId(UUID.randomUUID());

    private SharedTexts node() {
        var router = RouterStore.open(TestDatabase.shared(), _ -> Optional.of(BERLIN));
        return new SharedTexts(router, new SharedTexts.Limits(Duration.ofHours(1), 100), () -> now);
    }

    @Test
    void aSecondNodeFindsWhatTheFirstKeptAndAnotherTenantDoesNot() {
        node().keep(tenant, KEY, "first");
        node().keep(tenant, KEY, "second");

        assertThat(node().find(tenant, KEY)).contains("second");
        assertThat(node().find(new TenantId(UUID.randomUUID()), KEY)).isEmpty();
    }

    @Test
    void keepsNothingTooLongAndNothingTooOld() {
        node().keep(tenant, KEY, "x".repeat(101));
        assertThat(node().find(tenant, KEY)).isEmpty();

        node().keep(tenant, KEY, "short");
        now = now.plus(Duration.ofHours(1));
        assertThat(node().find(tenant, KEY)).isEmpty();
    }
}
