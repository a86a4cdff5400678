package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * One of a domain's own read tools with the arguments of one of its examples, run inside a transaction of the
 * measurement's: an answer, and what it would be at another moment.
 */
record AskedTool(Store store, String name, Answering answering) {

    /** Runs the tool; the result as JSON, or the refusal's code. */
    @FunctionalInterface
    interface Answering {
        String answer(Caller caller, Tx tx);
    }

    /** All read tools of the domain that agents may call, with each of their examples. */
    static List<AskedTool> of(DomainServer domain, Store store) {
        var asked = new ArrayList<AskedTool>();
        domain.tools().stream()
                .filter(tool -> tool.effect() == Effect.READ && !tool.hidden())
                .forEach(tool -> add(tool, store, asked));
        return asked;
    }

    private static <I extends Record, O extends Record & dev.bac.mcp.Told> void add(
            Tool<I, O> tool, Store store, List<AskedTool> asked) {
        for (var example : tool.examples()) {
            asked.add(new AskedTool(store, tool.name() + ": " + example.say(), (caller, tx) -> {
                try {
                    return ToolJson.mapper().writeValueAsString(tool.handler().handle(caller, tx, example.arguments()));
                } catch (ToolRefusal refused) {
                    return "refused: " + refused.getMessage();
                }
            }));
        }
    }

    String answer(Caller caller, Tx tx) {
        return answering.answer(caller, tx);
    }
}
