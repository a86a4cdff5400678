package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.store.CanonicalJson;
import dev.bac.store.Tx;
import tools.jackson.databind.node.ObjectNode;

/** A tool with what is derived from its types. */
final class BoundTool<I extends Record, O extends Record & Told> {
    private final Tool<I, O> tool;
    private final Limits limits;
    private final ToolListing listing;

    BoundTool(Tool<I, O> tool, Limits limits) {
        this.tool = tool;
        this.limits = limits;
        this.listing = new ToolListing(
                tool,
                CallOptions.addTo(tool, ToolSchema.ofArguments(tool.arguments(), limits)),
                withSummary(ToolSchema.ofResult(tool.result())),
                ToolListing.meta(tool));
    }

    Tool<I, O> tool() {
        return tool;
    }

    ToolListing listing() {
        return listing;
    }

    /** @throws ToolRefusal when they are not what the schema says */
    Ready<I, O> read(CallOptions options) {
        I record = ArgumentReader.read(tool.arguments(), options.arguments(), limits);
        return new Ready<>(this, record, CanonicalJson.sha256(ToolJson.mapper().valueToTree(record)), options.format());
    }

    private static ToolAnswer.Result result(Told value, ResponseFormat format) {
        ObjectNode content = ToolJson.mapper().valueToTree(value);
        content.put("summary", value.summary());
        return new ToolAnswer.Result(ResultText.of(value.summary(), content, format), content);
    }

    private static ObjectNode withSummary(ObjectNode schema) {
        if (schema.path("properties") instanceof ObjectNode properties && !properties.has("summary")) {
            properties.putObject("summary").put("type", "string");
        }
        return schema;
    }

    /**
     * A tool with its arguments as understood.
     *
     * @param argumentsHash names these arguments in grants
     */
    record Ready<I extends Record, O extends Record & Told>(
            BoundTool<I, O> bound, I arguments, String argumentsHash, ResponseFormat format) {

        ToolAnswer.Result run(Caller caller, Tx tx) {
            return result(bound.tool.handler().handle(caller, tx, arguments), format);
        }

        Going step(Caller caller, Tx tx, ObjectNode begun) {
            return going(lasting().step(caller, tx, read(begun)));
        }

        Going standing(Caller caller, Tx tx, ObjectNode begun) {
            return going(lasting().standing(caller, tx, read(begun)));
        }

        void stop(Caller caller, Tx tx, ObjectNode begun) {
            lasting().stop(caller, tx, read(begun));
        }

        private Going going(LastingHandler.Standing<O> standing) {
            var shown = result(standing.result(), format);
            return new Going(shown, standing.result().summary(), standing.done(), standing.total(), standing.ended());
        }

        private LastingHandler<I, O> lasting() {
            if (bound.tool.handler() instanceof LastingHandler<I, O> handler) {
                return handler;
            }
            throw new IllegalStateException(bound.tool.name() + " is done when it is called");
        }

        private O read(ObjectNode begun) {
            return ToolJson.mapper().treeToValue(begun, bound.tool.result());
        }
    }
}
