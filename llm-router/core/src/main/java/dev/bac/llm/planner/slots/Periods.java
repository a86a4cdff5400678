package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Sentence;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Dates in pairs: "last quarter" fills both ends of a period, "since May" only its beginning. */
final class Periods {
    private static final Set<String> START = Set.of("from", "start", "since", "after", "begin", "first", "min");
    private static final Set<String> END = Set.of("to", "end", "until", "before", "through", "till", "max");

    private Periods() {}

    static boolean start(Param param) {
        return param.stems().stream().anyMatch(START::contains);
    }

    static boolean end(Param param) {
        return param.stems().stream().anyMatch(END::contains);
    }

    /** True when it has filled a pair; the span is then used. */
    static boolean pair(List<Param> dates, List<Span> spans, Sentence sentence, ZoneId zone, ObjectNode arguments) {
        var said = new java.util.HashSet<String>();
        sentence.tokens().forEach(token -> said.add(token.stem()));
        var from = meant(dates.stream().filter(Periods::start).toList(), said);
        var to = meant(
                dates.stream().filter(param -> end(param) && !start(param)).toList(), said);
        var days = spans.stream()
                .filter(span -> span.value() instanceof Value.Days)
                .max((a, b) -> Integer.compare(a.text().length(), b.text().length()));
        if (from.isEmpty() || to.isEmpty() || days.isEmpty()) {
            return false;
        }
        var range = (Value.Days) days.get().value();
        var before = sentence.word(sentence.tokenAt(days.get().start()) - 1);
        var own = days.get().text().toLowerCase(java.util.Locale.ROOT);
        boolean since = Set.of("since", "after").contains(before)
                || own.startsWith("since")
                || (before.equals("from") && range.single());
        boolean until = Set.of("until", "till", "before", "by", "through").contains(before);
        if (!until) {
            put(from.get(), range.from(), LocalTime.MIN, zone, arguments);
        }
        if (!since) {
            var last = until && before.equals("before") ? range.from() : range.to();
            put(to.get(), last, LocalTime.of(23, 59, 59), zone, arguments);
        }
        return true;
    }

    /** Of several pairs the one the sentence names, as "due" does of issued and due; else the first. */
    private static java.util.Optional<Param> meant(List<Param> ends, Set<String> said) {
        return ends.stream()
                .filter(param -> param.stems().stream()
                        .anyMatch(stem -> !START.contains(stem) && !END.contains(stem) && said.contains(stem)))
                .findFirst()
                .or(() -> ends.stream().findFirst());
    }

    /** The end of a range for "due" and "as of", its beginning for all else. */
    static java.time.LocalDate one(Param param, Value.Days days) {
        boolean late = end(param)
                || param.stems().contains("due")
                || param.stems().contains("of")
                || param.stems().contains("close");
        return late && !start(param) ? days.to() : days.from();
    }

    private static void put(Param param, java.time.LocalDate day, LocalTime time, ZoneId zone, ObjectNode arguments) {
        arguments.set(param.name(), Convert.day(param, day, time, zone));
    }
}
