package dev.bac.llm.routing.task;

import dev.bac.identity.Caller;
import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolChoice;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request as routing sees it. Nothing of it is exact: it is made in microseconds, before every call.
 *
 * @param text what the person said last
 * @param surface of {@code text}
 * @param promptTokens estimate of what the vendor will count
 * @param maxTokens the longest answer that was asked for
 * @param difficulty 0 to 1
 * @param conversation the same for every request of one conversation
 * @param turns how many answers of a model the conversation has
 * @param toolsPending true when the conversation waits for what a model says to the results of the tools it called
 * @param signedBy the provider whose signed thinking is among the messages
 */
public record Task(
        String text,
        Surface surface,
        long promptTokens,
        long maxTokens,
        double difficulty,
        Set<Need> needs,
        String conversation,
        int turns,
        boolean toolsPending,
        Optional<String> signedBy) {
    /** Characters of English to a token, the usual estimate. */
    private static final int CHARACTERS = 4;

    /** A picture's tokens, of middle size; vendors count 85 to 1,600. */
    private static final long IMAGE = 1_000;

    private static final int MESSAGE = 4;
    private static final int TOOL = 60;
    private static final int PROPERTY = 25;

    public Task {
        needs = Set.copyOf(needs);
    }

    public static Task of(Caller caller, ChatRequest request) {
        String text = said(request.messages());
        var surface = Surface.of(text);
        var needs = needs(request);
        double difficulty = surface.difficulty()
                + (request.tools().isEmpty() ? 0 : 0.05)
                + (needs.contains(Need.STRICT_SCHEMA) ? 0.05 : 0);
        return new Task(
                text,
                surface,
                tokens(request),
                request.maxTokens(),
                Math.min(1, difficulty),
                needs,
                Conversations.key(caller, request.messages()),
                (int) request.messages().stream()
                        .filter(Message.Assistant.class::isInstance)
                        .count(),
                !request.messages().isEmpty() && request.messages().getLast() instanceof Message.ToolResults,
                signedBy(request.messages()));
    }

    private static String said(List<Message> messages) {
        for (Message message : messages.reversed()) {
            if (message instanceof Message.User user) {
                return user.text();
            }
        }
        return "";
    }

    private static Set<Need> needs(ChatRequest request) {
        var needs = EnumSet.noneOf(Need.class);
        if (!request.tools().isEmpty()) {
            needs.add(Need.TOOLS);
        }
        if (request.options().toolChoice() instanceof ToolChoice.Required
                || request.options().toolChoice() instanceof ToolChoice.Named) {
            needs.add(Need.FORCED_TOOLS);
        }
        if (request.temperature().isPresent()) {
            needs.add(Need.TEMPERATURE);
        }
        if (request.options().format() instanceof AnswerFormat.JsonSchema) {
            needs.add(Need.STRICT_SCHEMA);
        }
        if (request.messages().stream().anyMatch(Task::shows)) {
            needs.add(Need.IMAGES);
        }
        return needs;
    }

    private static boolean shows(Message message) {
        return message instanceof Message.User user && user.parts().stream().anyMatch(Part.Image.class::isInstance);
    }

    private static long tokens(ChatRequest request) {
        long tokens = 0;
        for (Message message : request.messages()) {
            tokens += MESSAGE
                    + switch (message) {
                        case Message.Instructions(String text) -> text.length() / CHARACTERS;
                        case Message.User(var parts) -> tokens(parts);
                        case Message.Assistant(var parts) -> tokens(parts);
                        case Message.ToolResults(var results) ->
                            results.stream()
                                    .mapToLong(result -> result.text().length() / CHARACTERS)
                                    .sum();
                    };
        }
        for (var tool : request.tools()) {
            tokens += TOOL
                    + tool.description().length() / CHARACTERS
                    + (long) PROPERTY * tool.inputSchema().path("properties").size();
        }
        return tokens;
    }

    private static long tokens(List<Part> parts) {
        return parts.stream()
                .mapToLong(part -> switch (part) {
                    case Part.Text(String text) -> text.length() / CHARACTERS;
                    case Part.Image _ -> IMAGE;
                    case Part.ToolCall call ->
                        TOOL + (long) PROPERTY * call.arguments().size();
                    case Part.ToolResult result -> result.text().length() / CHARACTERS;
                    case Part.Opaque _ -> TOOL;
                })
                .sum();
    }

    private static Optional<String> signedBy(List<Message> messages) {
        for (Message message : messages.reversed()) {
            if (message instanceof Message.Assistant answer) {
                for (Part part : answer.parts()) {
                    if (part instanceof Part.Opaque signed) {
                        return Optional.of(signed.provider());
                    }
                }
            }
        }
        return Optional.empty();
    }
}
