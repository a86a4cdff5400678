package dev.bac.llm.planner.spans;

import dev.bac.llm.planner.words.NumberWords;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days and ranges of days as people say them, relative to today.
 *
 * <p>The forms stand in one list, longest first; where two match at one place the longer text wins. A week begins on
 * Monday, quarters are those of the calendar, "on Friday" is the next one after today, "next Friday" that of next week.
 * Numeric dates with slashes or points are read day first unless that gives no date.
 */
final class Dates {
    private static final String MONTH =
            "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
                    + "|nov(?:ember)?|dec(?:ember)?)\\.?";
    private static final String DAY = "(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
    private static final String COUNT =
            "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|sixty|ninety)";
    private static final String UNIT = "(day|week|fortnight|month|quarter|year)s?";

    private interface Reading {
        Value.@Nullable Days read(MatchResult match, LocalDate today);
    }

    private record Form(Pattern pattern, Reading reading) {
        Form(String regex, Reading reading) {
            this(Pattern.compile("\\b" + regex + "\\b", Pattern.CASE_INSENSITIVE), reading);
        }
    }

    private static final List<Form> FORMS = List.of(
            new Form("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})", (m, _) -> day(number(m, 1), number(m, 2), number(m, 3))),
            new Form(
                    "(\\d{1,2})[./](\\d{1,2})[./](\\d{4})",
                    (m, _) -> dayFirst(number(m, 3), number(m, 2), number(m, 1))),
            new Form(
                    "since (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTH + "(?!,? \\d{4})",
                    (m, today) -> past(month(m.group(2)), number(m, 1), today)),
            new Form(
                    "since " + MONTH + " (\\d{1,2})(?:st|nd|rd|th)?(?!,? \\d{4})",
                    (m, today) -> past(month(m.group(1)), number(m, 2), today)),
            new Form(
                    "(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTH + "(?:,? (\\d{4}))?",
                    (m, today) -> near(month(m.group(2)), number(m, 1), m.group(3), today)),
            new Form(
                    MONTH + " ?(\\d{1,2})(?:st|nd|rd|th)?(?:(?:,| |, )(\\d{4}))?",
                    (m, today) -> near(month(m.group(1)), number(m, 2), m.group(3), today)),
            new Form(MONTH + ",? (\\d{4})", (m, _) -> wholeMonth(month(m.group(1)), number(m, 2))),
            new Form("(?:in|during|for|of|since|last) " + MONTH, (m, today) -> wholeMonth(month(m.group(1)), today)),
            new Form("q([1-4])(?:[ /-]?(?:of )?(\\d{4}))?", (m, today) -> quarter(number(m, 1), m.group(2), today)),
            new Form(
                    "(first|second|third|fourth) quarter(?:(?: of)? (\\d{4}))?",
                    (m, today) -> quarter(NumberWords.ordinal(lower(m.group(1))).orElse(1), m.group(2), today)),
            new Form("(?:the )?day after tomorrow", (_, today) -> one(today.plusDays(2))),
            new Form("(?:the )?day before yesterday", (_, today) -> one(today.minusDays(2))),
            new Form("today|tonight", (_, today) -> one(today)),
            new Form("tomorrow", (_, today) -> one(today.plusDays(1))),
            new Form("yesterday", (_, today) -> one(today.minusDays(1))),
            new Form(
                    "(?:year to date|ytd|so far this year)",
                    (_, today) -> new Value.Days(today.withDayOfYear(1), today)),
            new Form("(?:month to date|mtd)", (_, today) -> new Value.Days(today.withDayOfMonth(1), today)),
            new Form(
                    "(?:in|within) " + COUNT + " " + UNIT + "(?:['’]s? time)?",
                    (m, today) -> one(plus(today, count(m.group(1)), m.group(2)))),
            new Form(
                    COUNT + " " + UNIT + " from (?:now|today)",
                    (m, today) -> one(plus(today, count(m.group(1)), m.group(2)))),
            new Form(COUNT + " " + UNIT + " ago", (m, today) -> one(plus(today, -count(m.group(1)), m.group(2)))),
            new Form(
                    "(?:the )?(?:last|past|previous) " + COUNT + " " + UNIT,
                    (m, today) -> new Value.Days(plus(today, -count(m.group(1)), m.group(2)), today)),
            new Form(
                    "(?:the )?(?:next|coming|following) " + COUNT + " " + UNIT,
                    (m, today) -> new Value.Days(today, plus(today, count(m.group(1)), m.group(2)))),
            new Form(
                    "(?:the )?end of (?:the |this )?(next |last )?(week|month|quarter|year)",
                    (m, today) ->
                            one(period(shift(m.group(1)), m.group(2), today).to())),
            new Form(
                    "(?:the )?(?:beginning|start) of (?:the |this )?(next |last )?(week|month|quarter|year)",
                    (m, today) ->
                            one(period(shift(m.group(1)), m.group(2), today).from())),
            new Form(
                    "(?:the )?(this|the current|current|last|past|previous|next|coming) (week|month|quarter|year)",
                    (m, today) -> period(shift(m.group(1)), m.group(2), today)),
            new Form(
                    "(?:the )?(last|previous|next|this coming|this|on)? ?" + DAY,
                    (m, today) -> weekday(m.group(1), m.group(2), today)),
            new Form(
                    "(?:in|of|for|during|year|since|from|by|until|to|and|between) ((?:19|20)\\d{2})(?![-/.]\\d)",
                    (m, _) -> new Value.Days(LocalDate.of(number(m, 1), 1, 1), LocalDate.of(number(m, 1), 12, 31))));

