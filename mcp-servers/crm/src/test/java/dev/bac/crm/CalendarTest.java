package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.crm.activity.Reminders;
import dev.bac.mcp.testing.SetClock;
import dev.bac.mcp.testing.TestServer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Today is what the company's people read from their calendar: what they add at the last second of a day and at the first of
 * the next are of those days in every search and report, also on 29 February, at the turn of the year, on a day of 23 hours
 * and on one that begins at one o'clock.
 */
class CalendarTest {
    private static final SetClock CLOCK = new SetClock();

    @ParameterizedTest
    @CsvSource({
        "2026-12-31, Europe/Berlin",
        "2027-01-01, Pacific/Kiritimati",
        "2027-03-27, Asia/Beirut",
        "2027-10-31, America/New_York",
        "2028-02-29, America/Los_Angeles",
    })
    void whatIsAddedAroundMidnightIsOfTheDayThatPeopleRead(LocalDate today, ZoneId zone) {
        CLOCK.set(today.atTime(23, 59, 59), zone);
        var crm = TestServer.at(CrmServer.declare(), CLOCK, zone);
        crm.ok(
                "crm_tenant_prepare",
                "{\"name\":\"Test company\",\"currency\":\"EUR\",\"zone\":\"%s\",\"locale\":\"en\"}".formatted(zone));
        crm.ok("crm_account_save", "{\"name\":\"Hooli\"}");
        lead(crm, "Today");
        deal(crm, "Late deal", today);
        crm.ok("crm_activity_create", "{\"kind\":\"reminder\",\"subject\":\"Now\",\"due\":\"%s\"}".formatted(today));
        assertThat(crm.refused(
                                "crm_activity_create",
                                "{\"kind\":\"task\",\"subject\":\"Past\",\"due\":\"%s\"}".formatted(today.minusDays(1)))
                        .text())
                .contains("is past; today is " + today);

        var tomorrow = today.plusDays(1);
        CLOCK.set(tomorrow.atStartOfDay(zone).toInstant());
        lead(crm, "Tomorrow");
        deal(crm, "Early deal", tomorrow);
        crm.ok(
                "crm_activity_create",
                "{\"kind\":\"reminder\",\"subject\":\"Morning\",\"due\":\"%s\"}".formatted(tomorrow));

        assertThat(found(crm, "at_most", today)).isEqualTo("Today");
        assertThat(found(crm, "at_least", tomorrow)).isEqualTo("Tomorrow");
        assertThat(found(crm, "equal", today)).isEqualTo("Today");
        for (var day : new LocalDate[] {today, tomorrow}) {
            var report = crm.ok("crm_lead_report", "{\"createdFrom\":\"%1$s\",\"createdTo\":\"%1$s\"}".formatted(day));
            assertThat(report.at("/leads").intValue()).as("leads of %s", day).isOne();
        }
        var months = crm.ok("crm_pipeline_report", "{}").at("/forecast");
        assertThat(months.valueStream().map(one -> one.path("month").asString()).distinct())
                .containsExactlyElementsOf(java.util.stream.Stream.of(today, tomorrow)
                        .map(day -> YearMonth.from(day.plusDays(30)).toString())
                        .distinct()
                        .toList());
        remindedInTheMorning(crm, tomorrow, zone);
        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).isEmpty();
    }

    /** At eight of the company's clock, on a day of 23 hours as well. */
    private static void remindedInTheMorning(TestServer crm, LocalDate tomorrow, ZoneId zone) {
        var reminders = new Reminders(crm.server().store());
        var tenant = crm.caller().tenant();
        assertThat(reminders.tell(tenant)).isOne();
        CLOCK.set(tomorrow.atTime(8, 0), zone);
        CLOCK.set(CLOCK.instant().minus(Duration.ofSeconds(1)));
        assertThat(reminders.tell(tenant)).isZero();
        CLOCK.set(tomorrow.atTime(8, 0), zone);
        assertThat(reminders.tell(tenant)).isOne();
    }

    private static void lead(TestServer crm, String name) {
        crm.ok("crm_lead_create", "{\"name\":\"%s\",\"source\":\"web\"}".formatted(name));
    }

    private static void deal(TestServer crm, String name, LocalDate today) {
        var deal = crm.ok(
                "crm_opportunity_create", "{\"name\":\"%s\",\"account\":\"Hooli\",\"amount\":\"100\"}".formatted(name));
        assertThat(deal.at("/opportunity/closeDate").asString())
                .isEqualTo(today.plusDays(30).toString());
    }

    private static String found(TestServer crm, String is, LocalDate day) {
        var page = crm.ok(
                "crm_record_search",
                "{\"kind\":\"lead\",\"conditions\":[{\"field\":\"createdAt\",\"is\":\"%s\",\"value\":\"%s\"}]}"
                        .formatted(is, day));
        return page.at("/items")
                .valueStream()
                .map(one -> one.path("name").asString())
                .collect(java.util.stream.Collectors.joining(" "));
    }
}
