package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A task that says at its end when it is due: "call Acme next Tuesday at 10". */
final class DatedText {
    /** What may stand behind the day and belongs to it: an hour, a part of the day, a courtesy. */
    private static final Pattern HOUR = Pattern.compile(
            "[\\s,]*((?:at|by|around|before|after|from)\\s+(?:\\d{1,2}(?::\\d{2})?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|o['’]clock|h)?|noon|midnight)"
                    + "|\\d{1,2}:\\d{2}|\\d{1,2}\\s?(?:am|pm)|in the (?:morning|afternoon|evening)|morning|afternoon|evening|noon)?"
                    + "[\\s,]*(?:please)?[\\s.!]*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LINK = Pattern.compile("(?i)[\\s,]*(?:\\b(on|by|at|for|due)\\b)?\\s*$");

    private DatedText() {}

    /** Whether a day stands at the end of a text, with nothing behind it but an hour. */
    static boolean ends(Span text, Span day, Context context) {
        return day.value() instanceof Value.Days
                && day.start() > text.start()
                && day.start() < text.end()
                && HOUR.matcher(behind(text, day, context)).matches();
    }

    /**
     * The text without its day; the hour stays where a day's argument cannot keep it.
     *
     * @param moment true when an argument takes the hour too
     */
    static Optional<Span> without(Span text, Span day, Context context, boolean moment) {
        var before = LINK.matcher(context.sentence().text().substring(text.start(), day.start()))
                .replaceFirst("");
        int start = moment ? hour(text, text.start() + before.length(), context) : -1;
        if (start > 0) {
            before = LINK.matcher(before.substring(0, start - text.start())).replaceFirst("");
        }
        if (before.isBlank()) {
            return Optional.empty();
        }
        var hour = HOUR.matcher(behind(text, day, context));
        boolean taken = moment && times(context).anyMatch(time -> time.start() >= day.end());
        var kept = hour.matches() && hour.group(1) != null && !taken ? before + " " + spoken(hour.group(1)) : before;
        return Optional.of(new Span(text.start(), text.start() + before.length(), before, new Value.Free(kept)));
    }

    /** Where the hour begins that ends there, as "at 3pm" before "on Friday"; -1 for none. */
    private static int hour(Span text, int end, Context context) {
        return times(context)
                .filter(time -> time.end() == end && time.start() > text.start())
                .mapToInt(Span::start)
                .findFirst()
                .orElse(-1);
    }

    private static Stream<Span> times(Context context) {
        return context.spans().stream().filter(span -> span.value() instanceof Value.Time);
    }

    private static String spoken(String hour) {
        return hour.matches("(?i)morning|afternoon|evening") ? "in the " + hour : hour;
    }

    private static String behind(Span text, Span day, Context context) {
        return context.sentence().text().substring(day.end(), Math.max(day.end(), text.end()));
    }
}
