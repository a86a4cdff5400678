package dev.bac.crm.search;

import dev.bac.crm.field.Fields;
import dev.bac.crm.naming.Fold;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Turns conditions into SQL. Fields are looked up in a closed list and values are bound, so nothing of what was given
 * becomes part of the statement.
 */
final class ConditionSql {
    private static final int MOST = 20;
    private static final int LONGEST = 200;
    private static final String CUSTOM = "custom.";
    private static final String FIELD = "conditions";

    private final Tx tx;
    private final SearchKind kind;
    private final List<Fields.Field> custom;
    private final Filter filter = new Filter();
    private int bound;

    ConditionSql(Tx tx, SearchKind kind, List<Fields.Field> custom) {
        this.tx = tx;
        this.kind = kind;
        this.custom = List.copyOf(custom);
    }

    /** Conditions of one group are alternatives; of each group one must hold. */
    Filter filter(List<RecordSearchTool.Condition> conditions) {
        if (conditions.size() > MOST) {
            throw ToolRefusal.invalid(FIELD, "are " + conditions.size() + "; give at most " + MOST);
        }
        var groups = new TreeMap<Integer, List<String>>();
        int alone = Integer.MIN_VALUE;
        for (var condition : conditions) {
            int group = condition.group() == null ? alone++ : condition.group();
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(clause(condition));
        }
        groups.values().forEach(any -> filter.where("(" + String.join(" OR ", any) + ")"));
        return filter;
    }

    private String clause(RecordSearchTool.Condition condition) {
        String field = Given.line(FIELD, condition.field(), 60);
        String value = Given.lineOrNull(FIELD, condition.value(), LONGEST);
        boolean needsValue = condition.is() != Is.EMPTY && condition.is() != Is.FILLED;
        if (needsValue && value == null) {
            throw ToolRefusal.invalid(FIELD, "give a value for " + field);
        }
        String given = value == null ? "" : value;
        if (field.equals("any")) {
            return words(field, condition.is(), given);
        }
        if (field.equals("tag")) {
            return tag(condition.is(), given);
        }
        if (field.equals("team")) {
            return text("(SELECT m.name FROM team m WHERE m.id = t.team_id)", field, condition.is(), given);
        }
        if (field.equals("createdAt")) {
            return date(
                    "CAST(t.created_at AT TIME ZONE "
                            + bind(tx.settings().zone().getId()) + " AS date)",
                    condition,
                    given);
        }
        if (field.startsWith(CUSTOM)) {
            return own(field.substring(CUSTOM.length()), condition, given);
        }
        String column = kind.texts().get(field);
        if (column == null) {
            throw unknown(field);
        }
        return text(column, field, condition.is(), given);
    }

    private ToolRefusal unknown(String field) {
        var known = new ArrayList<>(List.of("any"));
        known.addAll(kind.texts().keySet());
        known.addAll(List.of("team", "tag", "createdAt"));
        custom.forEach(own -> known.add(CUSTOM + own.key()));
        return ToolRefusal.invalid(FIELD, "no field \"" + field + "\"; there are " + String.join(", ", known));
    }

    private String words(String field, Is is, String given) {
        String query = Fold.query(given);
        if (is != Is.HOLDS) {
            throw ToolRefusal.invalid(FIELD, field + " takes HOLDS with words");
        }
        return query.isEmpty() ? "true" : "t.words @@ to_tsquery('simple', " + bind(query) + ")";
    }

    private String tag(Is is, String given) {
        String tag = given.toLowerCase(Locale.ROOT);
        return switch (is) {
            case EQUAL, HOLDS -> "t.tags @> ARRAY[CAST(" + bind(tag) + " AS text)]";
            case NOT_EQUAL -> "NOT t.tags @> ARRAY[CAST(" + bind(tag) + " AS text)]";
            case EMPTY -> "t.tags = '{}'";
            case FILLED -> "t.tags <> '{}'";
            case BEGINS, LIKE, AT_LEAST, AT_MOST ->
                throw ToolRefusal.invalid(FIELD, "a tag is EQUAL, NOT_EQUAL, EMPTY or FILLED");
        };
    }

