package dev.bac.messaging.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.messaging.address.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientHoursTest {
    private static final ZoneId HOME = ZoneId.of("Europe/Berlin");
    private static final LocalTime EIGHT = LocalTime.of(8, 0);
    private static final LocalTime TWENTY = LocalTime.of(20, 0);

    private static Instant allowed(String number, String at) {
        return RecipientHours.federal().allowed(Instant.parse(at), Address.of("to", number, Locale.ROOT), HOME);
    }

    /** In July: Eastern is UTC-4, Central UTC-5; 19 July 2026 is a Sunday. */
    @ParameterizedTest
    @CsvSource({
        "New York until nine,      +12125550123, 2026-07-18T00:30:00Z, 2026-07-18T00:30:00Z",
        "New York from eight,      +12125550123, 2026-07-18T01:30:00Z, 2026-07-18T12:00:00Z",
        "Florida until eight,      +13055550123, 2026-07-18T00:30:00Z, 2026-07-18T12:00:00Z",
        "Maryland until eight,     +14105550123, 2026-07-18T00:30:00Z, 2026-07-18T12:00:00Z",
        "New Jersey until eight,   +19735550123, 2026-07-18T00:30:00Z, 2026-07-18T12:00:00Z",
        "Oklahoma until eight,     +14055550123, 2026-07-18T01:30:00Z, 2026-07-18T13:00:00Z",
        "Mississippi until eight,  +16015550123, 2026-07-18T01:30:00Z, 2026-07-18T13:00:00Z",
        "Texas from nine,          +17135550123, 2026-07-18T13:30:00Z, 2026-07-18T14:00:00Z",
        "Texas on Sunday,          +17135550123, 2026-07-19T14:30:00Z, 2026-07-19T17:00:00Z",
        "Connecticut from nine,    +12035550123, 2026-07-18T12:30:00Z, 2026-07-18T13:00:00Z",
        "Connecticut until eight,  +12035550123, 2026-07-18T00:30:00Z, 2026-07-18T13:00:00Z",
        "Lagos from eight,         +2348031234567, 2026-07-18T05:00:00Z, 2026-07-18T07:00:00Z",
    })
    void goesByTheRulesOfTheState(String what, String number, String at, String expected) {
        assertThat(allowed(number, at)).as(what).isEqualTo(expected);
    }

    @Test
    void aNumberOfNoStateGoesByTheStrictestRuleInAllZonesOfTheContinent() {
        for (int hour = 0; hour < 24; hour++) {
            Instant next = allowed("+18005550123", "2026-07-18T%02d:00:00Z".formatted(hour));
            for (String zone : List.of("New_York", "Chicago", "Denver", "Los_Angeles", "Anchorage")) {
                var local = next.atZone(ZoneId.of("America/" + zone)).toLocalTime();
                assertThat(local).as("%s from %d", zone, hour).isBetween(LocalTime.of(9, 0), TWENTY.minusNanos(1));
            }
        }
    }

    /** Over both changes of the clock of a year, every quarter of an hour of four days. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York",
                "America/Los_Angeles",
                "America/St_Johns",
                "America/Sao_Paulo",
                "America/Havana",
                "America/Santiago",
                "Europe/London",
                "Europe/Berlin",
                "Europe/Lisbon",
                "Europe/Kyiv",
                "Africa/Cairo",
                "Africa/Casablanca",
                "Africa/Lagos",
                "Asia/Jerusalem",
                "Asia/Beirut",
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "Australia/Sydney",
                "Australia/Lord_Howe",
                "Pacific/Auckland",
                "Pacific/Chatham",
                "Pacific/Easter"
            })
    void nobodyIsWrittenToInTheirNightHoweverTheClocksChange(String name) {
        var zone = ZoneId.of(name);
        var hours = CallingHours.daily(8, 20);
        var change = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
        for (int turn = 0; turn < 2 && change != null; turn++) {
            Instant begin = change.getInstant().minus(Duration.ofDays(2));
            for (int quarter = 0; quarter < 4 * 24 * 4; quarter++) {
                Instant at = begin.plus(Duration.ofMinutes(15L * quarter));
                Instant next = hours.next(at, zone);
                var local = next.atZone(zone).toLocalTime();
                assertThat(local).as("%s at %s", name, at).isBetween(EIGHT, TWENTY.minusNanos(1));
                assertThat(Duration.between(at, next)).isBetween(Duration.ZERO, Duration.ofHours(13));
                assertThat(next.equals(at) || local.equals(EIGHT)).isTrue();
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
    }

    @Test
    void whoHasNoNumberGoesByTheCompanysClock() {
        var mail = Address.of("to", "jane@acme.example", Locale.ROOT);

        assertThat(RecipientHours.federal().allowed(Instant.parse("2026-03-16T19:00:00Z"), mail, HOME))
                .isEqualTo("2026-03-17T07:00:00Z");
    }
}
