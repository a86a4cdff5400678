package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.Part;
import dev.bac.orchestrator.access.Company;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the process at boundaries of making businesses and of taking them back, while more of them are under way
 * and one call in twenty fails: each start goes on, nothing is made twice, and at the end each is active or gone whole,
 * by a count that knows nothing of the product. Each death costs a start of the whole product, so the build kills twice;
 * {@code -Dkills=78 -Dtenants=1000} kills at every boundary there is, on the way of a thousand businesses.
 */
class ActivationKilledTest {
    private static final List<Boundary> ALL = Boundary.all();
    private static final int KILLS = Integer.getInteger("kills", 2);
    /** Of the boundaries in their order by the seed, so that a long form can be run in parts. */
    private static final int FROM = Integer.getInteger("from", 0);

    private static final int TENANTS = Integer.getInteger("tenants", 2 * KILLS);
    private static final long SEED = Long.getLong("seed", 8);
    private static final int MINUTES = 5 + TENANTS / 50;

    private final Random random = new Random(SEED);
    private int reached;
    private int elsewhere;

    @Test
    void leavesNoOrphanWhereverItsProcessIsKilled(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        Set<String> outside;
        Map<String, Long> before;
        try (var house = House.open(data, "")) {
            var census = new Census(house.platform.storage().address());
            outside = census.outside();
            before = census.kinds();
        }
        var boundaries = boundaries();
        var asked = new HashSet<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            int first = kill * TENANTS / KILLS;
            die(
                    data,
                    first,
                    (kill + 1) * TENANTS / KILLS - first,
                    boundaries.get((FROM + kill) % boundaries.size()),
                    asked);
        }
        try (var house = House.open(
                data,
                Activator.POOL,
                (_, _, _) -> House.said(List.of(new Part.Text("Done."))),
                FaultyCalls::doomedOnly)) {
            IntStream.range(0, TENANTS)
                    .filter(i -> !asked.contains("Business " + i))
                    .forEach(i -> again(house, i));
            AllBusinesses.ended(house, MINUTES);

            var gone = new HashSet<UUID>();
            var there = new HashSet<UUID>();
            AllBusinesses.states(house).forEach((id, state) -> (state.equals("ACTIVE") ? there : gone).add(id));
            assertThat(there.size() + gone.size()).isEqualTo(TENANTS);
            // Each death counts as an attempt of the step it cut off: bad luck may take a business back that nobody
            // refused.
            assertThat(there).noneMatch(FaultyCalls::doomed).isNotEmpty();

            var census = new Census(house.platform.storage().address());
            assertThat(census.outside()).isEqualTo(outside);
            assertThat(census.rows(gone)).as("orphans; seed " + SEED).isEmpty();
            assertThat(Census.papers(data, gone)).isEmpty();
            var known = new HashSet<>(there);
            known.add(house.admin.tenant().value());
            assertThat(census.strangers(known))
                    .as("tenants that nobody knows of")
                    .isEmpty();
            var after = census.kinds();
            var expected = new TreeMap<>(before);
            expected.put("domains", (long) there.size());
            expected.put("companies", before.getOrDefault("companies", 0L) + there.size());
            expected.put("memberships", before.getOrDefault("memberships", 0L) + there.size());
            assertThat(after).isEqualTo(expected);
            AllBusinesses.whole(house, there);
            assertThat(house.platform.access().companies().list().stream().map(Company::id))
                    .hasSize(there.size() + 1);
            System.out.printf(
                    "%d tenants, killed %d times at its boundary and %d times where nothing was left to do: %d active, %d"
                            + " taken back (%d refused by a server), 0 orphans; before %s, after %s%n",
                    TENANTS,
                    reached,
                    elsewhere,
                    there.size(),
                    gone.size(),
                    gone.stream().filter(FaultyCalls::doomed).count(),
                    before,
                    after);
        }
    }

    /** In any order, so that making and taking back take turns; the short form is killed while it makes. */
    private List<Boundary> boundaries() {
        var some = new ArrayList<>(KILLS < 10 ? ALL.subList(0, ALL.size() / 2) : ALL);
        Collections.shuffle(some, random);
        return some;
    }

    /** One whose answer did not come may have been asked for all the same. */
    private static void again(House house, int i) {
        house.outcome(house.caller(), "provisioning_business_activate", Activator.business(i));
    }

    private void die(Path data, int first, int count, Boundary boundary, Set<String> asked)
            throws IOException, InterruptedException {
        Process process = start(data, first, count, boundary, boundary.back() ? 1 : 1 + random.nextInt(3));
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.equals(Activator.THERE) && !line.equals(Activator.NOTHING_LEFT)) {
                if (line.startsWith("asked ")) {
                    asked.add("Business " + line.substring("asked ".length()));
                }
                line = out.readLine();
            }
            process.destroyForcibly();
            assertThat(process.waitFor()).as(boundary + ": it was to be killed").isEqualTo(137);
            if (Activator.THERE.equals(line)) {
                reached++;
            } else {
                elsewhere++;
            }
            System.out.println(boundary + ": " + line);
        }
    }

    private static Process start(Path data, int first, int count, Boundary boundary, int number) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Activator.class.getName()));
        command.addAll(List.of(
                data.toString(),
                Integer.toString(first),
                Integer.toString(count),
                boundary.toString(),
                Integer.toString(number)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
