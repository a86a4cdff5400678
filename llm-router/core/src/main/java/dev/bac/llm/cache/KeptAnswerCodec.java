package dev.bac.llm.cache;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.MessageCodec;
import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kept answers as text, with a digest, so that a damaged one is no answer. */
public final class KeptAnswerCodec {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final MessageCodec MESSAGES = new MessageCodec();

    private KeptAnswerCodec() {}

    public static String write(KeptAnswer kept) {
        ChatResponse answer = kept.answer();
        var body = JSON.createObjectNode()
                .put("v", 1)
                .put("finish", answer.finish().name())
                .put("model", answer.model())
                .put("at", kept.at().toString());
        body.set("message", MESSAGES.write(answer.message()));
        var usage = body.putObject("usage")
                .put("input", answer.usage().input())
                .put("cached", answer.usage().cached())
                .put("output", answer.usage().output());
        answer.usage().cost().ifPresent(cost -> usage.put("cost", cost.toPlainString()));
        String text = body.toString();
        return digest(text) + text;
    }

    /** Empty when it is damaged, or written by another version. */
    public static Optional<KeptAnswer> read(String stored) {
        int brace = stored.indexOf('{');
        if (brace < 0 || !stored.substring(0, brace).equals(digest(stored.substring(brace)))) {
            return Optional.empty();
        }
        try {
            JsonNode body = JSON.readTree(stored.substring(brace));
            if (body.path("v").asInt(0) != 1
                    || !(MESSAGES.read(body.required("message")) instanceof Message.Assistant message)) {
                return Optional.empty();
            }
            JsonNode usage = body.required("usage");
            var spent = new Usage(
                    usage.required("input").asLong(),
                    usage.required("cached").asLong(),
                    usage.required("output").asLong(),
                    usage.has("cost")
                            ? Optional.of(new BigDecimal(usage.path("cost").asString()))
                            : Optional.empty());
            String model = body.required("model").asString();
            Finish finish = Finish.valueOf(body.required("finish").asString());
            return Optional.of(new KeptAnswer(
                    new ChatResponse(message, finish, spent, model, ""),
                    Instant.parse(body.required("at").asString())));
        } catch (JacksonException | IllegalArgumentException | DateTimeException | ClassCastException damaged) {
            return Optional.empty();
        }
    }

    private static String digest(String text) {
        return new Fingerprint().add("answer", text).hex();
    }
}
