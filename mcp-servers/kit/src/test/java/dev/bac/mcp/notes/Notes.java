package dev.bac.mcp.notes;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.TenantLife;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The domain {@code notes}: one tool of every kind. */
public final class Notes implements TenantLife<Notes.Seed> {

    public enum Colour {
        RED,
        DARK_BLUE
    }

    public record Line(
            @Arg("What is noted") String text,
            @Arg("How often, such as 2") int times) {}

    public record Add(
            @Arg(value = "Title, unique among the notes", longest = 40)
            String title,

            @Arg("Amount, such as \"1200.00\"") @Nullable BigDecimal amount,
            @Arg("Day it is due") @Nullable LocalDate due,
            @Arg("Time to remind at") @Nullable Instant remind,
            @Arg("Whether it is pinned") @Nullable Boolean pinned,
            @Arg("Priority, 1 to 9") @Nullable Integer priority,
            @Arg("Colour of the paper") @Nullable Colour colour,

            @Arg(value = "Another note", ref = "note") @Nullable UUID after,

            @Arg(value = "Lines of it", longest = 3) @Nullable List<Line> lines) {

        public static Add titled(String title) {
            return new Add(title, null, null, null, null, null, null, null, null);
        }
    }

    public record Title(
            @Arg(value = "Title of the note", ref = "note") String title) {}

    public record Search(@Arg("Part of the title") @Nullable String text) {}

    public record Note(
            String summary,
            UUID id,
            String title,
            @Nullable BigDecimal amount,
            @Nullable LocalDate due,
            @Nullable Colour colour)
            implements Told {}

    public record Found(
            String summary,
            List<Row> items,
            int total,
            @Nullable String next) implements Told {}

    public record Row(UUID id, String title) {}

    public record Gone(String summary) implements Told {}

    public record Seed(List<Title> notes) {}

    public static DomainServer server() {
        return new DomainServer(
                "notes",
                "Notes",
                "Notes of a company.",
                "dev/bac/mcp/notes/migrations",
                List.of(
                        Tool.write(
                                        "notes_note_add",
                                        "Add a note",
                                        "Adds a note.",
                                        Effect.WRITE,
                                        Risk.NONE,
                                        Add.class,
                                        Note.class,
                                        Notes::add)
                                .example("Note that the rent is due", Add.titled("rent is due")),
                        Tool.read(
                                "notes_note_search",
                                "Find notes",
                                "Finds notes by title.",
                                Search.class,
                                Found.class,
                                Notes::search),
                        Tool.write(
                                "notes_note_remove",
                                "Remove a note",
                                "Removes a note for good.",
                                Effect.DESTRUCTIVE,
                                Risk.NONE,
                                Title.class,
                                Gone.class,
                                Notes::remove),
                        Tool.write(
                                "notes_note_pay",
                                "Pay a note",
                                "Pays a note.",
                                Effect.WRITE,
                                Risk.MONEY,
                                Add.class,
                                Note.class,
                                Notes::add),
                        Tool.read(
                                "notes_note_cheat",
                                "Write while reading",
                                "Claims to read and writes.",
                                Title.class,
                                Note.class,
                                (caller, tx, title) -> add(caller, tx, Add.titled(title.title())))),
                new Notes());
    }

    private static Note add(Caller caller, Tx tx, Add note) {
        if (note.title().isBlank()) {
            throw ToolRefusal.invalid("title", "is blank. Say what it is about.");
        }
        var id = tx.newId();
        tx.sql()
                .createUpdate("INSERT INTO note (id, title, amount, due) VALUES (:id, :title, :amount, :due)")
                .bind("id", id)
                .bind("title", note.title())
                .bind("amount", note.amount())
                .bind("due", note.due())
                .execute();
        return new Note("Noted: " + note.title() + ".", id, note.title(), note.amount(), note.due(), note.colour());
    }

    private static Found search(Caller caller, Tx tx, Search search) {
        var rows = tx.sql()
                .createQuery(
                        "SELECT id, title FROM note WHERE title ILIKE '%' || :text || '%' ORDER BY title LIMIT 200")
                .bind("text", search.text() == null ? "" : search.text())
                .map((row, _) -> new Row(row.getObject(1, UUID.class), row.getString(2)))
                .list();
        return new Found(rows.size() + " notes.", rows, rows.size(), null);
    }

    private static Gone remove(Caller caller, Tx tx, Title note) {
        int gone = tx.sql().execute("DELETE FROM note WHERE title = ?", note.title());
        if (gone == 0) {
            throw ToolRefusal.notFound("title", "note", note.title(), "Search the notes.");
        }
        return new Gone("Removed " + note.title() + ".");
    }

    @Override
    public Class<Seed> seedType() {
        return Seed.class;
    }

    @Override
    public void prepare(Tx tx) {
        seed(tx, new Seed(List.of(new Title("Welcome"))));
    }

    @Override
    public void seed(Tx tx, Seed seed) {
        for (var note : seed.notes()) {
            tx.sql()
                    .createUpdate("INSERT INTO note (id, title) VALUES (:id, :title) ON CONFLICT DO NOTHING")
                    .bind("id", tx.newId())
                    .bind("title", note.title())
                    .execute();
        }
    }

    @Override
    public ObjectNode export(Tx tx) {
        var all = ToolJson.mapper().createObjectNode();
        var notes = all.putArray("note");
        tx.sql()
                .createQuery("SELECT title FROM note ORDER BY title")
                .mapTo(String.class)
                .forEach(notes::add);
        return all;
    }

    @Override
    public List<String> tables() {
        return List.of("note");
    }

    @Override
    public List<String> verify(Tx tx) {
        return List.of();
    }
}
