package dev.bac.llm.planner.spans;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of day: "3pm", "15:30", "noon"; beside a day also "at 10". */
final class Clock {
    private static final Pattern CLOCK = Pattern.compile(
            "\\b(\\d{1,2})(?::(\\d{2}))?\\s?(am|pm|a\\.m\\.|p\\.m\\.)|\\b(\\d{1,2}):(\\d{2})\\b|\\b(noon|midnight)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HOUR = Pattern.compile(
            "\\bat (\\d{1,2})(?: o['’]clock)?(?=\\s*(?:$|[.!?,;](?!\\d)|on\\b|please\\b|to (?!\\d)))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BETWEEN = Pattern.compile("(?i)[\\s,]*(?:on\\s+)?");
    /** Nobody is called before: "at 3" is in the afternoon. */
    private static final int FIRST = 7;

    private static final int NOON = 12;

    private Clock() {}

    static List<Span> in(String text, List<Span> days) {
        var spans = new ArrayList<Span>();
        for (var m = CLOCK.matcher(text); m.find(); ) {
            time(m).ifPresent(time -> spans.add(new Span(m.start(), m.end(), m.group(), new Value.Time(time))));
        }
        for (var m = HOUR.matcher(text); m.find(); ) {
            int hour = Integer.parseInt(m.group(1));
            if (hour < 24 && days.stream().anyMatch(day -> beside(text, day, m.start(), m.end()))) {
                var time = LocalTime.of(hour > 0 && hour < FIRST ? hour + NOON : hour, 0);
                spans.add(new Span(m.start(1), m.end(), text.substring(m.start(1), m.end()), new Value.Time(time)));
            }
        }
        return spans;
    }

    private static boolean beside(String text, Span day, int start, int end) {
        int from = day.end() <= start ? day.end() : end;
        int to = day.end() <= start ? start : day.start();
        return from <= to && BETWEEN.matcher(text.substring(from, to)).matches();
    }

    private static Optional<LocalTime> time(Matcher m) {
        if (m.group(6) != null) {
            return Optional.of(lower(m.group(6)).equals("noon") ? LocalTime.NOON : LocalTime.MIDNIGHT);
        }
        int hour = Integer.parseInt(m.group(1) != null ? m.group(1) : m.group(4));
        var minutes = m.group(1) != null ? m.group(2) : m.group(5);
        if (m.group(3) != null) {
            hour = hour % NOON + (lower(m.group(3)).startsWith("p") ? NOON : 0);
        }
        int minute = minutes == null ? 0 : Integer.parseInt(minutes);
        return hour < 24 && minute < 60 ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
