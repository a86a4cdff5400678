package dev.bac.llm.routing;

import dev.bac.identity.Caller;
import dev.bac.llm.Abilities;
import dev.bac.llm.Abilities.Ability;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import dev.bac.llm.ToolChoice;
import dev.bac.llm.ToolDefinition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The planner, kept to what a request asks. It computes the same answer every time, so a temperature, a seed and a
 * nucleus have nothing to change; which tools it may choose, how many calls it makes and where its words end are held
 * here. It writes no JSON and sees no pictures.
 */
record PlannerWithOptions(ChatModel planner) implements ChatModel {
    private static final String NAME = "bac/planner";
    /** Characters of English to a token, the usual estimate. */
    private static final int CHARACTERS = 4;

    private static final Abilities ABILITIES = new Abilities(
            Optional.empty(),
            EnumSet.complementOf(
                    EnumSet.of(Ability.IMAGES, Ability.IMAGE_LINKS, Ability.JSON_OBJECT, Ability.JSON_SCHEMA)));

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        ABILITIES.check(NAME, request);
        var answer = planner.chat(caller, request.withTools(tools(request)), _ -> {});
        var parts = new ArrayList<Part>();
        Finish finish = answer.finish();
        int left = request.maxTokens() > Integer.MAX_VALUE / CHARACTERS
                ? Integer.MAX_VALUE
                : request.maxTokens() * CHARACTERS;
        boolean called = false;
        for (Part part : answer.message().parts()) {
            if (part instanceof Part.Text(String text)) {
                String said = beforeStop(text, request.options().stop());
                String fits = said.substring(0, Math.min(said.length(), left));
                left -= fits.length();
                finish = fits.length() < said.length() ? Finish.LENGTH : finish;
                parts.add(new Part.Text(fits));
                stream(fits, onText);
                if (fits.length() < text.length()) {
                    break;
                }
            } else if (!(part instanceof Part.ToolCall)
                    || !called
                    || request.options().parallelToolCalls()) {
                called |= part instanceof Part.ToolCall;
                parts.add(part);
            }
        }
        var message = kept(new Message.Assistant(parts), request);
        return new ChatResponse(
                message,
                message.toolCalls().isEmpty() && finish == Finish.TOOL_CALLS
                        ? Finish.STOP
                        : message.toolCalls().isEmpty() ? finish : Finish.TOOL_CALLS,
                answer.usage(),
                answer.model(),
                answer.why());
    }

    private static List<ToolDefinition> tools(ChatRequest request) {
        return switch (request.options().toolChoice()) {
            case ToolChoice.Auto _, ToolChoice.Required _ -> request.tools();
            case ToolChoice.None _ -> List.of();
            case ToolChoice.Named(String name) ->
                request.tools().stream()
                        .filter(tool -> tool.name().equals(name))
                        .toList();
        };
    }

    private static Message.Assistant kept(Message.Assistant answer, ChatRequest request) {
        ChatOptions options = request.options();
        boolean must =
                options.toolChoice() instanceof ToolChoice.Required || options.toolChoice() instanceof ToolChoice.Named;
        if (must && answer.toolCalls().isEmpty()) {
            throw ModelException.unsupported(
                    NAME, "tool_choice", "found no call that fits what was said, and tool_choice wants one");
        }
        return answer;
    }

    private static String beforeStop(String text, List<String> stops) {
        int end = text.length();
        for (String stop : stops) {
            int at = stop.isEmpty() ? -1 : text.indexOf(stop);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return text.substring(0, end);
    }

    /** Line by line, as the planner does. */
    private static void stream(String text, Consumer<String> onText) {
        for (String line : text.split("(?<=\n)")) {
            if (!line.isEmpty()) {
                onText.accept(line);
            }
        }
    }
}
