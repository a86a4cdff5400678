package dev.bac.llm.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ToolDefinition;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Helps OpenAI find the beginning of a prompt that it has kept. Prompts with the same instructions and tools carry the
 * same {@code prompt_cache_key}, so that they are sent where that beginning lies. From gpt-5.6 on the end of the
 * instructions is marked, since what is kept there costs a quarter more to write and a tenth to read; older models answer
 * such a mark with 400. Only OpenAI itself is told: others that speak its format may not know these fields.
 *
 * @see <a href="https://developers.openai.com/api/docs/guides/prompt-caching">Prompt caching</a>
 */
final class OpenAiPromptCache {
    /** The provider whose fields these are. */
    private static final String OPENAI = "openai";

    private static final Pattern MARKS = Pattern.compile("gpt-(5\\.([6-9]|[1-9]\\d)|[6-9]|[1-9]\\d)([.-].*)?");
    private static final String KEY = "prompt_cache_key";
    private static final int KEY_CHARACTERS = 32;

    private OpenAiPromptCache() {}

    /** Fields of the body beside what LangChain4j writes; {@link #mark} gives them their values. */
    static Map<String, Object> fields(String provider) {
        return provider.equals(OPENAI) ? Map.of(KEY, "") : Map.of();
    }

    /** Tells what the prompt has in common with others and where its instructions end, when the body is for OpenAI. */
    static void mark(ObjectNode body, ChatRequest request) {
        if (!body.has(KEY)) {
            return;
        }
        body.put(KEY, key(request));
        if (MARKS.matcher(request.model()).matches()
                && body.path("messages").path(0) instanceof ObjectNode first
                && first.path("role").asString("").equals("system")
                && first.path("content").isString()) {
            String text = first.path("content").asString();
            ArrayNode parts = first.putArray("content");
            parts.addObject()
                    .put("type", "text")
                    .put("text", text)
                    .putObject("prompt_cache_breakpoint")
                    .put("mode", "explicit");
        }
    }

    private static String key(ChatRequest request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (Message message : request.messages()) {
                if (message instanceof Message.Instructions(String text)) {
                    digest.update(text.getBytes(UTF_8));
                }
            }
            for (ToolDefinition tool : request.tools()) {
                digest.update((byte) 0);
                digest.update(tool.name().getBytes(UTF_8));
                digest.update(tool.inputSchema().toString().getBytes(UTF_8));
            }
            return "bac-" + HexFormat.of().formatHex(digest.digest()).substring(0, KEY_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
