package dev.bac.crm.intake;

import dev.bac.crm.field.Fields;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.table.Cell;
import dev.bac.crm.table.Columns;
import dev.bac.crm.team.Teams;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives a record the owner, team, tags, own fields and id of its own system that a row says; tags replace the old. */
final class Marking {
    private static final int MOST_TAGS = 50;
    private final Fields fields = new Fields();
    private final Teams teams = new Teams();

    void mark(RowContext context, RecordKind kind, UUID id, Cells cells) {
        var own = new ArrayList<String>();
        cells.values().forEach((field, value) -> Columns.ownKey(field).ifPresent(key -> own.add(key + "=" + value)));
        String owner = Given.lineOrNull("owner", cells.get("owner"), 80);
        String team = Given.lineOrNull("team", cells.get("team"), 80);
        String external = Given.lineOrNull("externalId", cells.get("externalId"), 200);
        var tags = tags(cells.get("tags"));
        if (own.isEmpty() && owner == null && team == null && external == null && tags == null) {
            return;
        }
        var tx = context.tx();
        var old = tx.sql()
                .createQuery("SELECT " + Marks.COLUMNS + " FROM " + kind.table() + " WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> Marks.read(row))
                .one();
        var custom = old.custom().deepCopy();
        fields.set(tx, kind, custom, own);
        tx.sql()
                .createUpdate("UPDATE " + kind.table()
                        + " SET owner = :owner, team_id = CAST(:team AS uuid), tags = :tags,"
                        + " custom = CAST(:custom AS jsonb), external_id = coalesce(:external, external_id)"
                        + " WHERE id = :id")
                .bind("owner", owner == null ? old.owner() : owner)
                .bind(
                        "team",
                        team == null
                                ? old.team()
                                : teams.named(tx, context.caller(), "team", team)
                                        .id())
                .bind("tags", (tags == null ? old.tags() : tags).toArray(String[]::new))
                .bind("custom", custom.toString())
                .bind("external", external)
                .bind("id", id)
                .execute();
    }

    private static @Nullable List<String> tags(@Nullable String given) {
        if (given == null) {
            return null;
        }
        var tags = new TreeSet<String>();
        for (String tag : Cell.parts(given)) {
            tags.add(Given.line("tags", tag, 40).toLowerCase(Locale.ROOT));
        }
        if (tags.size() > MOST_TAGS) {
            throw ToolRefusal.invalid("tags", "a record has at most " + MOST_TAGS + " tags");
        }
        return List.copyOf(tags);
    }
}
