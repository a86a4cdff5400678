package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Looks at all businesses that were asked for, by their rows. */
final class AllBusinesses {
    private AllBusinesses() {}

    /** How each stands, by tenant. */
    static TreeMap<UUID, String> states(House house) {
        return house.platform.server("provisioning").store().read(house.admin.tenant(), tx -> {
            var states = new TreeMap<UUID, String>();
            tx.sql()
                    .createQuery("SELECT new_tenant, state FROM activation")
                    .map((row, _) ->
                            states.put(row.getObject("new_tenant", UUID.class), row.getString("state")) == null)
                    .list();
            return states;
        });
    }

    /** How many are neither active nor taken back. */
    static long underWay(House house) {
        return states(house).values().stream()
                .filter(state -> !state.equals("ACTIVE") && !state.equals("COMPENSATED"))
                .count();
    }

    /** Waits until each is active or taken back. */
    static void ended(House house, int minutes) {
        for (int minute = 0; minute <= minutes; minute++) {
            try {
                House.eventually("0", () -> Long.toString(underWay(house)));
                return;
            } catch (AssertionError e) {
                if (minute == minutes) {
                    throw e;
                }
            }
        }
    }

    /** Every server finds nothing wrong in them, and nothing was seeded twice. */
    static void whole(House house, Set<UUID> active) {
        var tenancy = new Tenancy(house.platform.access(), house.platform.toolbox(), Servers.NAMES);
        for (UUID id : active) {
            var tenant = new TenantId(id);
            assertThat(tenancy.verify(tenant)).isEmpty();
            String twice = house.platform.server("erp").store().read(tenant, tx -> tx.sql()
                    .createQuery("SELECT count(*) - count(DISTINCT name) || ' of ' || (count(*) > 0) FROM item")
                    .mapTo(String.class)
                    .one());
            assertThat(twice).isEqualTo("0 of true");
        }
    }
}