    private String text(String column, String field, Is is, String given) {
        return switch (is) {
            case EQUAL -> "lower(%s) = lower(%s)".formatted(column, bind(given));
            case NOT_EQUAL -> "lower(%s) IS DISTINCT FROM lower(%s)".formatted(column, bind(given));
            case BEGINS -> begins(column, field, given);
            case HOLDS -> holds(column, field, given);
            case LIKE -> like(field, given);
            case EMPTY -> column + " IS NULL";
            case FILLED -> column + " IS NOT NULL";
            case AT_LEAST, AT_MOST ->
                throw ToolRefusal.invalid(FIELD, field + " is text; compare dates and numbers so");
        };
    }

    /** A name begins by its index; another text is compared as it is. */
    private String begins(String column, String field, String given) {
        String folded = Fold.of(given);
        if (!field.equals("name") || folded.isEmpty()) {
            return "starts_with(lower(%s), lower(%s))".formatted(column, bind(given));
        }
        // The next text after all that begin so: U+FFFF is no character.
        return "(t.folded >= %s AND t.folded < %s)".formatted(bind(folded), bind(folded + "\uFFFF"));
    }

    /** The words are found by their index first, wherever they are, then looked for in the field itself. */
    private String holds(String column, String field, String given) {
        String query = Fold.query(given);
        if (query.isEmpty()) {
            throw ToolRefusal.invalid(FIELD, field + ": give letters or digits to look for");
        }
        return "to_tsvector('simple', coalesce(%s, '')) @@ to_tsquery('simple', %s)".formatted(column, bind(query));
    }

    private String like(String field, String given) {
        String folded = Fold.of(given);
        if (!field.equals("name") || folded.isEmpty()) {
            throw ToolRefusal.invalid(FIELD, "only a name can be LIKE another; use HOLDS for " + field);
        }
        return "t.folded % " + bind(folded);
    }

    private String date(String column, RecordSearchTool.Condition condition, String given) {
        return switch (condition.is()) {
            case EQUAL -> column + " = " + bind(day(condition, given));
            case NOT_EQUAL -> column + " IS DISTINCT FROM " + bind(day(condition, given));
            case AT_LEAST -> column + " >= " + bind(day(condition, given));
            case AT_MOST -> column + " <= " + bind(day(condition, given));
            case EMPTY -> column + " IS NULL";
            case FILLED -> column + " IS NOT NULL";
            case BEGINS, HOLDS, LIKE -> throw ToolRefusal.invalid(FIELD, condition.field() + " is a date");
        };
    }

    private static LocalDate day(RecordSearchTool.Condition condition, String given) {
        try {
            return Given.date(FIELD, LocalDate.parse(given));
        } catch (DateTimeParseException e) {
            throw ToolRefusal.invalid(
                    FIELD, condition.field() + ": \"" + given + "\" is no day; write it like 2026-02-28");
        }
    }

    private String own(String key, RecordSearchTool.Condition condition, String given) {
        var field = custom.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> unknown(CUSTOM + key));
        String value = "(t.custom ->> " + bind(key) + ")";
        return switch (field.type()) {
            case TEXT, CHOICE -> text(value, condition.field(), condition.is(), given);
            case DATE -> date("CAST(" + value + " AS date)", condition, given);
            case NUMBER -> number("CAST(" + value + " AS numeric)", condition, given);
            case YES_NO ->
                text(
                        value,
                        condition.field(),
                        condition.is(),
                        given.equalsIgnoreCase("yes") ? "true" : given.equalsIgnoreCase("no") ? "false" : given);
        };
    }

    private String number(String column, RecordSearchTool.Condition condition, String given) {
        if (condition.is() == Is.EMPTY || condition.is() == Is.FILLED) {
            return column + (condition.is() == Is.EMPTY ? " IS NULL" : " IS NOT NULL");
        }
        BigDecimal number;
        try {
            number = Given.number(FIELD, new BigDecimal(given), 20, new BigDecimal("1e30"));
        } catch (NumberFormatException e) {
            throw ToolRefusal.invalid(FIELD, condition.field() + ": \"" + given + "\" is no number");
        }
        return switch (condition.is()) {
            case EQUAL -> column + " = " + bind(number);
            case NOT_EQUAL -> column + " IS DISTINCT FROM " + bind(number);
            case AT_LEAST -> column + " >= " + bind(number);
            case AT_MOST -> column + " <= " + bind(number);
            case BEGINS, HOLDS, LIKE, EMPTY, FILLED ->
                throw ToolRefusal.invalid(FIELD, condition.field() + " is a number");
        };
    }

    private String bind(Object value) {
        String name = "c" + bound++;
        filter.with(name, value);
        return ":" + name;
    }
}
