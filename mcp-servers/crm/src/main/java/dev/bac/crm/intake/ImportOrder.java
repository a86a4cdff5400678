package dev.bac.crm.intake;

import dev.bac.crm.naming.Numbers;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.table.Columns;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as it was asked for.
 *
 * @param number told as {@code IMP-1001}
 * @param key the field records are known by; null for number, id of the other system, e-mail, name, whichever a row has
 * @param companies true when accounts that rows name are added where they are not there
 */
record ImportOrder(
        UUID id,
        int number,
        RecordKind kind,
        List<Columns.Meaning> columns,
        @Nullable String key,
        KnownContacts known,
        boolean companies,
        ImportState state) {
    ImportOrder {
        columns = List.copyOf(columns);
    }

    String label() {
        return Numbers.IMP.label(number);
    }

    /** The column that a field comes from, as the table calls it. */
    @Nullable String column(@Nullable String field) {
        return columns.stream()
                .filter(one -> one.field() != null && one.field().equals(field))
                .map(Columns.Meaning::column)
                .findFirst()
                .orElse(null);
    }
}
