package dev.bac.messaging.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class QuietHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant leaves(String at) {
        return QuietHours.usual().after(Instant.parse(at), BERLIN);
    }

    @Test
    void advertisingWaitsForTheMorningOfTheCompany() {
        assertThat(leaves("2026-03-16T10:00:00Z")).isEqualTo("2026-03-16T10:00:00Z");
        assertThat(leaves("2026-03-16T19:00:00Z")).isEqualTo("2026-03-17T07:00:00Z");
        assertThat(leaves("2026-03-16T02:00:00Z")).isEqualTo("2026-03-16T07:00:00Z");
    }

    @Test
    void theMorningIsTheTenantsEvenWhenClocksChangeOvernight() {
        assertThat(leaves("2026-03-28T22:00:00Z")).isEqualTo("2026-03-29T06:00:00Z");
    }
}
