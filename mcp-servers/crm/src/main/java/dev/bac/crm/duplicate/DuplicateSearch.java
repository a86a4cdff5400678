package dev.bac.crm.duplicate;

import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Finds records that may be the same: PostgreSQL proposes, by equal values and by trigrams, each from an index; the rules
 * of {@link Candidate} decide.
 */
final class DuplicateSearch {
    /** Of one record by one criterion: a value that more share says nothing. */
    private static final int PROPOSED = 25;

    private static final double TRIGRAMS = 0.45;

    /** Two records, why they may be one, and how likely that is. */
    record Found(Candidate one, Candidate other, Set<Likely> reasons, double likeness) {}

    /** A part of the records, in order of their numbers. */
    List<Candidate> part(Tx tx, DuplicateKind kind, int after, int most) {
        return tx.sql()
                .createQuery(kind.select + " WHERE t.number > :after ORDER BY t.number LIMIT :most")
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> read(kind, row))
                .list();
    }

    List<Candidate> byIds(Tx tx, DuplicateKind kind, Collection<UUID> ids) {
        return tx.sql()
                .createQuery(kind.select + " WHERE t.id = ANY(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, _) -> read(kind, row))
                .list();
    }

    /**
     * Records like these, each pair once, the likeliest first.
     *
     * @param every false to leave out pairs whose other has the smaller number, as found with that one
     */
    List<Found> like(Tx tx, DuplicateKind kind, List<Candidate> records, boolean every, double atLeast) {
        var proposed = proposed(tx, kind, records, every);
        var others =
                byIds(
                                tx,
                                kind,
                                new LinkedHashSet<>(proposed.values().stream()
                                        .flatMap(Collection::stream)
                                        .toList()))
                        .stream()
                        .collect(Collectors.toMap(Candidate::id, one -> one));
        var found = new ArrayList<Found>();
        for (var one : records) {
            for (var id : proposed.getOrDefault(one.id(), Set.of())) {
                var other = Objects.requireNonNull(others.get(id));
                var reasons = one.same(other, kind.people());
                double likeness = Likely.together(reasons);
                if (!reasons.isEmpty() && likeness >= atLeast) {
                    found.add(new Found(one, other, reasons, likeness));
                }
            }
        }
        found.sort((a, b) -> Double.compare(b.likeness(), a.likeness()));
        return found;
    }

    private static Map<UUID, Set<UUID>> proposed(Tx tx, DuplicateKind kind, List<Candidate> records, boolean every) {
        tx.sql()
                .createQuery("SELECT set_config('pg_trgm.similarity_threshold', :threshold, true)")
                .bind("threshold", Double.toString(TRIGRAMS))
                .mapTo(String.class)
                .one();
        String beyond = every ? "o.id <> t.id" : "o.number > t.number";
        var parts = new ArrayList<String>();
        for (String column : kind.equal()) {
            parts.add("(SELECT o.id FROM %1$s o WHERE o.%2$s = t.%2$s AND %3$s LIMIT %4$d)"
                    .formatted(kind.table(), column, beyond, PROPOSED));
        }
        parts.add("(SELECT o.id FROM %1$s o WHERE o.%2$s %% t.%2$s AND %3$s LIMIT %4$d)"
                .formatted(kind.table(), kind.fuzzy, beyond, PROPOSED));
        var proposed = new HashMap<UUID, Set<UUID>>();
        tx.sql()
                .createQuery("""
                        SELECT t.id AS one, like_it.id AS other FROM %s t
                        CROSS JOIN LATERAL (%s) AS like_it WHERE t.id = ANY(:ids)
                        """.formatted(kind.table(), String.join(" UNION ", parts)))
                .bind("ids", records.stream().map(Candidate::id).toArray(UUID[]::new))
                .map((row, _) -> Map.entry(row.getObject("one", UUID.class), row.getObject("other", UUID.class)))
                .forEach(pair -> proposed.computeIfAbsent(pair.getKey(), _ -> new LinkedHashSet<>())
                        .add(pair.getValue()));
        return proposed;
    }

    private static Candidate read(DuplicateKind kind, ResultSet row) throws SQLException {
        String name = row.getString("name");
        String company = row.getString("company");
        return new Candidate(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getString("label") + " " + name + (company == null ? "" : ", " + company),
                row.getString("compared"),
                row.getString("sound"),
                kind.people() ? Candidate.company(company) : null,
                row.getString("email"),
                row.getString("phone"),
                row.getString("domain"));
    }
}
