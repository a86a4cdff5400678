package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.testing.SetClock;
import dev.bac.mcp.testing.TestServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Today is what the company's people read from their calendar, on the days on which programs go wrong: the last and the first
 * minute of a year and a month, 28 and 29 February, an hour that there is twice, a day that begins at one o'clock, and
 * zones in which it is yesterday or tomorrow everywhere else.
 */
class CalendarTest {
    private static final SetClock CLOCK = new SetClock();

    /** {@code -Dhistories=1000} takes all of them, every build a third. */
    private static final List<String> MOMENTS = List.of(
            "2026-12-31T23:59:59 Europe/Berlin",
            "2027-02-28T23:59:59 Pacific/Pago_Pago",
            "2027-03-01T00:00:00 Asia/Tokyo",
            "2028-02-29T12:00:00 Asia/Kathmandu",
            "2027-10-31T02:30:00 Europe/Berlin",
            "2027-12-31T12:00:00 Pacific/Kiritimati",
            "2027-03-28T01:00:00 Asia/Beirut",
            "2028-02-28T23:59:59 America/New_York",
            "2028-02-29T00:00:00 America/New_York",
            "2027-01-01T00:00:00 Europe/Berlin",
            "2028-03-01T00:00:00 Pacific/Kiritimati",
            "2029-02-28T12:00:00 Europe/Berlin");

