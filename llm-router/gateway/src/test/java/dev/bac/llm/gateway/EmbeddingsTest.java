package dev.bac.llm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.Client.Reply;
import dev.bac.llm.gateway.testing.TestGateway;
import dev.bac.llm.gateway.testing.VendorSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Embeddings, over HTTP. */
class EmbeddingsTest {
    private static final String PATH = "/v1/embeddings";

    @Test
    void embedsSeveralTextsInTheirOrderAsNumbersOrBytes() {
        try (var gateway = TestGateway.alone()) {
            Reply numbers = gateway.client().post(PATH, "{\"model\":\"auto\",\"input\":[\"aa\",\"b\"]}");
            assertThat(numbers.status()).as(numbers.http().body()).isEqualTo(200);
            assertThat(VendorSchema.openAi("CreateEmbeddingResponse", numbers.json()))
                    .isEmpty();
            JsonNode data = numbers.json().path("data");
            assertThat(data.path(0).path("embedding").size()).isEqualTo(384);
            assertThat(data.path(1).path("index").asInt()).isEqualTo(1);

            Reply bytes = gateway.client()
                    .post(
                            PATH,
                            "{\"model\":\"auto\",\"input\":\"aa\",\"encoding_format\":\"base64\",\"dimensions\":384}");
            var floats = ByteBuffer.wrap(Base64.getDecoder()
                            .decode(bytes.json().at("/data/0/embedding").asString()))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            assertThat(floats.remaining()).isEqualTo(384);
            for (int index = 0; index < 384; index++) {
                assertThat(floats.get(index)).isEqualTo((float)
                        data.path(0).path("embedding").path(index).asDouble());
            }
        }
    }

    @Test
    void refusesWhatWouldBeAnsweredWrongly() {
        try (var gateway = TestGateway.alone()) {
            var wrong = List.of(
                    "{\"model\":\"auto\"}",
                    "{\"model\":\"auto\",\"input\":[]}",
                    "{\"model\":\"auto\",\"input\":[1,2]}",
                    "{\"model\":\"auto\",\"input\":[\"a\",1]}",
                    "{\"model\":\"auto\",\"input\":\"\"}",
                    "{\"model\":\"auto\",\"input\":\"" + "a".repeat(2_001) + "\"}",
                    "{\"model\":\"auto\",\"input\":\"a\",\"dimensions\":100}",
                    "{\"model\":\"auto\",\"input\":\"a\",\"encoding_format\":\"hex\"}",
                    "{\"model\":\"auto\",\"input\":\"a\",\"normalise\":true}");
            wrong.forEach(body -> {
                Reply reply = gateway.client().post(PATH, body);
                assertThat(reply.status()).as(body).isEqualTo(400);
                assertThat(VendorSchema.openAi("ErrorResponse", reply.json())).isEmpty();
            });
            assertThat(gateway.client()
                            .post(PATH, "{\"model\":\"text-embedding-3-small\",\"input\":\"a\"}")
                            .status())
                    .isEqualTo(404);
        }
    }
}
