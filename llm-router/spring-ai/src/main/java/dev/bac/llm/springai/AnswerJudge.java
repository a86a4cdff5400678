package dev.bac.llm.springai;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import java.util.List;
import java.util.Optional;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.evaluation.FactCheckingEvaluator;
import org.springframework.ai.chat.evaluation.RelevancyEvaluator;
import org.springframework.ai.document.Document;
import org.springframework.ai.evaluation.EvaluationRequest;

/**
 * Judges answers by a model, with Spring AI's evaluators: whether an answer is to what was asked, and whether what it says
 * stands in what the tools returned. A judge errs as models do; it finds what is worth a look.
 */
public final class AnswerJudge {
    /** So much of what tools returned is shown to the judge, in characters. */
    private static final int MOST_FACTS = 40_000;

    private final RelevancyEvaluator relevancy;
    private final FactCheckingEvaluator facts;

    /**
     * @param model who judges, as the router names it; {@code auto} leaves it to the router
     * @param caller on whose account
     */
    public AnswerJudge(ChatModel router, Caller caller, String model) {
        ChatModel judge = (who, request, onText) -> router.chat(who, request.withModel(model), onText);
        var client = new RouterChatModel(judge, caller);
        this.relevancy = RelevancyEvaluator.builder()
                .chatClientBuilder(ChatClient.builder(client))
                .build();
        this.facts = FactCheckingEvaluator.builder(ChatClient.builder(client)).build();
    }

    /**
     * What is wrong with an answer; empty when nothing is.
     *
     * @param returned what the tools returned; nothing where none was called, and then no facts are checked
     * @throws dev.bac.llm.ModelException when the judge does not answer
     */
    public Optional<String> complaint(String asked, List<String> returned, String answer) {
        var documents = documents(returned);
        var request = new EvaluationRequest(asked, documents, answer);
        if (!documents.isEmpty() && !facts.evaluate(request).isPass()) {
            return Optional.of("the judge: it says what no tool returned");
        }
        return relevancy.evaluate(request).isPass()
                ? Optional.empty()
                : Optional.of("the judge: it is no answer to what was asked");
    }

    private static List<Document> documents(List<String> returned) {
        int left = MOST_FACTS;
        var documents = new java.util.ArrayList<Document>();
        for (var text : returned) {
            var shown = text.length() <= left ? text : text.substring(0, left);
            left -= shown.length();
            if (!shown.isBlank()) {
                documents.add(new Document(shown));
            }
        }
        return List.copyOf(documents);
    }
}
