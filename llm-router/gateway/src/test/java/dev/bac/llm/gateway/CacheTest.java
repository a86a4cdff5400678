package dev.bac.llm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.Client.Reply;
import dev.bac.llm.gateway.testing.TestGateway;
import dev.bac.llm.gateway.testing.Vendor;
import dev.bac.llm.gateway.testing.VendorSchema;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer that was given before, as a caller of the gateway gets it. */
class CacheTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String FIXED =
            "{\"model\":\"openai/gpt-x\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"6 x 7?\"}]}";

    private final Vendor vendor = new Vendor();
    private final TestGateway gateway = TestGateway.cached(vendor.asOpenAi());

    @BeforeEach
    void answers() {
        vendor.streams(Vendor.openAiAnswer());
    }

    @AfterEach
    void close() {
        gateway.close();
        vendor.close();
    }

    private Reply asked(String body, String header, String value) {
        return gateway.client()
                .send(gateway.client().request(PATH).header(header, value).POST(BodyPublishers.ofString(body)));
    }

    private static String text(Reply reply) {
        assertThat(VendorSchema.openAi("CreateChatCompletionResponse", reply.json()))
                .isEmpty();
        return reply.json()
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString("");
    }

    @Test
    void isAnAnswerInTheVendorsFormWhetherWholeOrAStream() {
        assertThat(text(gateway.client().post(PATH, FIXED))).isEqualTo("Forty-two");
        assertThat(text(gateway.client().post(PATH, FIXED))).isEqualTo("Forty-two");
        Reply stream = gateway.client().post(PATH, FIXED.replace("{\"model\"", "{\"stream\":true,\"model\""));

        assertThat(stream.events())
                .allSatisfy(event -> assertThat(VendorSchema.openAi("CreateChatCompletionStreamResponse", event))
                        .isEmpty());
        assertThat(stream.events().stream()
                        .map(event -> event.path("choices")
                                .path(0)
                                .path("delta")
                                .path("content")
                                .asString(""))
                        .collect(Collectors.joining()))
                .isEqualTo("Forty-two");
        assertThat(vendor.calls()).isEqualTo(1);
    }

    @Test
    void isNotTakenByWhoAsksForAFreshOneAndNotGivenToAnother() {
        gateway.client().post(PATH, FIXED);
        asked(FIXED, "Cache-Control", "no-cache");
        assertThat(vendor.calls()).as("asked for a fresh one").isEqualTo(2);
        gateway.client().withKey("other").post(PATH, FIXED);
        assertThat(vendor.calls()).as("another user").isEqualTo(3);
    }

    @Test
    void isTakenAtAnyTemperatureByWhoSaysSo() {
        String warm = FIXED.replace("\"temperature\":0", "\"temperature\":1");
        gateway.client().post(PATH, warm);
        gateway.client().post(PATH, warm);
        assertThat(vendor.calls()).isEqualTo(2);
        asked(warm, "x-bac-cache", "exact");
        asked(warm, "x-bac-cache", "exact");
        assertThat(vendor.calls()).isEqualTo(3);
        assertThat(asked(warm, "x-bac-cache", "perhaps").status()).isEqualTo(400);
    }
}
