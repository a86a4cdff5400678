package dev.bac.store.changes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Tells from a statement's text which kinds it can read. No tool says this of itself, so none can forget one.
 *
 * <p>It is not a parser, and need not be. A statement reaches a table by its name, or by the name of a view or function
 * whose text names it; so every word of the text, in quotes or not, that is the name of a table counts as read. A
 * column or a text that happens to be called like a table makes the answer too wide, which costs a hit; nothing makes it
 * too narrow. Whatever cannot be told that way makes it unknown: a table whose changes are not noted, the time, chance,
 * SQL built inside the database, the database's own catalogue.
 */
public final class Tables {
    /** Most statements whose kinds are remembered; a program has some hundreds. */
    private static final int MOST_REMEMBERED = 4_096;

    private static final int DEEPEST = 16;
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    /** What makes an answer depend on more than rows. */
    private static final Set<String> UNTELLABLE = Set.of(
            "now",
            "today",
            "tomorrow",
            "yesterday",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "clock_timestamp",
            "statement_timestamp",
            "transaction_timestamp",
            "timeofday",
            "age",
            "random",
            "gen_random_uuid",
            "uuidv7",
            "nextval",
            "currval",
            "lastval",
            "execute",
            "query_to_xml",
            "table_to_xml",
            "cursor_to_xml",
            "schema_to_xml",
            "database_to_xml",
            "dblink",
            "txid_current",
            "information_schema");

    private final boolean noted;
    private final Set<String> tracked;
    private final Set<String> others;
    private final Map<String, String> definitions;
    private final Map<String, Optional<Set<String>>> remembered = new ConcurrentHashMap<>();

    private Tables(boolean noted, Set<String> tracked, Set<String> others, Map<String, String> definitions) {
        this.noted = noted;
        this.tracked = Set.copyOf(tracked);
        this.others = Set.copyOf(others);
        this.definitions = Map.copyOf(definitions);
    }

    /** Those of a schema whose changes are not noted: nothing can be told. */
    public static Tables untold() {
        return new Tables(false, Set.of(), Set.of(), Map.of());
    }

    /** Those of a schema with {@link Changes#MIGRATIONS}, looked up once. */
    static Tables of(Handle handle, String schema) {
        var tracked = new HashSet<>(handle.createQuery("SELECT name FROM bac_tracking() WHERE tracked")
                .mapTo(String.class)
                .list());
        var others = new HashSet<>(handle.createQuery("""
                        SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'm', 'S', 'f')
                           AND relnamespace = CAST(:schema AS regnamespace)
                        """)
                .bind("schema", schema)
                .mapTo(String.class)
                .list());
        others.removeAll(tracked);
        if (!tracked.stream().allMatch(Tables::isPlain) || !others.stream().allMatch(Tables::isPlain)) {
            return untold();
        }
        var definitions = new HashMap<String, String>();
        handle.createQuery("""
                        SELECT relname AS name, pg_get_viewdef(oid) AS text FROM pg_class
                        WHERE relkind = 'v' AND relnamespace = CAST(:schema AS regnamespace)
                        UNION ALL
                        SELECT proname, coalesce(pg_get_function_sqlbody(oid), prosrc) FROM pg_proc
                        WHERE prorettype <> 'trigger'::regtype AND pronamespace = CAST(:schema AS regnamespace)
                        """)
                .bind("schema", schema)
                .map((row, _) -> Map.entry(row.getString("name"), row.getString("text")))
                .forEach(one -> definitions.merge(one.getKey(), one.getValue(), (a, b) -> a + " " + b));
        return new Tables(true, tracked, others, definitions);
    }

    /** Words are compared in lower case. */
    private static boolean isPlain(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT)) && WORD.matcher(name).matches();
    }

    /** False for {@link #untold}. */
    public boolean noted() {
        return noted;
    }

    /** True when every change of this kind is noted. */
    boolean tracks(String kind) {
        return tracked.contains(kind);
    }

    /** The kinds that the statement can read; empty when that cannot be told. */
    Optional<Set<String>> in(String sql) {
        var known = remembered.get(sql);
        if (known != null) {
            return known;
        }
        var kinds = new HashSet<String>();
        Optional<Set<String>> found =
                read(sql, kinds, new HashSet<>(), 0) ? Optional.of(Set.copyOf(kinds)) : Optional.empty();
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(sql, found);
        }
        return found;
    }

    private boolean read(String text, Set<String> kinds, Set<String> seen, int depth) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!noted || depth > DEEPEST || lower.contains("u&\"")) {
            return false;
        }
        var words = WORD.matcher(lower);
        while (words.find()) {
            String word = words.group();
            if (tracked.contains(word)) {
                kinds.add(word);
            } else if (others.contains(word) || UNTELLABLE.contains(word) || word.startsWith("pg_")) {
                return false;
            }
            String definition = definitions.get(word);
            if (definition != null && seen.add(word) && !read(definition, kinds, seen, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
