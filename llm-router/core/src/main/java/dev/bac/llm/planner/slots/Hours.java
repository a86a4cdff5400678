package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Value;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The hour of a day, for the tool that has a moment among its arguments. */
final class Hours {
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private Hours() {}

    /** Whether a tool has just one moment that an hour can mean. */
    static boolean kept(ToolShape shape) {
        return moments(shape.params()).size() == 1;
    }

    /** The hour that is said, else the morning. */
    static LocalTime said(Context context) {
        return time(context).orElse(MORNING);
    }

    /** The moment of a day with its hour, where the day alone went to another argument: a call is due, and reminded of. */
    static void into(ObjectNode arguments, List<Param> params, Context context) {
        var moments = moments(params);
        var time = time(context);
        var day = day(context);
        if (moments.size() == 1 && time.isPresent() && day.isPresent()) {
            var param = moments.getFirst();
            if (!arguments.has(param.name())) {
                arguments.set(param.name(), Convert.day(param, day.get(), time.get(), context.zone()));
            }
        }
    }

    private static List<Param> moments(List<Param> params) {
        return params.stream()
                .filter(param -> param.role() == Role.DATE
                        && param.format().equals("date-time")
                        && !Periods.start(param)
                        && !Periods.end(param))
                .toList();
    }

    private static Optional<LocalTime> time(Context context) {
        return context.spans().stream()
                .filter(span -> span.value() instanceof Value.Time)
                .map(span -> ((Value.Time) span.value()).time())
                .findFirst();
    }

    private static Optional<LocalDate> day(Context context) {
        return context.spans().stream()
                .filter(span -> span.value() instanceof Value.Days days && days.single())
                .map(span -> ((Value.Days) span.value()).from())
                .findFirst();
    }
}
