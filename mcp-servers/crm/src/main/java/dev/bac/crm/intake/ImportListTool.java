package dev.bac.crm.intake;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tool that lists imports, and tells the problems of one. */
final class ImportListTool {
    private static final int STANDARD = 20;
    private final ImportStore imports = new ImportStore();
    private final Importing importing;

    ImportListTool(Importing importing) {
        this.importing = importing;
    }

    /** What {@code crm_import_list} takes. */
    public record ImportsWanted(
            @Arg("Only this import, by its number such as IMP-1001 or its id") @Nullable String importNumber,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit) {}

    /** An import; {@code problems} are told of one alone. */
    public record ImportRow(
            UUID id,
            String number,
            String kind,
            ImportState state,
            String by,
            Instant at,
            String outcome,
            List<ImportResult.Problem> problems) {}

    /** What {@code crm_import_list} answers. */
    public record ImportList(String summary, List<ImportRow> items) implements Told {}

    Tool<?, ?> tool() {
        return Tool.read(
                        "crm_import_list",
                        "List imports",
                        "Lists imports of tables, the newest first, with who made them, how they stand and what they came"
                                + " to; of one alone also the problems of its rows.",
                        ImportsWanted.class,
                        ImportList.class,
                        this::list)
                .example("Which imports were there?", new ImportsWanted(null, null))
                .example("What became of the import IMP-1003?", new ImportsWanted("IMP-1003", null));
    }

    private ImportList list(Caller caller, Tx tx, ImportsWanted given) {
        int most = Given.rows(given.limit(), STANDARD);
        String wanted = Given.lineOrNull("importNumber", given.importNumber(), 60);
        UUID only = wanted == null
                ? null
                : imports.named(tx, wanted)
                        .orElseThrow(() -> ToolRefusal.notFound(
                                "importNumber", "import", wanted, "Leave it out to see all imports."));
        var items = imports.newest(tx, only, most).stream()
                .map(one -> row(tx, one, only != null))
                .toList();
        String summary = items.isEmpty()
                ? "No import yet."
                : only == null
                        ? "%,d %s, the newest %s."
                                .formatted(
                                        items.size(),
                                        items.size() == 1 ? "import" : "imports",
                                        items.getFirst().number())
                        : items.getFirst().number() + ": " + items.getFirst().outcome();
        return new ImportList(summary, items);
    }

    private ImportRow row(Tx tx, ImportStore.Listed one, boolean whole) {
        var result = importing.result(tx, one.order());
        return new ImportRow(
                one.order().id(),
                one.order().label(),
                Importing.told(one.order().kind()),
                one.order().state(),
                one.by(),
                one.at(),
                result.summary(),
                whole ? result.problems() : List.of());
    }
}
