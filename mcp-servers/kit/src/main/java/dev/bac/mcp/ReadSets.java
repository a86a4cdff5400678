package dev.bac.mcp;

import dev.bac.store.changes.ReadSet;
import tools.jackson.databind.node.ObjectNode;

/** Read sets as they travel: {@code kinds}, {@code snapshot}, {@code date} where it mattered, {@code cluster}. */
public final class ReadSets {
    /** Where a result's {@code _meta} has one. */
    public static final String KEY = "dev.bac/readSet";

    private ReadSets() {}

    /** As {@code <domain>_reads_check} takes it back. */
    public static ObjectNode json(ReadSet set) {
        var json = ToolJson.mapper().createObjectNode();
        var kinds = json.putArray("kinds");
        set.kinds().forEach(kinds::add);
        json.put("snapshot", set.snapshot());
        set.date().ifPresent(date -> json.put("date", date.toString()));
        return json.put("cluster", set.cluster());
    }
}
