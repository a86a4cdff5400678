package dev.bac.llm.anthropic;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Marks where a prompt's beginning may be kept by Anthropic and read again at a tenth of its price. The order in which it
 * is kept is tools, system, messages, so that a mark at the end of each keeps all before it. Tools and system stay the
 * same from call to call and are marked always; the conversation only where its next turn will read it again, since
 * writing costs a quarter more: when there are tools, or it has been answered before. What is shorter than the model's
 * least (512 to 4,096 tokens) Anthropic neither keeps nor charges. Four marks are allowed; three are used.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/prompt-caching">Prompt caching</a>
 */
final class AnthropicPromptCache {
    /** What takes a mark; thinking does not. */
    private static final Set<String> MARKED = Set.of("text", "image", "document", "tool_use", "tool_result");

    private AnthropicPromptCache() {}

    static void mark(ObjectNode body) {
        last(body.path("tools")).ifPresent(AnthropicPromptCache::put);
        last(body.path("system")).filter(AnthropicPromptCache::markable).ifPresent(AnthropicPromptCache::put);
        JsonNode messages = body.path("messages");
        if (body.has("tools") || messages.size() > 1) {
            last(messages)
                    .flatMap(message -> last(message.path("content")))
                    .filter(AnthropicPromptCache::markable)
                    .ifPresent(AnthropicPromptCache::put);
        }
    }

    private static Optional<ObjectNode> last(JsonNode list) {
        return list instanceof ArrayNode array
                        && !array.isEmpty()
                        && array.get(array.size() - 1) instanceof ObjectNode end
                ? Optional.of(end)
                : Optional.empty();
    }

    private static boolean markable(ObjectNode block) {
        String type = block.path("type").asString("");
        return MARKED.contains(type)
                && !(type.equals("text") && block.path("text").asString("").isEmpty());
    }

    private static void put(ObjectNode block) {
        block.putObject("cache_control").put("type", "ephemeral");
    }
}
