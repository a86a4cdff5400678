package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.llm.Part;
import dev.bac.orchestrator.access.Company;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many activations at once while one call in twenty fails before or after it took effect, or breaks its workflow off as a
 * death of the process does, at whatever call it stands; and for one business in ten the last server never takes its
 * first records. At the end each is active or taken back whole, by a count that knows nothing of the product.
 * {@code -Dtenants=1000} for the long form.
 */
class ActivationFaultsTest {
    private static final int TENANTS = Integer.getInteger("tenants", 4);
    /** Waited at most, one more for each twenty tenants: retries pause longer each time, and machines are busy. */
    private static final int MINUTES = 5 + TENANTS / 20;

    private static final long SEED = Long.getLong("seed", 7);
    private static final List<String> INDUSTRIES =
            List.of("pharmacy", "retail", "clinic", "consulting", "manufacturing");
    private static final List<String> COUNTRIES = List.of("NG", "DE", "US", "SN", "IN", "JP");

    @Test
    void leavesNoOrphanWhateverFails(@TempDir Path folder) throws Exception {
        var faults = new AtomicInteger();
        try (var house = House.open(
                folder.resolve("data"),
                "",
                (_, _, _) -> House.said(List.of(new Part.Text("Done."))),
                toolbox -> new Faulty(toolbox, faults))) {
            var census = new Census(house.platform.storage().address());
            var before = census.outside();
            for (int i = 0; i < TENANTS; i++) {
                house.call(
                        "provisioning_business_activate",
                        "{'businessName': 'Business %d', 'industry': '%s', 'country': '%s', 'domains': ['b%d.example.com']}"
                                .formatted(i, INDUSTRIES.get(i % 5), COUNTRIES.get(i % 6), i));
            }
            ended(house);

            var made = businesses(house);
            assertThat(made).hasSize(TENANTS);
            var gone = new HashSet<UUID>();
            var there = new HashSet<UUID>();
            made.forEach((id, state) -> (state.equals("ACTIVE") ? there : gone).add(id));
            assertThat(there).allMatch(id -> !doomed(id)).isNotEmpty();
            assertThat(gone).allMatch(id -> "COMPENSATED".equals(made.get(id)));
            assertThat(census.outside()).isEqualTo(before);
            assertThat(census.rows(gone)).as("orphans; seed " + SEED).isEmpty();
            whole(house, there);
            assertThat(house.platform.access().companies().list().stream().map(Company::id))
                    .hasSize(there.size() + 1);
            System.out.printf(
                    "%d tenants, %d faults: %d active, %d taken back, 0 orphans%n",
                    TENANTS, faults.get(), there.size(), gone.size());
        }
    }

    private static void whole(House house, Set<UUID> there) {
        var tenancy = new Tenancy(house.platform.access(), house.platform.toolbox(), Servers.NAMES);
        for (UUID id : there) {
            var tenant = new dev.bac.identity.TenantId(id);
            assertThat(tenancy.verify(tenant)).isEmpty();
            String twice = house.platform.server("erp").store().read(tenant, tx -> tx.sql()
                    .createQuery("SELECT count(*) - count(DISTINCT name) || ' of ' || (count(*) > 0) FROM item")
                    .mapTo(String.class)
                    .one());
            assertThat(twice).isEqualTo("0 of true");
        }
    }

    private static TreeMap<UUID, String> businesses(House house) {
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

    private static void ended(House house) {
        for (int minute = 0; minute <= MINUTES; minute++) {
            try {
                House.eventually(
                        "0",
                        () -> Long.toString(businesses(house).values().stream()
                                .filter(state -> !state.equals("ACTIVE") && !state.equals("COMPENSATED"))
                                .count()));
                return;
            } catch (AssertionError e) {
                if (minute == MINUTES) {
                    throw e;
                }
            }
        }
    }

    static boolean doomed(UUID tenant) {
        return Math.floorMod(tenant.hashCode(), 10) == 0;
    }

    /** A process that dies has no chance to catch it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("died", null, false, false);
        }
    }

    private record Faulty(Toolbox toolbox, AtomicInteger faults, Random random) implements Toolbox {
        Faulty(Toolbox toolbox, AtomicInteger faults) {
            this(toolbox, faults, new Random(SEED));
        }

        @Override
        public List<Tool> tools(Caller caller) {
            return toolbox.tools(caller);
        }

        @Override
        public ToolOutcome call(Caller caller, ToolCall call) {
            if (call.tool().equals("messaging_tenant_seed")
                    && doomed(caller.tenant().value())) {
                throw new IllegalStateException("this server takes no records");
            }
            int chance = random.nextInt(60);
            if (chance < 3) {
                faults.incrementAndGet();
            }
            if (chance == 0) {
                throw new IllegalStateException("the call got lost");
            }
            var outcome = toolbox.call(caller, call);
            if (chance == 1) {
                throw new IllegalStateException("the answer got lost");
            }
            if (chance == 2) {
                throw new Death();
            }
            return outcome;
        }
    }
}
