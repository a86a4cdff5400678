package dev.bac.erp;

import dev.bac.identity.Caller;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolJson;
import dev.bac.store.Tx;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Calls ERP's tools inside a transaction of the test's own, which it may take back. */
final class Tools {
    private static final Map<String, Tool<?, ?>> ALL =
            ErpServer.declare().tools().stream().collect(Collectors.toMap(Tool::name, Function.identity()));

    private Tools() {}

    static void call(Caller caller, Tx tx, String tool, ObjectNode arguments) {
        run(ALL.get(tool), caller, tx, arguments);
    }

    private static <I extends Record> void run(Tool<I, ?> tool, Caller caller, Tx tx, ObjectNode arguments) {
        tool.handler().handle(caller, tx, ToolJson.mapper().treeToValue(arguments, tool.arguments()));
    }
}
