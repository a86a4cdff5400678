package dev.bac.knowledge.note;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.retrieval.Wording;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Notes in PostgreSQL. A caller finds the company's, their own, and those of the agent that acts for them. */
final class NoteStore {
    private static final int MOST_OF_AN_OWNER = 1_000;
    private static final PageOrder NEWEST = PageOrder.descending("newest", "id", "uuid");
    private static final String COLUMNS =
            "id, audience, owner, text, source, created_by, created_by_agent, created_at, expires_at";
    private static final String SEES = """
            WHERE expires_at > :now AND (audience = 'TEAM' OR (audience = 'USER' AND owner = :user)
                OR (audience = 'AGENT' AND owner = :agent))
            """;

    /** Adds it; one that says the same to the same audience lasts as long as the new one would, and stays one. */
    Note keep(Tx tx, Note note) {
        tx.sql()
                .createUpdate("DELETE FROM note WHERE expires_at <= :now")
                .bind("now", tx.now())
                .execute();
        long there = tx.sql()
                .createQuery("SELECT count(*) FROM note WHERE audience = :audience AND owner = :owner")
                .bind("audience", note.audience().name())
                .bind("owner", note.owner())
                .mapTo(Long.class)
                .one();
        if (there >= MOST_OF_AN_OWNER) {
            throw ToolRefusal.invalid(
                    "text", "there are %d notes already, which is the most; forget some first".formatted(there));
        }
        return tx.sql()
                .createQuery("INSERT INTO note (" + COLUMNS + """
                        , words) VALUES (:id, :who, :owner, :text, :from, :createdBy, :agent, :createdAt, :expiresAt,
                            array_to_tsvector(:stems))
                        ON CONFLICT (tenant_id, audience, owner, md5(text)) DO UPDATE
                            SET expires_at = greatest(note.expires_at, excluded.expires_at)
                        RETURNING
                        """ + COLUMNS)
                .bindMethods(note)
                .bind("who", note.audience().name())
                .bind("from", note.source().name())
                .bind("stems", Wording.stems(note.text()).stream().distinct().toArray(String[]::new))
                .map((row, _) -> read(row))
                .one();
    }

    Page<Note> list(Tx tx, Caller caller, @Nullable String query, PageWanted wanted) {
        var words = words(query);
        return NEWEST.read(
                tx,
                "SELECT " + COLUMNS + " FROM note " + SEES
                        + (words.isEmpty() ? "" : " AND words @@ CAST(:query AS tsquery)"),
                sql -> {
                    sees(sql, tx, caller);
                    return words.isEmpty() ? sql : sql.bind("query", words);
                },
                wanted,
                (row, _) -> read(row));
    }

    Note named(Tx tx, Caller caller, String field, String given) {
        return new Lookup<>("note", Note::label, (Note note) -> note.id() + " " + note.label())
                .one(
                        field,
                        given,
                        List.of(
                                () -> Lookup.id(given)
                                        .map(id -> by(tx, caller, "id = :value", id))
                                        .orElse(List.of()),
                                () -> by(tx, caller, "lower(text) = lower(:value)", given.strip()),
                                () -> list(tx, caller, given, new PageWanted(10, null))
                                        .items()),
                        () -> list(tx, caller, null, new PageWanted(5, null)).items());
    }

    void remove(Tx tx, UUID id) {
        tx.sql().createUpdate("DELETE FROM note WHERE id = :id").bind("id", id).execute();
    }

    private static List<Note> by(Tx tx, Caller caller, String condition, Object value) {
        return sees(
                        tx.sql()
                                .createQuery(
                                        "SELECT " + COLUMNS + " FROM note " + SEES + " AND " + condition + " LIMIT 20")
                                .bind("value", value),
                        tx,
                        caller)
                .map((row, _) -> read(row))
                .list();
    }

    private static <S extends SqlStatement<S>> S sees(S statement, Tx tx, Caller caller) {
        return statement
                .bind("now", tx.now())
                .bind("user", caller.user().value().toString())
                .bind("agent", caller.actor().map(actor -> actor.agent()).orElse(""));
    }

    /** All words of a query; empty for none. */
    private static String words(@Nullable String query) {
        return query == null
                ? ""
                : Wording.stems(query).stream()
                        .distinct()
                        .limit(20)
                        .map(stem -> "'" + stem.replace("'", "''").replace("\\", "\\\\") + "'")
                        .collect(Collectors.joining(" | "));
    }

    private static Note read(ResultSet row) throws SQLException {
        return new Note(
                row.getObject("id", UUID.class),
                Audience.valueOf(row.getString("audience")),
                row.getString("owner"),
                row.getString("text"),
                Source.valueOf(row.getString("source")),
                row.getString("created_by"),
                row.getString("created_by_agent"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
