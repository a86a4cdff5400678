package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationRestartTest {

    @Test
    void goesOnWithAnActivationAfterTheProductWasStopped(@TempDir Path folder) {
        Path data = folder.resolve("data");
        try (var house = House.open(data, "")) {
            house.call(
                    "provisioning_business_activate",
                    "{'businessName': 'Sunrise Traders', 'industry': 'retail', 'city': 'Nairobi'}");
        }
        try (var house = House.open(data, "")) {
            House.eventually("ACTIVE", () -> house.call(
                            "provisioning_activation_status", "{'activation': 'Sunrise Traders'}")
                    .path("activation")
                    .path("state")
                    .asString()
                    .toUpperCase(Locale.ROOT));
            assertThat(house.platform.access().companies().list())
                    .extracting(company -> company.settings().name())
                    .containsOnlyOnce("Sunrise Traders");
        }
    }
}
