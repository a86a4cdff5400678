package dev.bac.mcp.argument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** A WHERE clause grown from the filters that were given. Values are always bound, never written into the SQL. */
public final class Filter {
    private final List<String> clauses = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a fixed clause. */
    public Filter where(String clause) {
        clauses.add(clause);
        return this;
    }

    /** Adds a clause that uses {@code :name}, when there is a value for it. */
    public Filter where(String clause, String name, @Nullable Object value) {
        if (value != null) {
            clauses.add(clause);
            values.put(name, value instanceof Enum<?> constant ? constant.name() : value);
        }
        return this;
    }

    /** Binds a value that the statement uses elsewhere. */
    public Filter with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** {@code WHERE a AND b}, or nothing. */
    public String sql() {
        return clauses.isEmpty() ? "" : "WHERE " + String.join(" AND ", clauses);
    }

    /** Binds the values to a statement. */
    public <S extends SqlStatement<S>> S bindTo(S statement) {
        return statement.bindMap(values);
    }
}
