package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the process at every boundary of an activation's steps: each restart goes on, and nothing is made twice. */
class ActivationKilledTest {

    @Test
    void goesOnAfterItsProcessWasKilledAtEveryStep(@TempDir Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        List<Integer> deaths = new ArrayList<>();
        int reached = 0;
        while (reached < 14) {
            reached = die(data, reached);
            deaths.add(reached);
        }
        assertThat(deaths).isSorted().hasSizeGreaterThanOrEqualTo(7);
        assertThat(start(data, "finish").waitFor()).isZero();

        try (var house = House.open(data, "")) {
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
