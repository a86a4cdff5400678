package dev.bac.llm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.StoreException;
import dev.bac.store.TenantSettings;
import dev.bac.store.Tx;
import dev.bac.store.testing.TestDatabase;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RouterStoreTest {
    private static final TenantSettings BERLIN =
            new TenantSettings("Ours", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH);

    private final TenantId ours = new TenantId(UUID.randomUUID());
    private final RouterStore router = RouterStore.open(
            TestDatabase.shared(), tenant -> Optional.of(BERLIN).filter(_ -> tenant.equals(ours)));

    @Test
    void preparesItselfForATenantAtItsFirstCall() {
        TenantSettings read = router.read(ours, Tx::settings);
        TenantSettings written = router.write(ours, Tx::settings);

        assertThat(read).isEqualTo(BERLIN);
        assertThat(written).isEqualTo(BERLIN);
    }

    @Test
    void refusesATenantThatNobodyKnows() {
        var unknown = new TenantId(UUID.randomUUID());

        assertThatThrownBy(() -> router.read(unknown, Tx::settings))
                .isInstanceOf(StoreException.UnknownTenant.class);
    }
}
