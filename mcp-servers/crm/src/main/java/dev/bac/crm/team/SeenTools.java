package dev.bac.crm.team;

import dev.bac.identity.Caller;
import dev.bac.mcp.LastingHandler;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolHandler;
import dev.bac.store.Tx;

/** Runs tools with what their caller does not see hidden from them. */
public final class SeenTools {
    private SeenTools() {}

    /** The tool, whose work begins with hiding; nothing else about it changes. */
    public static <I extends Record, O extends Record & Told> Tool<I, O> of(Tool<I, O> tool) {
        ToolHandler<I, O> handler = tool.handler() instanceof LastingHandler<I, O> lasting
                ? new Lasting<>(lasting)
                : (caller, tx, arguments) -> {
                    Teams.hide(tx, caller);
                    return tool.handler().handle(caller, tx, arguments);
                };
        return new Tool<>(
                tool.name(),
                tool.title(),
                tool.description(),
                tool.effect(),
                tool.risk(),
                tool.scope(),
                tool.hidden(),
                tool.arguments(),
                tool.result(),
                handler,
                tool.examples());
    }

    private record Lasting<I extends Record, O extends Record & Told>(LastingHandler<I, O> work)
            implements LastingHandler<I, O> {
        @Override
        public O handle(Caller caller, Tx tx, I arguments) {
            Teams.hide(tx, caller);
            return work.handle(caller, tx, arguments);
        }

        @Override
        public Standing<O> step(Caller caller, Tx tx, O begun) {
            Teams.hide(tx, caller);
            return work.step(caller, tx, begun);
        }

        @Override
        public Standing<O> standing(Caller caller, Tx tx, O begun) {
            Teams.hide(tx, caller);
            return work.standing(caller, tx, begun);
        }

        @Override
        public void stop(Caller caller, Tx tx, O begun) {
            Teams.hide(tx, caller);
            work.stop(caller, tx, begun);
        }
    }
}
