package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolJson;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A move at the end of an item's history, as most are, asks the database as little as it can. */
class SingleMoveTest {
    private static final int MOST = 8;

    private final Depot depot = Depot.open();

    @Test
    void takesEightStatements() {
        for (var item : List.of("SKU-1003", "SKU-1004")) {
            for (var action : List.of("receive", "ship")) {
                // The first makes the balances' rows.
                statements(action, item);
                assertThat(statements(action, item)).hasSizeLessThanOrEqualTo(MOST);
            }
        }
        assertThat(depot.findings()).isEmpty();
    }

    private List<String> statements(String action, String item) {
        var said = new ArrayList<String>();
        var caller = depot.server().caller();
        depot.server().server().store().write(caller.tenant(), tx -> {
            tx.sql().getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
                @Override
                public void logAfterExecution(StatementContext context) {
                    said.add(String.valueOf(context.getRenderedSql()));
                }
            });
            ObjectNode arguments = ToolJson.mapper().createObjectNode();
            arguments
                    .put("action", action)
                    .put("item", item)
                    .put("quantity", "2")
                    .put("warehouse", "Munich");
            Tools.call(caller, tx, "erp_stock_move", arguments);
            tx.sql().getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
            return said.size();
        });
        return said;
    }
}