    private Dates() {}

    static List<Span> in(String text, LocalDate today) {
        var spans = new ArrayList<Span>();
        for (var form : FORMS) {
            for (var matcher = form.pattern.matcher(text); matcher.find(); ) {
                read(form, matcher, today).ifPresent(span -> keepLonger(spans, span));
            }
        }
        return joined(text, spans);
    }

    private static Optional<Span> read(Form form, Matcher matcher, LocalDate today) {
        try {
            var days = form.reading.read(matcher.toMatchResult(), today);
            return days == null
                    ? Optional.empty()
                    : Optional.of(new Span(matcher.start(), matcher.end(), matcher.group(), days));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static void keepLonger(List<Span> spans, Span span) {
        var rivals = spans.stream().filter(span::overlaps).toList();
        if (rivals.stream()
                .allMatch(rival -> rival.text().length() < span.text().length())) {
            spans.removeAll(rivals);
            spans.add(span);
        }
    }

    /** "from A to B", "between A and B", "A – B" become one range beside the two days. */
    private static List<Span> joined(String text, List<Span> spans) {
        var all = new ArrayList<>(spans);
        for (var first : spans) {
            for (var second : spans) {
                if (second.start() >= first.end()
                        && text.substring(first.end(), second.start())
                                .matches("(?i)\\s*(?:to|and|until|till|through|-|–)?\\s*")) {
                    var to = ((Value.Days) second.value()).to();
                    var from = yearOf(first, to);
                    if (!to.isBefore(from)) {
                        all.add(new Span(
                                first.start(),
                                second.end(),
                                text.substring(first.start(), second.end()),
                                new Value.Days(from, to)));
                    }
                }
            }
        }
        return all;
    }

    /** In "between 1 February and 15 March 2026" the year stands once for both. */
    private static LocalDate yearOf(Span first, LocalDate to) {
        var from = ((Value.Days) first.value()).from();
        boolean own = first.text().matches("(?s).*\\d{4}.*") || !first.text().matches("(?s).*[A-Za-z]{3}.*");
        if (own || !first.text().matches(".*\\d.*")) {
            return from;
        }
        var sameYear = from.withYear(to.getYear());
        return sameYear.isAfter(to) ? sameYear.minusYears(1) : sameYear;
    }

    private static Value.Days one(LocalDate day) {
        return new Value.Days(day, day);
    }

    private static Value.Days day(int year, int month, int day) {
        return one(LocalDate.of(year, month, day));
    }

    private static Value.Days dayFirst(int year, int month, int day) {
        return month > 12 ? day(year, day, month) : day(year, month, day);
    }

    /** Without a year: the one nearest to today, the coming one when both are equally likely. */
    private static Value.@Nullable Days near(Month month, int day, @Nullable String year, LocalDate today) {
        if (day > 31) {
            return null;
        }
        if (year != null) {
            return day(Integer.parseInt(year), month.getValue(), day);
        }
        var thisYear = LocalDate.of(today.getYear(), month, day);
        return one(thisYear.isBefore(today.minusMonths(6)) ? thisYear.plusYears(1) : thisYear);
    }

    /** The latest such day that has come: what has happened since then has happened. */
    private static Value.@Nullable Days past(Month month, int day, LocalDate today) {
        var thisYear = day(today.getYear(), month.getValue(), day);
        return thisYear != null && thisYear.from().isAfter(today)
                ? day(today.getYear() - 1, month.getValue(), day)
                : thisYear;
    }

    private static Value.Days wholeMonth(Month month, LocalDate today) {
        var first = LocalDate.of(today.getYear(), month, 1);
        return wholeMonth(month, first.isAfter(today.plusMonths(2)) ? today.getYear() - 1 : today.getYear());
    }

    private static Value.Days wholeMonth(Month month, int year) {
        var first = LocalDate.of(year, month, 1);
        return new Value.Days(first, first.with(TemporalAdjusters.lastDayOfMonth()));
    }

    private static Value.Days quarter(int number, @Nullable String year, LocalDate today) {
        var first = LocalDate.of(year == null ? today.getYear() : Integer.parseInt(year), number * 3 - 2, 1);
        if (year == null && first.isAfter(today)) {
            first = first.minusYears(1);
        }
        return new Value.Days(first, first.plusMonths(3).minusDays(1));
    }

    private static Value.Days period(int shift, String unit, LocalDate today) {
        var shifted = plus(today, shift, unit);
        return switch (lower(unit)) {
            case "week" -> {
                var monday = shifted.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield new Value.Days(monday, monday.plusDays(6));
            }
            case "month" -> wholeMonth(shifted.getMonth(), shifted.getYear());
            case "quarter" -> {
                var first = LocalDate.of(shifted.getYear(), (shifted.getMonthValue() - 1) / 3 * 3 + 1, 1);
                yield new Value.Days(first, first.plusMonths(3).minusDays(1));
            }
            default -> new Value.Days(shifted.withDayOfYear(1), shifted.with(TemporalAdjusters.lastDayOfYear()));
        };
    }

    private static int shift(@Nullable String word) {
        return switch (word == null ? "" : lower(word).strip()) {
            case "last", "past", "previous" -> -1;
            case "next", "coming" -> 1;
            default -> 0;
        };
    }

    private static Value.@Nullable Days weekday(@Nullable String which, String name, LocalDate today) {
        var word = which == null ? "" : lower(which).strip();
        if (word.isEmpty() && name.length() < 4 && !Character.isUpperCase(name.charAt(0))) {
            return null; // "sat" and "sun" alone are words of their own
        }
        DayOfWeek day = null;
        for (var candidate : DayOfWeek.values()) {
            if (candidate.name().toLowerCase(Locale.ROOT).startsWith(lower(name).substring(0, 3))) {
                day = candidate;
            }
        }
        if (day == null) {
            return null;
        }
        return one(
                switch (word) {
                    case "last", "previous" -> today.with(TemporalAdjusters.previous(day));
                    case "next" ->
                        today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(TemporalAdjusters.nextOrSame(day));
                    default -> today.with(TemporalAdjusters.next(day));
                });
    }

    private static LocalDate plus(LocalDate day, int count, String unit) {
        return switch (lower(unit)) {
            case "day" -> day.plusDays(count);
            case "week" -> day.plusWeeks(count);
            case "fortnight" -> day.plusWeeks(2L * count);
            case "month" -> day.plusMonths(count);
            case "quarter" -> day.plusMonths(3L * count);
            default -> day.plusYears(count);
        };
    }

    private static int count(String word) {
        if (Character.isDigit(word.charAt(0))) {
            return Integer.parseInt(word);
        }
        return lower(word).startsWith("a")
                ? 1
                : NumberWords.read(List.of(lower(word)))
                        .map(found -> found.value().intValue())
                        .orElse(1);
    }

    private static Month month(String name) {
        for (var month : Month.values()) {
            if (month.name().startsWith(name.substring(0, 3).toUpperCase(Locale.ROOT))) {
                return month;
            }
        }
        throw new DateTimeException("no month " + name);
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
