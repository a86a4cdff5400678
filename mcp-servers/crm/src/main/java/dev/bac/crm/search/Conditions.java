package dev.bac.crm.search;

import dev.bac.crm.field.Fields;
import dev.bac.crm.naming.RecordKind;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Filter;
import dev.bac.store.Tx;
import java.util.List;

/** Conditions on records, as other tools take them. */
public final class Conditions {
    private Conditions() {}

    /**
     * A filter on the record {@code t}, beside whose contacts stands their account {@code a}.
     *
     * @throws ToolRefusal for a field or a comparison that is not there
     */
    public static Filter filter(Tx tx, RecordKind kind, List<RecordSearchTool.Condition> conditions) {
        if (conditions.isEmpty()) {
            return new Filter();
        }
        var searched =
                switch (kind) {
                    case ACCOUNT -> SearchKind.ACCOUNT;
                    case CONTACT -> SearchKind.CONTACT;
                    case LEAD -> SearchKind.LEAD;
                    case OPPORTUNITY ->
                        throw ToolRefusal.invalid("conditions", "cannot be set for deals; leave them out");
                };
        return new ConditionSql(tx, searched, new Fields().of(tx, kind)).filter(conditions);
    }
}
