package dev.bac.orchestrator.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list, newest first.
 *
 * @param next id of its last row, when there are more
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    /** Cuts rows read with a limit one above the page's. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Object> id) {
        return rows.size() <= limit
                ? new Page<>(rows, Optional.empty())
                : new Page<>(
                        rows.subList(0, limit),
                        Optional.of(id.apply(rows.get(limit - 1)).toString()));
    }
}
