package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.activation.LostActivations;
import dev.bac.store.journal.Scheduler;
import dev.bac.store.journal.SchedulerLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostActivationTest {

    @Test
    void takesUpAnActivationWhoseRequestWasLost(@TempDir Path folder) {
        try (var house = House.open(folder.resolve("data"), "")) {
            var provisioning = house.platform.server("provisioning").store();
            var orchestrator = house.platform.access().store();
            // Carried out, then set back to where its last step is missing and nobody knows of it any more.
            house.call(
                    "provisioning_business_activate",
                    "{'businessName': 'Lost and Found', 'industry': 'retail', 'city': 'Nairobi'}");
            House.eventually("active", () -> state(house));
            provisioning.write(house.admin.tenant(), tx -> tx.sql()
                    .execute("UPDATE activation SET state = 'RUNNING', updated_at = now() - interval '2 minutes'"));
            provisioning.write(house.admin.tenant(), tx -> tx.sql()
                    .execute("UPDATE activation_step SET state = 'PENDING' WHERE position = 7"));

            var idle = new Scheduler(orchestrator, "test", SchedulerLimits.usual());
            var lost = new LostActivations(provisioning, orchestrator, Clock.systemUTC());
            assertThat(lost.takeUp(idle, house.admin.tenant())).isEqualTo(1);

            House.eventually("active", () -> state(house));
            assertThat(new LostActivations(
                                    provisioning, orchestrator, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))
                            .takeUp(idle, house.admin.tenant()))
                    .isZero();
        }
    }

    private static String state(House house) {
        return house.call("provisioning_activation_status", "{'activation': 'Lost and Found'}")
                .path("activation")
                .path("state")
                .asString()
                .toLowerCase(Locale.ROOT);
    }
}
