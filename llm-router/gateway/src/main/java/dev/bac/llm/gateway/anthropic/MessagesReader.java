package dev.bac.llm.gateway.anthropic;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Original;
import dev.bac.llm.ToolChoice;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.gateway.web.Fields;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.llm.gateway.web.Schemas;
import dev.bac.llm.gateway.web.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of {@code /v1/messages}. Every field is understood, without effect on an answer, or kept by name, so
 * that a provider of another format refuses it.
 */
final class MessagesReader {
    private static final int MOST_STOPS = 64;

    private final Limits limits;

    MessagesReader(Limits limits) {
        this.limits = limits;
    }

    /** A request, read; {@code model} as the caller named it. */
    record Asked(String model, ChatRequest request, boolean stream) {}

    Asked read(Fields body, Original.Events events) {
        String model = body.requireText("model");
        long most = body.whole("max_tokens", 1, Integer.MAX_VALUE)
                .orElseThrow(() -> Refused.field("max_tokens", "'max_tokens' is required."));
        var history = new MessagesHistory();
        List<Message> messages = history.read(body);
        var only = new ArrayList<>(history.foreign());
        var tools = new Tools();
        List<ToolDefinition> offered = tools(body, tools, only);
        Optional<Fields> choice = body.object("tool_choice");
        AnswerFormat format = format(body, only);
        boolean stream = body.is("stream");
        Optional<Double> temperature = body.number("temperature", 0, 1);
        Optional<Double> topP = body.number("top_p", 0, 1).filter(value -> value < 1);
        List<String> stops = stops(body);
        foreign(body, only);
        var options = new ChatOptions(
                choice.map(given -> choice(given, tools)).orElse(ToolChoice.AUTO),
                !choice.map(given -> given.is("disable_parallel_tool_use")).orElse(false),
                topP,
                Optional.empty(),
                stops,
                format,
                Optional.of(new Original(Original.Wire.ANTHROPIC_MESSAGES, body.node(), only, events)));
        var request = new ChatRequest(
                model, messages, offered, Math.toIntExact(most), temperature, limits.callTime(), options);
        return new Asked(model, request, stream);
    }

    /** Tools that the vendor runs itself are no tools of ours. */
    private static List<ToolDefinition> tools(Fields body, Tools tools, List<String> only) {
        var offered = new ArrayList<ToolDefinition>();
        for (Fields tool : body.objects("tools")) {
            if (tool.text("type").filter(type -> !type.equals("custom")).isPresent()) {
                only.add(tool.path("type"));
            } else {
                tool.requireObject("input_schema");
                offered.add(tools.tool(tool, "input_schema"));
            }
        }
        return offered;
    }

    private static ToolChoice choice(Fields given, Tools tools) {
        String type = given.requireText("type");
        if (tools.none() && !type.equals("auto") && !type.equals("none")) {
            throw Refused.field("tool_choice", "'tool_choice' is only allowed when 'tools' are given.");
        }
        return switch (type) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> tools.none() ? ToolChoice.AUTO : new ToolChoice.None();
            case "any" -> new ToolChoice.Required();
            case "tool" -> new ToolChoice.Named(tools.declared("tool_choice.name", given.requireText("name")));
            default -> throw Refused.field("tool_choice.type", "'tool_choice' is auto, any, tool or none.");
        };
    }

    private static AnswerFormat format(Fields body, List<String> only) {
        Optional<Fields> config = body.object("output_config");
        if (config.flatMap(given -> given.text("effort")).isPresent()) {
            only.add("output_config.effort");
        }
        Optional<Fields> format = config.flatMap(given -> given.object("format"));
        if (format.isEmpty()) {
            return AnswerFormat.TEXT;
        }
        if (!format.get().requireText("type").equals("json_schema")) {
            throw Refused.field("output_config.format.type", "The format is json_schema.");
        }
        Fields schema = format.get().requireObject("schema");
        Schemas.check("output_config.format.schema", schema.node());
        return new AnswerFormat.JsonSchema("answer", schema.node(), true);
    }

    private static List<String> stops(Fields body) {
        List<String> stops = body.texts("stop_sequences");
        if (stops.size() > MOST_STOPS || stops.stream().anyMatch(String::isBlank)) {
            throw Refused.field("stop_sequences", "At most " + MOST_STOPS + " texts, none of them blank.");
        }
        return stops;
    }

    /** What no other format can carry. Metadata, caching and the service tier change no answer. */
    private static void foreign(Fields body, List<String> only) {
        List.of("metadata", "cache_control", "service_tier").forEach(body::get);
        if (body.object("thinking")
                .filter(given -> !given.text("type").orElse("").equals("disabled"))
                .isPresent()) {
            only.add("thinking");
        }
        only.addAll(body.unread());
    }
}
