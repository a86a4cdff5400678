package dev.bac.llm.budget;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.Usage;
import java.util.Optional;

/**
 * How many tokens a request may take, before anybody has counted them. Tokenizers differ by vendor; none makes more than
 * one token of two bytes of ordinary text (English has four, German and code three, Chinese two to three), so half the
 * bytes is the worst case. What it took in truth is booked afterwards.
 */
final class Estimate {
    private static final int BYTES_A_TOKEN = 2;
    private static final long MESSAGE = 8;
    /** Vendors' largest for one picture: Anthropic's 1,600, OpenAI's 1,445 (high detail), Gemini's 258 a tile. */
    private static final long PICTURE = 2_000;

    private Estimate() {}

    /** All that is read, and the longest answer. */
    static Usage worst(ChatRequest request) {
        long words = 0;
        for (Message message : request.messages()) {
            words += MESSAGE + tokens(message);
        }
        for (ToolDefinition tool : request.tools()) {
            words += MESSAGE + text(tool.name() + tool.description() + tool.inputSchema());
        }
        long came = request.options()
                .original()
                .map(original -> tokens(JsonSize.of(original.body())))
                .orElse(0L);
        return new Usage(Math.max(words, came), 0, request.maxTokens(), Optional.empty());
    }

    /** Tokens of a text, rounded up. */
    static long text(String text) {
        return tokens(JsonSize.utf8(text));
    }

    private static long tokens(long bytes) {
        return (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
    }

    private static long tokens(Message message) {
        return switch (message) {
            case Message.Instructions instructions -> text(instructions.text());
            case Message.User user ->
                user.parts().stream().mapToLong(Estimate::part).sum();
            case Message.Assistant answer ->
                answer.parts().stream().mapToLong(Estimate::part).sum();
            case Message.ToolResults results ->
                results.results().stream().mapToLong(Estimate::part).sum();
        };
    }

    private static long part(Part part) {
        return switch (part) {
            case Part.Text words -> text(words.text());
            case Part.Image _ -> PICTURE;
            case Part.ToolCall call -> MESSAGE + text(call.tool() + call.arguments());
            case Part.ToolResult result -> MESSAGE + text(result.text());
            case Part.Opaque opaque -> text(opaque.json().toString());
        };
    }
}
