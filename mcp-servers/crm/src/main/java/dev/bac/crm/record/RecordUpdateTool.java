package dev.bac.crm.record;

import dev.bac.crm.field.Fields;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.mark.Versions;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.team.Teams;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The tool that gives a record an owner, a team, tags and values of own fields. */
public final class RecordUpdateTool {
    private static final int MOST_TAGS = 50;
    private static final String NOBODY = "none";
    private final AnyRecord.Stores records;
    private final Fields fields = new Fields();
    private final Teams teams = new Teams();

    public RecordUpdateTool(AnyRecord.Stores records) {
        this.records = records;
    }

    /** What {@code crm_record_update} takes. */
    public record RecordUpdate(
            @Arg("The account, contact, lead or deal, by id, number or name")
            String record,

            @Arg("The colleague who looks after it, by name; none for nobody") @Nullable String owner,

            @Arg("The team it belongs to, by name; none for everybody") @Nullable String team,

            @Arg("Tags to add, such as vip") @Nullable List<String> addTags,

            @Arg("Tags to take away") @Nullable List<String> removeTags,

            @Arg("Values of the company's own fields, each like segment=A; segment= empties it") @Nullable List<String> fields,

            @Arg("The version you read; when the record has changed since, nothing is done") @Nullable Integer version) {}

    /** What {@code crm_record_update} answers. */
    public record RecordUpdated(
            String summary,
            UUID id,
            String record,
            @Nullable String owner,
            @Nullable String team,
            List<String> tags,
            ObjectNode custom,
            int version)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_record_update",
                        "Tag or assign a record",
                        "Gives an account, contact, lead or deal an owner or a team, adds and takes away tags, and sets"
                                + " your own fields. Names, addresses and stages are changed by the tool of each kind.",
                        Effect.WRITE,
                        Risk.NONE,
                        RecordUpdate.class,
                        RecordUpdated.class,
                        this::update)
                .example("Tag CON-1042 as vip", update("CON-1042", null, List.of("vip")))
                .example("Assign the account Hooli to Petra Lang", update("Hooli", "Petra Lang", null))
                .example("Petra Lang looks after LEAD-1012 from now on", update("LEAD-1012", "Petra Lang", null));
    }

    private RecordUpdated update(Caller caller, Tx tx, RecordUpdate given) {
        var named = records.named(tx, "record", given.record());
        Held.row(tx, named.kind().table(), named.id());
        var old = marks(tx, named.kind(), named.id());
        Versions.check(named.label(), old.version(), given.version());
        String owner = Given.lineOrNull("owner", given.owner(), 80);
        var tags = tags(old.tags(), given);
        var custom = old.custom().deepCopy();
        fields.set(tx, named.kind(), custom, given.fields() == null ? List.of() : given.fields());
        var now = new Marks(
                old.version(),
                owner == null ? old.owner() : owner.equalsIgnoreCase(NOBODY) ? null : owner,
                team(caller, tx, old.team(), Given.lineOrNull("team", given.team(), 80)),
                tags,
                custom);
        if (now.equals(old)) {
            throw ToolRefusal.invalid("record", "nothing to change on " + named.label() + "; give a new value");
        }
        write(tx, named, now);
        var written = marks(tx, named.kind(), named.id());
        return new RecordUpdated(
                "Changed " + named.label() + tell(written) + ".",
                named.id(),
                named.label(),
                written.owner(),
                written.team() == null ? null : teams.name(tx, written.team()),
                written.tags(),
                written.custom(),
                written.version());
    }

    private @Nullable UUID team(Caller caller, Tx tx, @Nullable UUID old, @Nullable String given) {
        if (given == null) {
            return old;
        }
        return given.equalsIgnoreCase(NOBODY)
                ? null
                : teams.named(tx, caller, "team", given).id();
    }

    private static List<String> tags(List<String> old, RecordUpdate given) {
        var tags = new TreeSet<>(old);
        tags.addAll(plain("addTags", given.addTags()));
        plain("removeTags", given.removeTags()).forEach(tags::remove);
        if (tags.size() > MOST_TAGS) {
            throw ToolRefusal.invalid("addTags", "a record has at most " + MOST_TAGS + " tags");
        }
        return List.copyOf(tags);
    }

    private static List<String> plain(String field, @Nullable List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(tag -> Given.line(field, tag, 40).toLowerCase(Locale.ROOT))
                        .toList();
    }

    private static Marks marks(Tx tx, RecordKind kind, UUID id) {
        return tx.sql()
                .createQuery("SELECT " + Marks.COLUMNS + " FROM " + kind.table() + " WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> Marks.read(row))
                .one();
    }

    private static void write(Tx tx, AnyRecord record, Marks now) {
        tx.sql()
                .createUpdate("UPDATE " + record.kind().table()
                        + " SET owner = :owner, team_id = CAST(:team AS uuid), tags = :tags,"
                        + " custom = CAST(:custom AS jsonb) WHERE id = :id")
                .bind("owner", now.owner())
                .bind("team", now.team())
                .bind("tags", now.tags().toArray(String[]::new))
                .bind("custom", now.custom().toString())
                .bind("id", record.id())
                .execute();
    }

    private static String tell(Marks now) {
        return (now.owner() == null ? "" : "; owner " + now.owner())
                + (now.tags().isEmpty() ? "" : "; tags " + String.join(", ", now.tags()));
    }

    private static RecordUpdate update(String record, @Nullable String owner, @Nullable List<String> tags) {
        return new RecordUpdate(record, owner, null, tags, null, null, null);
    }
}
