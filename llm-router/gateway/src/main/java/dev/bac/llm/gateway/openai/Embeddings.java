package dev.bac.llm.gateway.openai;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.gateway.choice.Models;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Fields;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.retrieval.Embedder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/embeddings}, by the in-process sentence model: 384 dimensions, English, up to 2,000 characters a text. */
public final class Embeddings {
    /** The embedder cuts what is longer, and a cut text has another meaning. */
    private static final int LONGEST = 2_000;

    private static final int DIMENSIONS = 384;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Embedder embedder;
    private final int most;

    public Embeddings(Embedder embedder, Limits limits) {
        this.embedder = embedder;
        this.most = limits.embeddings();
    }

    public void serve(Exchange exchange) {
        Fields body = exchange.body();
        String model = body.requireText("model");
        if (!model.equals(ChatRequest.AUTO) && !model.equals(Models.EMBEDDER)) {
            throw Models.unknown(model);
        }
        List<String> texts = texts(body);
        boolean base64 = base64(body);
        body.whole("dimensions", 1, Integer.MAX_VALUE)
                .filter(size -> size != DIMENSIONS)
                .ifPresent(size -> {
                    throw Refused.unsupported(
                            "dimensions", "This model's vectors have 384 dimensions and cannot be shortened.");
                });
        body.text("user");
        body.unread().stream().findFirst().ifPresent(field -> {
            throw Refused.unsupported(field, "There is no field '" + field + "' here.");
        });
        exchange.answer(answer(texts, vectors(texts), base64));
    }

    private List<String> texts(Fields body) {
        JsonNode input = body.require("input");
        if (input.isArray() && !input.isEmpty() && !input.path(0).isString()) {
            throw Refused.unsupported("input", "'input' is a text or several; tokens are not taken.");
        }
        List<String> texts = input.isString() ? List.of(input.asString()) : body.texts("input");
        if (texts.isEmpty() || texts.size() > most) {
            throw Refused.field("input", "'input' must hold 1 to " + most + " texts.");
        }
        if (texts.stream().anyMatch(text -> text.isBlank() || text.length() > LONGEST)) {
            throw Refused.field("input", "Each text must have 1 to " + LONGEST + " characters.");
        }
        return texts;
    }

    private static boolean base64(Fields body) {
        String format = body.text("encoding_format").orElse("float");
        return switch (format) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw Refused.field("encoding_format", "'encoding_format' is float or base64.");
        };
    }

    private List<float[]> vectors(List<String> texts) {
        if (!embedder.readyWithin(PATIENCE)) {
            throw notLoaded();
        }
        return embedder.embed(texts).orElseThrow(Embeddings::notLoaded);
    }

    private static Refused notLoaded() {
        return Refused.later(
                Refused.Reason.OVERLOADED, "embedder_not_loaded", "The embedder is not loaded.", Duration.ofSeconds(5));
    }

    private static ObjectNode answer(List<String> texts, List<float[]> vectors, boolean base64) {
        ObjectNode answer = Exchange.object().put("object", "list");
        var data = answer.putArray("data");
        for (int index = 0; index < vectors.size(); index++) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", index);
            if (base64) {
                one.put("embedding", base64(vectors.get(index)));
            } else {
                var numbers = one.putArray("embedding");
                for (float number : vectors.get(index)) {
                    numbers.add(number);
                }
            }
        }
        long tokens = texts.stream()
                .mapToLong(text -> (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN)
                .sum();
        answer.put("model", Models.EMBEDDER);
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    /** Little-endian floats, as OpenAI's own clients read them. */
    private static String base64(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
