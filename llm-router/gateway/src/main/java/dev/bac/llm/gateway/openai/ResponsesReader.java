package dev.bac.llm.gateway.openai;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Original;
import dev.bac.llm.ToolChoice;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Fields;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.llm.gateway.web.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Reads the body of {@code /v1/responses}. What is not served is refused by name. */
final class ResponsesReader {
    private static final double HOTTEST = 2;

    /** Fields that change no answer. */
    private static final List<String> HARMLESS =
            List.of("user", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "stream_options");

    /** Values that ask for what happens anyway. */
    private static final Map<String, Predicate<JsonNode>> NEUTRAL = Map.of(
            "background", value -> value.isBoolean() && !value.asBoolean(),
            "truncation", value -> value.asString("").equals("disabled"),
            "service_tier", value -> value.asString("").matches("auto|default"),
            "include", value -> value.isArray() && value.isEmpty(),
            "top_logprobs", value -> value.isNumber() && value.asInt() == 0);

    private final Limits limits;

    ResponsesReader(Limits limits) {
        this.limits = limits;
    }

    /**
     * A request, read.
     *
     * @param said the conversation without instructions, to go on from later
     */
    record Asked(String model, ChatRequest request, List<Message> said, boolean stream, boolean store, Fields body) {}

    /**
     * Reads a request.
     *
     * @param earlier what was said up to the answer of an id
     * @param pauses told when the vendor pauses
     */
    Asked read(Fields body, Function<String, List<Message>> earlier, Original.Events pauses) {
        String model = body.requireText("model");
        List<Message> before = body.text("previous_response_id").map(earlier).orElse(List.of());
        List<Message> said = new ResponsesInput(before).read(body);
        var messages = new ArrayList<Message>();
        body.text("instructions").ifPresent(text -> messages.add(new Message.Instructions(text)));
        messages.addAll(said);
        var tools = new Tools();
        List<ToolDefinition> offered = tools(body, tools);
        var options = new ChatOptions(
                choice(body, tools),
                body.flag("parallel_tool_calls").orElse(true),
                body.number("top_p", 0, 1).filter(value -> value < 1),
                Optional.empty(),
                List.of(),
                format(body),
                // Nothing is sent on as it came, so its body is no part of what is asked.
                Optional.of(new Original(Original.Wire.OPENAI_RESPONSES, Exchange.object(), List.of(), pauses)));
        Optional<Long> most = body.whole("max_output_tokens", 1, Integer.MAX_VALUE);
        Optional<Double> temperature = body.number("temperature", 0, HOTTEST);
        boolean stream = body.is("stream");
        boolean store = body.flag("store").orElse(true);
        metadata(body);
        refuseTheRest(body);
        var request = new ChatRequest(
                model,
                messages,
                offered,
                most.map(Math::toIntExact).orElse(limits.answerTokens()),
                temperature,
                limits.callTime(),
                options);
        return new Asked(model, request, said, stream, store, body);
    }

    private static List<ToolDefinition> tools(Fields body, Tools tools) {
        return body.objects("tools").stream()
                .map(tool -> {
                    String type = tool.requireText("type");
                    if (!type.equals("function")) {
                        throw Refused.unsupported(tool.path("type"), "Tools of type '" + type + "' are not served.");
                    }
                    return tools.tool(tool, "parameters");
                })
                .toList();
    }

    private static ToolChoice choice(Fields body, Tools tools) {
        JsonNode given = body.get("tool_choice").orElse(null);
        if (given == null) {
            return ToolChoice.AUTO;
        }
        if (tools.none() && !given.asString("").matches("auto|none")) {
            throw Refused.field("tool_choice", "'tool_choice' is only allowed when 'tools' are given.");
        }
        return switch (given.asString("")) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> tools.none() ? ToolChoice.AUTO : new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default -> named(Fields.of("tool_choice", given), tools);
        };
    }

    private static ToolChoice named(Fields choice, Tools tools) {
        String type = choice.requireText("type");
        if (!type.equals("function")) {
            throw Refused.unsupported("tool_choice", "'tool_choice' of type '" + type + "' is not served.");
        }
        return new ToolChoice.Named(tools.declared(choice.path("name"), choice.requireText("name")));
    }

    private static AnswerFormat format(Fields body) {
        Optional<Fields> text = body.object("text");
        text.flatMap(given -> given.text("verbosity"))
                .filter(level -> !level.equals("medium"))
                .ifPresent(level -> {
                    throw Refused.unsupported("text.verbosity", "'text.verbosity' is not served.");
                });
        Optional<Fields> format = text.flatMap(given -> given.object("format"));
        if (format.isEmpty()) {
            return AnswerFormat.TEXT;
        }
        return switch (format.get().requireText("type")) {
            case "text" -> AnswerFormat.TEXT;
            case "json_object" -> new AnswerFormat.JsonObject();
            case "json_schema" -> ChatReader.schema(format.get());
            default -> throw Refused.field("text.format.type", "The format is text, json_object or json_schema.");
        };
    }

    private static void metadata(Fields body) {
        body.object("metadata").ifPresent(given -> given.node().forEach(value -> {
            if (!value.isString()) {
                throw Refused.field("metadata", "'metadata' holds strings only.");
            }
        }));
    }

    private static void refuseTheRest(Fields body) {
        HARMLESS.forEach(body::get);
        body.unread().stream()
                .filter(field -> !NEUTRAL.getOrDefault(field, value -> false)
                        .test(body.node().path(field)))
                .findFirst()
                .ifPresent(field -> {
                    throw Refused.unsupported(field, "'" + field + "' is not served here.");
                });
    }
}
