package dev.bac.llm.ollama;

import dev.bac.identity.Caller;
import dev.bac.llm.Abilities;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.vendor.Deadline;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorHttp;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model of a local Ollama. Ollama4j brings the records of the wire and reads each line; its own calls would open an
 * HTTP client each, lose the status of a failure and never end a stalled stream, so the call itself is ours.
 */
public final class OllamaModel implements ChatModel {
    private static final Abilities ABILITIES = new Abilities(
            Optional.empty(),
            EnumSet.of(
                    Abilities.Ability.IMAGES,
                    Abilities.Ability.TOP_P,
                    Abilities.Ability.SEED,
                    Abilities.Ability.STOP,
                    Abilities.Ability.JSON_OBJECT,
                    Abilities.Ability.JSON_SCHEMA));

    private final Endpoint endpoint;
    private final VendorHttp http;

    public OllamaModel(Endpoint endpoint, VendorHttp http) {
        this.endpoint = endpoint;
        this.http = http;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        ABILITIES.check(endpoint.provider(), request);
        try (var deadline = new Deadline(request.timeout())) {
            var call = new OllamaCall(endpoint, http, deadline);
            var answer = new OllamaAnswer(endpoint, onText);
            call.call(OllamaRequests.of(request), answer::add);
            return answer.whole(request.model());
        }
    }
}
