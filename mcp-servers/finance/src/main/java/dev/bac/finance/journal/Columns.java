package dev.bac.finance.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** Rows as columns, each an array: one statement takes any number of rows and keeps one plan. */
final class Columns {
    private Columns() {}

    /** @param type PostgreSQL's name of the elements' type */
    static <T> Argument of(String type, List<T> rows, Function<T, @Nullable Object> value) {
        var values = new ArrayList<@Nullable Object>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return (position, statement, _) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, values.toArray()));
    }
}
