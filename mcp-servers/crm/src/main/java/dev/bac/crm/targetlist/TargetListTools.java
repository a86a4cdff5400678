package dev.bac.crm.targetlist;

import dev.bac.crm.record.AnyRecord;
import dev.bac.mcp.Tool;
import java.util.List;

/** Every tool on target lists. */
public final class TargetListTools {
    private final TargetLists lists;
    private final AnyRecord.Stores records;

    public TargetListTools(TargetLists lists, AnyRecord.Stores records) {
        this.lists = lists;
        this.records = records;
    }

    public List<Tool<?, ?>> tools() {
        return List.of(
                new ListSaveTool(lists, records).tool(),
                new ListShowTool(lists).tool(),
                new RecipientsTool(lists).tool(),
                new ConsentTool(lists, records).tool());
    }
}
