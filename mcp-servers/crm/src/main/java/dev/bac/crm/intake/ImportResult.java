package dev.bac.crm.intake;

import dev.bac.crm.table.Columns;
import dev.bac.mcp.Told;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an import came to, or would come to.
 *
 * @param number such as {@code IMP-1001}, by which it can be reverted
 * @param columns what each column of the table was taken for; without a field, it was left out
 */
public record ImportResult(
        String summary,
        UUID id,
        String number,
        ImportState state,
        int rows,
        int added,
        int changed,
        int left,
        int failed,
        List<Columns.Meaning> columns,
        List<Problem> problems)
        implements Told {

    /** A row that cannot be taken in; {@code line} is 1 for the first below the header. */
    public record Problem(
            int line, @Nullable String column, @Nullable String field, String problem) {}
}
