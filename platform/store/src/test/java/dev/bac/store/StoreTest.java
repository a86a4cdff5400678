package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.store.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTest {

    @Test
    void knowsTheTenantsSettings() {
        Store store = TestDatabase.shared().open(new SchemaSpec("first", List.of()));
        var tenant = TestDatabase.newTenant(store);

        String currency = store.read(tenant, tx -> tx.settings().currency().getCurrencyCode());

        assertThat(currency).isEqualTo("EUR");
    }
}
