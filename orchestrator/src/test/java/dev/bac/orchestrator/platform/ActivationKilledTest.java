package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the process at boundaries of an activation's steps: each restart goes on, and nothing is made twice. Each
 * death costs a start of the whole product, so the build kills twice; {@code -Dkills=14} kills at every boundary there
 * is. {@link ActivationFaultsTest} breaks off at every call in one process.
 */
class ActivationKilledTest {
    private static final int BOUNDARIES = 14;
    private static final int KILLS = Math.clamp(Integer.getInteger("kills", 2), 1, BOUNDARIES);

    @Test
    void goesOnAfterItsProcessWasKilled(@TempDir Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        List<Integer> deaths = new ArrayList<>();
        int reached = 0;
        for (int kill = 1; kill <= KILLS && reached < BOUNDARIES; kill++) {
            reached = die(data, Math.max(reached, kill * BOUNDARIES / (KILLS + 1) - (KILLS == BOUNDARIES ? kill : 0)));
            deaths.add(reached);
        }
        assertThat(deaths).isSorted().hasSizeGreaterThanOrEqualTo(Math.min(2, KILLS));

        try (var house = House.open(data, "")) {
            House.eventually("14", () -> Integer.toString(Activator.progress(house)));
            var companies = house.platform.access().companies().active().stream()
                    .filter(company -> company.settings().name().equals(Activator.BUSINESS))
                    .toList();
            assertThat(companies).hasSize(1);
            var made = companies.getFirst().id();
            assertThat(new Tenancy(house.platform.access(), house.platform.toolbox(), Servers.NAMES).verify(made))
                    .isEmpty();
            String twice = house.platform.server("erp").store().read(made, tx -> tx.sql()
                    .createQuery("SELECT count(*) - count(DISTINCT name) || ' of ' || (count(*) > 0) FROM item")
                    .mapTo(String.class)
                    .one());
            assertThat(twice).isEqualTo("0 of true");
        }
        System.out.println("killed at " + deaths);
    }

    private static int die(Path data, int after) throws IOException, InterruptedException {
        Process process = start(data, Integer.toString(after));
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            String told = out.lines()
                    .filter(line -> line.startsWith("died at "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("it ended by itself"));
            assertThat(process.waitFor()).isEqualTo(137);
            return Integer.parseInt(told.substring("died at ".length()));
        }
    }

    private static Process start(Path data, String until) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Activator.class.getName(),
                        data.toString(),
                        until)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
