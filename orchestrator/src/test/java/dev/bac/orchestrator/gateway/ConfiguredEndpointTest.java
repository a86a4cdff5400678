package dev.bac.orchestrator.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.config.SettingsReader;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An OpenAI-compatible endpoint that nothing but the configuration tells of, asked over HTTP. */
class ConfiguredEndpointTest {
    private static final String ANSWER = "data:"
            + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"At"
            + " home\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":12}}\n\n"
            + "data: [DONE]\n\n";

    @Test
    void isListedAskedWithItsKeyAndAnswers() throws IOException {
        var vendor =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        vendor.start();
        vendor.stubFor(post(urlPathEqualTo("/house/v1/chat/completions"))
                .withHeader("Authorization", equalTo("Bearer key-of-the-house"))
                .withRequestBody(matchingJsonPath("$.model", equalTo("llama-of-the-house")))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody(ANSWER)));
        Path data = TestPlatform.temporary();
        Path file = Files.writeString(data.resolve("bac.yaml"), """
                models:
                  endpoints:
                    - name: house
                      url: %s/house/v1
                      key: ${HOUSE_KEY}
                      model: llama-of-the-house
                """.formatted(vendor.baseUrl()));
        var models = new SettingsReader(Map.of("HOUSE_KEY", "key-of-the-house")::get)
                .read(file, true)
                .models();
        try (Platform platform = Platform.start(new Platform.Outside(
                TestPlatform.settings(data).with(models), Map.of(), new ScriptedModel(), Clock.systemUTC()))) {
            var company = TestPlatform.company(platform, "ours");
            Member ann = platform.access().members().enrol(company.id(), "ann", Set.of(Role.ADMIN));
            String key = platform.access()
                    .keys()
                    .create(ann, ann.roles(), "test", Optional.empty())
                    .text();
            var web = new Web(platform.baseUrl(), Optional.of(key));

            assertThat(web.get("/v1/models").http().body()).contains("\"house/llama-of-the-house\"");
            var reply = web.post(
                    "/v1/chat/completions",
                    "{\"model\":\"house/llama-of-the-house\",\"messages\":[{\"role\":\"user\",\"content\":\"Where?\"}]}");
            assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
            assertThat(reply.json().at("/choices/0/message/content").asString()).isEqualTo("At home");
            assertThat(reply.header("x-bac-model")).isEqualTo("house/llama-of-the-house");
        } finally {
            vendor.stop();
            TestPlatform.remove(data);
        }
    }
}
