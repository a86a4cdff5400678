package dev.bac.orchestrator.servers;

import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a foreign server asks while its tool runs is asked in the chat, in either era, and the answer goes back. */
class ToolQuestionsTest {
    private static final String FORM = """
            {"message": "How many\\u200b?", "requestedSchema": {"type": "object", "required": ["n"], "properties": {
              "n": {"type": "integer", "minimum": 1, "title": "Number"},
              "size": {"type": "string", "enum": ["small", "large"], "default": "small"}}}}""";

    private static final WeatherService MODERN = new WeatherService();
    private static final AgedService AGED = new AgedService(FORM);
    private static Path data;
    private static Installation house;

    @BeforeAll
    static void open() throws Exception {
        MODERN.calling = asked -> {
            var answers = asked.params().path("inputResponses").path("ask");
            asked.result(
                    answers.isMissingNode()
                            ? "{\"resultType\": \"input_required\", \"requestState\": \"s\", \"inputRequests\":"
                                    + " {\"ask\": {\"method\": \"elicitation/create\", \"params\": " + FORM + "}}}"
                            : AgedService.text("It was " + answers));
        };
        data = TestPlatform.temporary();
        for (var name : List.of("weather", "aged")) {
            Files.writeString(
                    data.resolve(name + ".yaml"),
                    "server: %s\ntools:\n  - {name: %s_get_city, effect: read, risk: none}\n".formatted(name, name));
        }
        house = Installation.open(data, """
                servers:
                  - {name: weather, url: "%s", manifest: weather.yaml, timeout: 20s}
                  - {name: aged, url: "%s", manifest: aged.yaml, timeout: 20s}
                """.formatted(MODERN.uri(), AGED.uri()));
        Installation.agent(house.admin(), "weather-desk", "weather", "weather_*");
        Installation.agent(house.admin(), "aged-desk", "aged", "aged_*");
    }

    @AfterAll
    static void close() {
        house.close();
        MODERN.close();
        AGED.close();
        TestPlatform.remove(data);
    }

    /** A question that stands in a chat, whose stream somebody reads beside. */
    private record Asked(Talk talk, Web.Beside reading, AtomicReference<List<Talk.Event>> events, JsonNode approval) {
        String path(String verb) {
            return "/api/v1/approvals/" + approval.path("id").asString() + "/" + verb;
        }

        String text() throws InterruptedException {
            reading.join();
            return Talk.text(events.get());
        }
    }

    private static Asked ask(String server, String said) {
        house.model.when(said, call(server + "_get_city", "{}"), tellResult());
        var talk = house.clerk().talk(server + "-desk");
        var events = new AtomicReference<List<Talk.Event>>();
        var reading = new Web.Beside(() -> events.set(talk.say(said)));
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (Instant.now().isBefore(end)) {
            var pending = talk.view().path("approvals");
            if (!pending.isEmpty()) {
                return new Asked(talk, reading, events, pending.path(0));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("nothing was asked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weather", "aged"})
    void asksWhoeverChatsAndSendsBackWhatTheyFilledIn(String server) throws InterruptedException {
        var asked = ask(server, "Ask me, " + server);
        assertThat(asked.approval().path("text").asString()).isEqualTo("How many?");
        assertThat(asked.approval().path("title").asString()).contains(server);
        assertThat(asked.approval().at("/form/schema/properties/n/title").asString())
                .isEqualTo("Number");
        assertThat(asked.approval().path("mayDecide").asBoolean()).isTrue();

        assertThat(house.admin().post(asked.path("approve"), "{}").problem()).isEqualTo("403 forbidden");
        assertThat(house.stranger().post(asked.path("approve"), "{}").problem()).isEqualTo("404 not_found");
        for (var wrong :
                List.of("{}", "{\"n\":\"two\"}", "{\"n\":0}", "{\"n\":2,\"more\":1}", "{\"n\":2,\"size\":\"s\"}")) {
            var refused = house.clerk().post(asked.path("approve"), "{\"answers\":" + wrong + "}");
            assertThat(refused.problem()).as(wrong).isEqualTo("400 invalid");
            assertThat(refused.json().path("field").asString()).startsWith("answers.");
        }

        var sent = house.clerk().post(asked.path("approve"), "{\"answers\":{\"n\":2}}");

        assertThat(sent.status()).as(sent.http().body()).isEqualTo(200);
        assertThat(asked.text()).contains("\"action\":\"accept\"", "\"n\":2", "\"size\":\"small\"");
        assertThat(Talk.end(asked.events().get())).isEqualTo("answered");
        assertThat(house.clerk().post(asked.path("decline"), "{}").problem()).isEqualTo("409 already_decided");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weather", "aged"})
    void sendsBackThatThePersonDeclined(String server) throws InterruptedException {
        var asked = ask(server, "Ask me in vain, " + server);
        house.clerk().post(asked.path("decline"), "{}");
        assertThat(asked.text()).contains("\"action\":\"decline\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weather", "aged"})
    void sendsBackThatNobodyAnswersAnyMoreWhenTheRunIsCancelled(String server) throws InterruptedException {
        var asked = ask(server, "Ask me too late, " + server);
        house.clerk().post(asked.talk().path() + "/cancel", "");
        asked.reading().join();
        assertThat(Talk.end(asked.events().get())).isEqualTo("cancelled");
        assertThat(Talk.last(asked.events().get(), "tool_result").path("text").asString())
                .contains("\"action\":\"cancel\"");
        assertThat(house.clerk()
                        .post(asked.path("approve"), "{\"answers\":{\"n\":2}}")
                        .problem())
                .isEqualTo("409 already_decided");
    }
}
