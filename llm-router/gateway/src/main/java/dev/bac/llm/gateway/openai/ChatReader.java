package dev.bac.llm.gateway.openai;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a chat completion. Every field is understood, without effect on an answer, or kept by name, so that
 * a provider of another format refuses it.
 */
final class ChatReader {
    private static final int MOST_STOPS = 4;
    private static final double HOTTEST = 2;

    /** Fields that change no answer: they tell the vendor about the caller, or how to cache. */
    private static final List<String> HARMLESS =
            List.of("user", "metadata", "safety_identifier", "prompt_cache_key", "prompt_cache_retention");

    /** Values that ask for what happens anyway. */
    private static final Map<String, Predicate<JsonNode>> NEUTRAL = Map.of(
            "frequency_penalty", value -> value.isNumber() && value.asDouble() == 0,
            "presence_penalty", value -> value.isNumber() && value.asDouble() == 0,
            "logprobs", value -> value.isBoolean() && !value.asBoolean(),
            "store", value -> value.isBoolean() && !value.asBoolean(),
            "logit_bias", value -> value.isObject() && value.isEmpty(),
            "service_tier", value -> value.asString("").matches("auto|default"),
            "verbosity", value -> value.asString("").equals("medium"),
            "modalities",
                    value -> value.isArray()
                            && value.size() == 1
                            && value.path(0).asString("").equals("text"));

    private final Limits limits;

    ChatReader(Limits limits) {
        this.limits = limits;
    }

    ChatAsked read(Fields body, Original.Events events) {
        String model = body.requireText("model");
        var history = new ChatHistory();
        var messages = history.read(body);
        var tools = new Tools();
        List<ToolDefinition> offered = tools(body, tools);
        ToolChoice choice = choice(body, tools);
        boolean stream = body.is("stream");
        boolean usage = usageInStream(body, stream);
        body.whole("n", 1, 128).filter(count -> count != 1).ifPresent(count -> {
            throw Refused.unsupported("n", "Only n=1 is served; ask again for another answer.");
        });
        Optional<Long> most = body.whole("max_completion_tokens", 1, Integer.MAX_VALUE)
                .or(() -> body.whole("max_tokens", 1, Integer.MAX_VALUE));
        body.get("max_tokens");
        Optional<Double> temperature = body.number("temperature", 0, HOTTEST);
        var options = new ChatOptions(
                choice,
                body.flag("parallel_tool_calls").orElse(true),
                body.number("top_p", 0, 1).filter(value -> value < 1),
                body.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                stops(body),
                format(body),
                Optional.of(new Original(Original.Wire.OPENAI_CHAT, body.node(), only(body, history), events)));
        var request = new ChatRequest(
                model,
                messages,
                offered,
                most.map(Math::toIntExact).orElse(limits.answerTokens()),
                temperature,
                limits.callTime(),
                options);
        return new ChatAsked(model, request, stream, usage);
    }

    private static List<ToolDefinition> tools(Fields body, Tools tools) {
        return body.objects("tools").stream()
                .map(tool -> {
                    String type = tool.requireText("type");
                    if (!type.equals("function")) {
                        throw Refused.unsupported(tool.path("type"), "Tools of type '" + type + "' are not served.");
                    }
                    return tools.tool(tool.requireObject("function"), "parameters");
                })
                .toList();
    }

    private static ToolChoice choice(Fields body, Tools tools) {
        JsonNode given = body.get("tool_choice").orElse(null);
        if (given == null) {
            return ToolChoice.AUTO;
        }
        ToolChoice choice = given.isString() ? word(given.asString()) : named(Fields.of("tool_choice", given), tools);
        if (tools.none() && !(choice instanceof ToolChoice.Auto) && !(choice instanceof ToolChoice.None)) {
            throw Refused.field("tool_choice", "'tool_choice' is only allowed when 'tools' are given.");
        }
        return tools.none() ? ToolChoice.AUTO : choice;
    }

    private static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default -> throw Refused.field("tool_choice", "'tool_choice' is auto, none, required or one function.");
        };
    }

    private static ToolChoice named(Fields choice, Tools tools) {
        String type = choice.requireText("type");
        if (!type.equals("function")) {
            throw Refused.unsupported("tool_choice", "'tool_choice' of type '" + type + "' is not served.");
        }
        Fields function = choice.requireObject("function");
        return new ToolChoice.Named(tools.declared(function.path("name"), function.requireText("name")));
    }

    private static boolean usageInStream(Fields body, boolean stream) {
        Optional<Fields> options = body.object("stream_options");
        if (options.isPresent() && !stream) {
            throw Refused.field("stream_options", "'stream_options' is only allowed when 'stream' is true.");
        }
        return options.map(given -> given.is("include_usage")).orElse(false);
    }

    private static List<String> stops(Fields body) {
        Optional<JsonNode> given = body.get("stop");
        List<String> stops = given.filter(JsonNode::isString)
                .map(one -> List.of(one.asString()))
                .orElseGet(() -> body.texts("stop"));
        if (stops.size() > MOST_STOPS || stops.contains("")) {
            throw Refused.field("stop", "'stop' is one text or up to four, none of them empty.");
        }
        return stops;
    }

    private static AnswerFormat format(Fields body) {
        Optional<Fields> given = body.object("response_format");
        return given.isEmpty()
                ? AnswerFormat.TEXT
                : format(given.get(), given.get().requireText("type"));
    }

    private static AnswerFormat format(Fields given, String type) {
        return switch (type) {
            case "text" -> AnswerFormat.TEXT;
            case "json_object" -> new AnswerFormat.JsonObject();
            case "json_schema" -> schema(given.requireObject("json_schema"));
            default -> throw Refused.field(given.path("type"), "The format is text, json_object or json_schema.");
        };
    }

    /** As chat completions and responses both write it. */
    static AnswerFormat.JsonSchema schema(Fields given) {
        Fields schema = given.requireObject("schema");
        Schemas.check(given.path("schema"), schema.node());
        return new AnswerFormat.JsonSchema(given.requireText("name"), schema.node(), given.is("strict"));
    }

    /** What no other format can carry: fields we do not know, and content other than text and pictures. */
    private static List<String> only(Fields body, ChatHistory history) {
        HARMLESS.forEach(body::get);
        var only = new ArrayList<>(history.foreign());
        body.unread().stream()
                .filter(field -> !NEUTRAL.getOrDefault(field, value -> false)
                        .test(body.node().path(field)))
                .forEach(only::add);
        return only;
    }
}
