package dev.bac.crm.targetlist;

import dev.bac.crm.naming.Numbers;
import dev.bac.crm.search.RecordSearchTool.Condition;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list of people.
 *
 * @param number told as {@code LIST-1001}
 * @param conditions who fits them is on it; null when people are put on it one by one
 */
record TargetList(
        UUID id,
        int number,
        String name,
        ListKind kind,
        @Nullable List<Condition> conditions) {
    TargetList {
        conditions = conditions == null ? null : List.copyOf(conditions);
    }

    String label() {
        return Numbers.LIST.label(number) + " " + name;
    }
}