    static Stream<Arguments> moments() {
        int step = Integer.getInteger("histories", 0) >= 1_000 ? 1 : 3;
        return IntStream.range(0, MOMENTS.size())
                .filter(i -> i % step == 0)
                .mapToObj(i -> MOMENTS.get(i).split(" "))
                .map(said -> Arguments.of(LocalDateTime.parse(said[0]), ZoneId.of(said[1])));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void todayIsTheCompanysDayAndSpansAreThoseOfTheCalendar(LocalDateTime now, ZoneId zone) {
        CLOCK.set(now, zone);
        var today = now.toLocalDate();
        var books = Books.on(TestServer.at(FinanceServer.declare(), CLOCK, zone));

        datesThatAreLeftOut(books, today);
        spans(books, today);
        locks(books, today);
        everyTool(zone);
        held(books);
        assertThat(books.findings()).isEmpty();
        comesAgain(books, now, zone);
        assertThat(books.findings()).isEmpty();
    }

    private static void datesThatAreLeftOut(Books books, LocalDate today) {
        var invoice = create(books, "1.01", "");
        assertThat(invoice.at("/invoice/issued").stringValue()).isEqualTo(today.toString());
        assertThat(invoice.at("/invoice/due").stringValue())
                .isEqualTo(today.plusDays(30).toString());
        assertThat(books.server()
                        .refused("finance_invoice_create", order("1", dated(today.plusDays(1), today.plusDays(9))))
                        .text())
                .contains("issueDate: %s is in the future; today is %s".formatted(today.plusDays(1), today));
        var due = create(books, "1.02", dated(today, today));
        var late = create(books, "1.03", dated(today.minusDays(1), today.minusDays(1)));
        assertThat(due.at("/invoice/status").stringValue()).isEqualTo("open");
        assertThat(late.at("/invoice/status").stringValue()).isEqualTo("overdue");
        assertThat(late.at("/invoice/daysOverdue").intValue()).isOne();
        var aged = books.server().ok("finance_receivables_ageing", "{}");
        assertThat(aged.at("/asOf").stringValue()).isEqualTo(today.toString());
        assertThat(aged.at("/sum/days1to30/amount").stringValue()).isEqualTo("1.03");
        assertThat(aged.at("/sum/notDue/amount").stringValue()).isEqualTo("2.03");
    }

    /** Each span's revenue against a rule that asks of each day whether it is in it. */
    private static void spans(Books books, LocalDate today) {
        var booked = new LinkedHashMap<LocalDate, BigDecimal>();
        booked.merge(today, new BigDecimal("2.03"), BigDecimal::add);
        booked.merge(today.minusDays(1), new BigDecimal("1.03"), BigDecimal::add);
        int cents = 100_000;
        for (var day : List.of(
                today.withDayOfMonth(1),
                today.withDayOfMonth(1).minusDays(1),
                today.minusMonths(1),
                today.minusMonths(1).withDayOfMonth(1),
                today.minusMonths(3),
                today.minusMonths(6),
                today.withDayOfYear(1),
                today.withDayOfYear(1).minusDays(1),
                today.minusYears(1),
                today.minusYears(1).plusDays(1),
                today.minusYears(1).withDayOfYear(1),
                today.minusYears(1).withDayOfYear(1).minusDays(1))) {
            var amount = BigDecimal.valueOf(cents *= 2, 2);
            create(books, amount.toPlainString(), dated(day, day));
            booked.merge(day, amount, BigDecimal::add);
        }
        Map<String, Predicate<LocalDate>> spans = Map.of(
                "this_month", day -> YearMonth.from(day).equals(YearMonth.from(today)),
                "last_month", day -> YearMonth.from(day).plusMonths(1).equals(YearMonth.from(today)),
                "this_quarter", day -> quarter(day) == quarter(today),
                "last_quarter", day -> quarter(day) + 1 == quarter(today),
                "this_year", day -> day.getYear() == today.getYear(),
                "last_year", day -> day.getYear() + 1 == today.getYear(),
                "last_12_months", day -> day.isAfter(today.minusMonths(12)));
        spans.forEach((name, within) -> assertThat(books.server()
                        .ok("finance_revenue_report", "{\"period\":\"%s\"}".formatted(name))
                        .at("/revenue/amount")
                        .asString())
                .as(name + " seen from " + today)
                .isEqualTo(booked.entrySet().stream()
                        .filter(one -> within.test(one.getKey()))
                        .map(Map.Entry::getValue)
                        .reduce(new BigDecimal("0.00"), BigDecimal::add)
                        .toPlainString()));
    }

    private static int quarter(LocalDate day) {
        return day.getYear() * 4 + (day.getMonthValue() - 1) / 3;
    }

    private static void locks(Books books, LocalDate today) {
        var next = YearMonth.from(today).plusMonths(1);
        assertThat(books.server()
                        .refused("finance_period_lock", "{\"month\":\"%s\",\"state\":\"hard\"}".formatted(next))
                        .text())
                .contains("month: " + next + " has not begun");
        var end = LocalDate.of(today.getYear(), 12, 31);
        assertThat(books.server()
                        .refused("finance_year_close", "{\"yearEnd\":\"%s\"}".formatted(end))
                        .text())
                .contains("yearEnd: %s is not over yet".formatted(end));
        books.server().approved("finance_year_close", "{\"yearEnd\":\"%s\"}".formatted(end.minusYears(1)));
        var revalued = books.server().approved("finance_currency_revalue", "{}");
        assertThat(revalued.at("/asOf").stringValue()).isEqualTo(today.toString());
    }

    private static void everyTool(ZoneId zone) {
        var busy = BusyBooks.in(Books.on(TestServer.at(FinanceServer.declare(), CLOCK, zone)));
        busy.right()
                .keySet()
                .forEach(tool -> assertThat(busy.agreed(tool)).as(tool).isInstanceOf(ToolAnswer.Result.class));
        assertThat(busy.books().findings()).isEmpty();
    }

    private static void held(Books books) {
        var hold =
                "{\"debit\":\"Rent\",\"credit\":\"Bank\",\"amount\":\"1\",\"description\":\"x\",\"expiresInHours\":1}";
        var id = books.server()
                .approved("finance_transfer_hold", hold)
                .at("/transfer")
                .stringValue();
        var end = "{\"transfer\":\"%s\",\"outcome\":\"post\",\"amount\":\"1\"}".formatted(id);
        var began = CLOCK.instant();
        CLOCK.set(began.plus(Duration.ofMinutes(59)));
        books.server().asks("finance_transfer_end", end);
        CLOCK.set(began.plus(Duration.ofMinutes(61)));
        assertThat(books.server().refused("finance_transfer_end", end).code()).isEqualTo("pending_transfer_expired");
        CLOCK.set(began);
    }

    /** Each of the next thirteen months is written once, on the day of the month of the first, or its last day. */
    private static void comesAgain(Books books, LocalDateTime now, ZoneId zone) {
        var start = now.toLocalDate();
        books.server().approved("finance_recurring_save", """
                {"name":"Rent","kind":"journal","every":"month","description":"rent","debit":"Rent","credit":"Bank","amount":"5",
                 "start":"%s"}""".formatted(start));
        for (int month = 0; month <= 13; month++) {
            var day = start.plusMonths(month);
            if (month > 0) {
                CLOCK.set(day.minusDays(1).atTime(23, 59, 59), zone);
                assertThat(run(books).at("/items").size())
                        .as("the day before %s", day)
                        .isZero();
            }
            CLOCK.set(month == 0 ? now : day.atStartOfDay(zone).toLocalDateTime(), zone);
            var written = run(books);
            assertThat(written.at("/items").size())
                    .as("on %s of %s", day, written)
                    .isOne();
            assertThat(written.at("/items/0/due").asString()).isEqualTo(day.toString());
        }
    }

    private static ObjectNode run(Books books) {
        return books.server().approved("finance_recurring_run", "{}");
    }

    private static String dated(LocalDate issued, LocalDate due) {
        return ",\"issueDate\":\"%s\",\"dueDate\":\"%s\"".formatted(issued, due);
    }

    private static String order(String amount, String more) {
        return "{\"customer\":\"Acme\",\"amount\":\"%s\",\"description\":\"work\"%s}".formatted(amount, more);
    }

    private static ObjectNode create(Books books, String amount, String more) {
        return books.server().approved("finance_invoice_create", order(amount, more));
    }
}
