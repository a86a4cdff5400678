package dev.bac.orchestrator.answers;

import dev.bac.llm.Message;
import dev.bac.llm.MessageCodec;
import dev.bac.llm.Usage;
import dev.bac.tools.ReadSet;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A kept answer as text. What cannot be read, or was written by another version, is no answer. */
final class KeptAnswerJson {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final MessageCodec MESSAGES = new MessageCodec();
    private static final int VERSION = 1;

    private KeptAnswerJson() {}

    static String write(KeptAnswer answer) {
        var body = JSON.createObjectNode()
                .put("agentAnswer", VERSION)
                .put("at", answer.at().toString())
                .put("took", answer.took().toMillis());
        var turns = body.putArray("turns");
        answer.turns()
                .forEach(turn ->
                        turns.addObject().put("agent", turn.agent()).set("message", MESSAGES.write(turn.message())));
        var reads = body.putArray("reads");
        answer.reads()
                .forEach(read -> reads.addObject().put("server", read.server()).set("token", read.token()));
        var usage = body.putObject("usage")
                .put("input", answer.usage().input())
                .put("cached", answer.usage().cached())
                .put("output", answer.usage().output());
        answer.usage().cost().ifPresent(cost -> usage.put("cost", cost.toPlainString()));
        return body.toString();
    }

    static Optional<KeptAnswer> read(String text) {
        try {
            JsonNode body = JSON.readTree(text);
            if (body.path("agentAnswer").asInt(0) != VERSION) {
                return Optional.empty();
            }
            var turns = new ArrayList<KeptAnswer.Turn>();
            for (JsonNode turn : body.required("turns")) {
                Message message = MESSAGES.read(turn.required("message"));
                turns.add(new KeptAnswer.Turn(turn.required("agent").asString(), message));
            }
            var reads = new ArrayList<ReadSet>();
            for (JsonNode read : body.required("reads")) {
                reads.add(new ReadSet(read.required("server").asString(), read.required("token")));
            }
            return Optional.of(new KeptAnswer(
                    turns,
                    reads,
                    Instant.parse(body.required("at").asString()),
                    usage(body.required("usage")),
                    Duration.ofMillis(body.required("took").asLong())));
        } catch (JacksonException | IllegalArgumentException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    private static Usage usage(JsonNode usage) {
        Optional<BigDecimal> cost = usage.has("cost")
                ? Optional.of(new BigDecimal(usage.path("cost").asString()))
                : Optional.empty();
        return new Usage(
                usage.required("input").asLong(),
                usage.required("cached").asLong(),
                usage.required("output").asLong(),
                cost);
    }
}
