package dev.bac.crm.field;

import dev.bac.crm.mark.Admins;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.RecordKind;
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
import org.jspecify.annotations.Nullable;

/** The tool by which an admin adds a field to a kind of records. */
public final class FieldSaveTool {
    private static final int MOST_CHOICES = 100;
    private final Fields fields = new Fields();

    /** What {@code crm_setup_field} takes. */
    public record FieldSave(
            @Arg("The records it is for") RecordKind kind,

            @Arg("What people call it, such as Customer segment")
            String title,

            @Arg("What it holds; that of a field that is there stays")
            FieldType type,

            @Arg("Of a CHOICE: what can be chosen, at most 100") @Nullable List<String> choices) {}

    /** What {@code crm_setup_field} answers; by {@code key} the field is written and searched. */
    public record FieldSaved(String summary, boolean added, String key) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_setup_field",
                        "Add a field",
                        "Adds a field of your own to accounts, contacts, leads or deals, typed and validated; or changes"
                                + " the choices of one. For admins. Its values are set with crm_record_update.",
                        Effect.WRITE,
                        Risk.NONE,
                        FieldSave.class,
                        FieldSaved.class,
                        this::save)
                .example(
                        "Add a field Segment with the choices A, B and C to accounts",
                        new FieldSave(RecordKind.ACCOUNT, "Segment", FieldType.CHOICE, List.of("A", "B", "C")));
    }

    private FieldSaved save(Caller caller, Tx tx, FieldSave given) {
        Admins.only(caller, "add fields");
        Held.oneAtATime(tx, "fields");
        String title = Given.line("title", given.title(), 60);
        String key = Fold.of(title).replace(' ', '_');
        if (!key.matches("[a-z][a-z0-9_]{0,39}")) {
            throw ToolRefusal.invalid("title", "begin it with a letter a to z, at most 40 letters and digits");
        }
        var choices = choices(given);
        var known = fields.of(tx, given.kind());
        var old = known.stream().filter(field -> field.key().equals(key)).findFirst();
        if (old.isPresent() && old.get().type() != given.type()) {
            throw new ToolRefusal(
                    "conflict",
                    "type: " + title + " holds " + old.get().type() + " and stays so; add a field of another title");
        }
        if (old.isEmpty() && known.size() >= Fields.MOST) {
            throw ToolRefusal.invalid("title", "there are " + Fields.MOST + " fields already");
        }
        old.ifPresent(field -> field.choices().stream()
                .filter(choice -> !choices.contains(choice))
                .findFirst()
                .ifPresent(choice -> refuseUsed(tx, given.kind(), key, choice)));
        fields.save(tx, new Fields.Field(given.kind(), key, title, given.type(), choices));
        return new FieldSaved(
                "%s the field %s (%s) %s %ss."
                        .formatted(
                                old.isEmpty() ? "Added" : "Changed",
                                title,
                                key,
                                old.isEmpty() ? "to" : "of",
                                given.kind().table()),
                old.isEmpty(),
                key);
    }

    private static List<String> choices(FieldSave given) {
        var choices = given.choices() == null ? List.<String>of() : given.choices();
        if ((given.type() == FieldType.CHOICE) == choices.isEmpty()) {
            throw ToolRefusal.invalid(
                    "choices", given.type() == FieldType.CHOICE ? "give at least one" : "only a CHOICE has choices");
        }
        if (choices.size() > MOST_CHOICES) {
            throw ToolRefusal.invalid("choices", "are " + choices.size() + "; at most " + MOST_CHOICES);
        }
        return choices.stream()
                .map(choice -> Given.line("choices", choice, 60))
                .distinct()
                .toList();
    }

    private static void refuseUsed(Tx tx, RecordKind kind, String key, String choice) {
        long used = tx.sql()
                .createQuery("SELECT count(*) FROM " + kind.table() + " WHERE custom ->> :key = :choice")
                .bind("key", key)
                .bind("choice", choice)
                .mapTo(Long.class)
                .one();
        if (used > 0) {
            throw new ToolRefusal(
                    "conflict", "choices: " + used + " records hold \"" + choice + "\"; change those first");
        }
    }
}
