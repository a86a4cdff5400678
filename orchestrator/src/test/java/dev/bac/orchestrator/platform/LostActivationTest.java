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

    @Test
    void takesUpAnOrderThatWasGivenUp(@TempDir Path folder) {
        try (var house = House.open(folder.resolve("data"), "")) {
            var life = new BusinessLife(house);
            life.activate("Lost Order", "retail", "KE");
            life.ordered("suspend", "{'business': 'Lost Order'}");
            // Another one, of which the scheduler knows nothing.
            var provisioning = house.platform.server("provisioning").store();
            provisioning.write(house.admin.tenant(), tx -> tx.sql().execute("""
                    INSERT INTO business_order (id, number, activation_id, kind, state, features, created_by, created_at, due_at)
                    SELECT gen_random_uuid(), number + 1, activation_id, kind, 'WAITING', features, created_by, created_at,
                        now() - interval '2 minutes'
                    FROM business_order
                    """));
            var orchestrator = house.platform.access().store();
            var idle = new Scheduler(orchestrator, "test", SchedulerLimits.usual());
            // The product looks for it too, once a minute: whoever is first.
            new LostActivations(provisioning, orchestrator, Clock.systemUTC()).takeUp(idle, house.admin.tenant());

            House.eventually("done", () -> life.orders("Lost Order")
                    .getFirst()
                    .path("state")
                    .asString()
                    .toLowerCase(Locale.ROOT));
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
