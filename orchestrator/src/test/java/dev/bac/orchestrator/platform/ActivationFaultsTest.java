package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.Part;
import dev.bac.orchestrator.access.Company;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many activations at once while one call in twenty fails before or after it took effect, or breaks its workflow off as a
 * death of the process does, at whatever call it stands; and for one business in five the last server never takes its
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
                toolbox -> new FaultyCalls(toolbox, faults, new Random(SEED)))) {
            var census = new Census(house.platform.storage().address());
            var before = census.outside();
            for (int i = 0; i < TENANTS; i++) {
                house.call(
                        "provisioning_business_activate",
                        "{'businessName': 'Business %d', 'industry': '%s', 'country': '%s', 'domains': ['b%d.example.com']}"
                                .formatted(i, INDUSTRIES.get(i % 5), COUNTRIES.get(i % 6), i));
            }
            AllBusinesses.ended(house, MINUTES);

            var made = AllBusinesses.states(house);
            assertThat(made).hasSize(TENANTS);
            var gone = new HashSet<UUID>();
            var there = new HashSet<UUID>();
            made.forEach((id, state) -> (state.equals("ACTIVE") ? there : gone).add(id));
            assertThat(there).allMatch(id -> !FaultyCalls.doomed(id)).isNotEmpty();
            assertThat(gone).allMatch(id -> "COMPENSATED".equals(made.get(id)));
            assertThat(census.outside()).isEqualTo(before);
            assertThat(census.rows(gone)).as("orphans; seed " + SEED).isEmpty();
            AllBusinesses.whole(house, there);
            assertThat(house.platform.access().companies().list().stream().map(Company::id))
                    .hasSize(there.size() + 1);
            System.out.printf(
                    "%d tenants, %d faults: %d active, %d taken back, 0 orphans%n",
                    TENANTS, faults.get(), there.size(), gone.size());
        }
    }
}
