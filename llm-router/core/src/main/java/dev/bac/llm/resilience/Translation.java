package dev.bac.llm.resilience;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.gemini.GeminiDialect;
import dev.bac.llm.openai.OpenAiDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a request a vendor's form has no place for, though the request can be answered without. What cannot be left out
 * is refused by {@link dev.bac.llm.Abilities}, and another vendor is asked.
 */
final class Translation {
    /** They take a temperature, whatever the model is called. */
    private static final Set<String> OTHER_WIRES = Set.of("anthropic", "gemini", "ollama", "bac");

    private Translation() {}

    /**
     * Empty when all of it reached the model.
     *
     * @param id the model that answered, {@code provider/model}
     */
    static List<String> lost(String id, ChatRequest request) {
        int slash = id.indexOf('/');
        String provider = slash < 0 ? id : id.substring(0, slash);
        String model = id.substring(slash + 1);
        var lost = new ArrayList<String>();
        if (provider.equals("bac")) {
            return lost;
        }
        for (String signer : signers(request)) {
            if (!signer.equals(provider)) {
                lost.add("the thinking that " + signer + " signed");
            }
        }
        if (request.temperature().isPresent()
                && !OTHER_WIRES.contains(provider)
                && !OpenAiDialect.takesTemperature(model)) {
            lost.add("the temperature, which this model does not take");
        }
        if (provider.equals("gemini")) {
            var keywords = GeminiDialect.lostKeywords(request);
            if (!keywords.isEmpty()) {
                lost.add(String.join(", ", keywords) + " of the tools' schemas");
            }
        }
        if (provider.equals("ollama") && calls(request)) {
            lost.add("the ids of tool calls, whose results go by their order");
        }
        return lost;
    }

    private static Set<String> signers(ChatRequest request) {
        var signers = new TreeSet<String>();
        for (Message message : request.messages()) {
            if (message instanceof Message.Assistant answer) {
                for (Part part : answer.parts()) {
                    if (part instanceof Part.Opaque opaque) {
                        signers.add(opaque.provider());
                    }
                }
            }
        }
        return signers;
    }

    private static boolean calls(ChatRequest request) {
        return request.messages().stream().anyMatch(Message.ToolResults.class::isInstance);
    }
}
