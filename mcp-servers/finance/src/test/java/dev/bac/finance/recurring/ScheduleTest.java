package dev.bac.finance.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.recurring.Schedule.Unit;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Schedules beside a rule that looks at every single day. */
class ScheduleTest {
    private static final int SCHEDULES = Integer.getInteger("histories", 300);

    @Test
    void the31stIsTheLastDayOfEveryMonthAndNeverDriftsTo28() {
        var days = days(new Schedule(Unit.MONTH, 1, 31, LocalDate.of(2024, 1, 15), null), 5);
        assertThat(days)
                .map(LocalDate::toString)
                .containsExactly("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31");
    }

    @Test
    void what29FebruaryBeginsComesOnThe28thInOtherYears() {
        var days = days(new Schedule(Unit.YEAR, 1, null, LocalDate.of(2024, 2, 29), null), 5);
        assertThat(days)
                .map(LocalDate::toString)
                .containsExactly("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29");
    }

    @Test
    void everyScheduleHasExactlyTheDaysThatItsRuleNames() {
        for (int i = 0; i < SCHEDULES; i++) {
            var random = new SplittableRandom(7_001 + i);
            var unit = Unit.values()[random.nextInt(4)];
            var start = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(1_000));
            var day = unit == Unit.WEEK || random.nextBoolean() ? null : Integer.valueOf(random.nextInt(1, 32));
            var end = random.nextBoolean() ? start.plusDays(random.nextInt(1_500)) : null;
            var schedule = new Schedule(unit, random.nextInt(1, 6), day, start, end);
            var last = start.plusDays(1_500);
            var wanted = new ArrayList<LocalDate>();
            for (var one = start; !one.isAfter(last); one = one.plusDays(1)) {
                if (named(schedule, one)) {
                    wanted.add(one);
                }
            }
            var found = new ArrayList<LocalDate>();
            for (var one = schedule.first(); one.isPresent() && !one.get().isAfter(last); ) {
                found.add(one.get());
                one = schedule.firstAfter(one.get());
            }
            assertThat(found).as("seed %d: %s", 7_001 + i, schedule).isEqualTo(wanted);
        }
    }

    /** The rule written a second time, for one day. */
    private static boolean named(Schedule schedule, LocalDate day) {
        var end = schedule.end();
        if (end != null && day.isAfter(end)) {
            return false;
        }
        var start = schedule.start();
        if (schedule.unit() == Unit.WEEK) {
            return ChronoUnit.DAYS.between(start, day) % (7L * schedule.every()) == 0;
        }
        int months = (day.getYear() - start.getYear()) * 12 + day.getMonthValue() - start.getMonthValue();
        int step = schedule.every()
                * switch (schedule.unit()) {
                    case WEEK -> 0;
                    case MONTH -> 1;
                    case QUARTER -> 3;
                    case YEAR -> 12;
                };
        var wanted = schedule.day() == null ? start.getDayOfMonth() : schedule.day();
        return months % step == 0 && day.getDayOfMonth() == Math.min(wanted, day.lengthOfMonth());
    }

    private static List<LocalDate> days(Schedule schedule, int count) {
        var days = new ArrayList<LocalDate>();
        Optional<LocalDate> next = schedule.first();
        while (days.size() < count && next.isPresent()) {
            days.add(next.get());
            next = schedule.firstAfter(next.get());
        }
        return days;
    }
}
