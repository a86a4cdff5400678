package dev.bac.tools.mcp.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.Callers;
import dev.bac.tools.Notebook;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolboxException;
import dev.bac.tools.mcp.Era;
import dev.bac.tools.mcp.HttpConnector;
import dev.bac.tools.mcp.McpServerAddress;
import dev.bac.tools.mcp.McpToolbox;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.session.Answer;
import dev.bac.tools.mcp.testing.Person;
import dev.bac.tools.mcp.testing.ScriptedServer;
import dev.bac.tools.mcp.testing.ScriptedServer.Asked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class LegacySessionTest {
    private static final Caller ANN = Callers.named("Ann");
    private static final Caller BOB = Callers.named("Bob");

    private final ScriptedServer server = new ScriptedServer();
    private final AtomicInteger opened = new AtomicInteger();
    private final Set<String> alive = ConcurrentHashMap.newKeySet();
    private final Person person = new Person(_ -> new Answer.Accepted(WireJson.object()));
    private final McpToolbox toolbox = new McpToolbox(
            "old",
            new HttpConnector(
                    new McpServerAddress(
                            "old", server.uri("/mcp"), Duration.ofSeconds(2), Duration.ofSeconds(10), 100_000),
                    Authorization.none(),
                    new HttpConnector.Manner(Era.AUTOMATIC, false, person, InstantSource.system(), new Random(1))));

    /** How this server calls its only tool. */
    private volatile ScriptedServer.Script calling = asked -> asked.result(text("sun"));

    LegacySessionTest() {
        server.at("/mcp", this::answer);
    }

    @AfterEach
    void stop() {
        toolbox.close();
        server.close();
    }

    private void answer(Asked asked) throws IOException {
        var session = asked.header("Mcp-Session-Id").orElse("");
        var method = asked.exchange().getRequestMethod();
        if (!method.equals("POST")) {
            if (asked.header("Last-Event-ID").isPresent()) {
                calling.answer(asked);
            } else {
                asked.send(405, "text/plain", "");
            }
        } else if (asked.method().equals("initialize")) {
            var id = "s" + opened.incrementAndGet();
            alive.add(id);
            asked.with("Mcp-Session-Id", id).result("""
                    {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}},
                     "serverInfo": {"name": "old", "version": "1"}}""");
        } else if (!alive.contains(session)) {
            asked.send(session.isEmpty() ? 400 : 404, "text/plain", "no such session");
        } else if (asked.method().equals("tools/call")) {
            calling.answer(asked);
        } else {
            asked.send(202, "text/plain", "");
        }
    }

    private static ObjectNode text(String text) {
        return (ObjectNode)
                WireJson.mapper().readTree("{\"content\": [{\"type\": \"text\", \"text\": \"%s\"}]}".formatted(text));
    }

    private String call(Caller caller) {
        return toolbox.call(caller, new ToolCall("t", Notebook.object("{}"), "k", Optional.empty()))
                .text();
    }

    @Test
    void fallsBackAndKeepsASessionForEachUser() {
        assertThat(call(ANN)).isEqualTo("sun");
        assertThat(call(BOB)).isEqualTo("sun");
        assertThat(call(ANN)).isEqualTo("sun");
        assertThat(opened).hasValue(2);
        assertThat(server.methods()).startsWith("server/discover", "initialize");
        assertThat(server.asked.stream().filter(asked -> asked.method().equals("tools/call")))
                .extracting(asked -> asked.header("Mcp-Session-Id").orElse(""))
                .containsExactly("s1", "s2", "s1");
    }

    @Test
    void opensAnotherSessionWhenTheServerHasForgottenItsOwn() {
        call(ANN);
        alive.clear();
        assertThat(call(ANN)).isEqualTo("sun");
        assertThat(opened).hasValue(2);
    }

    @Test
    void putsAQuestionToTheCallerInWhoseCallItCame() throws InterruptedException {
        var answered = new CountDownLatch(1);
        calling = asked -> {
            asked.beginEvents();
            asked.event(
                    "{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"elicitation/create\",\"params\":{\"message\":\"Sure?\","
                            + "\"requestedSchema\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"default\":3}}}}}");
            for (int i = 0; i < 200 && !hasAnswer(); i++) {
                pause();
            }
            answered.countDown();
            asked.event(asked.message(text("done")).toString());
        };
        assertThat(call(BOB)).isEqualTo("done");
        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(person.asked).containsExactly("Bob");
        assertThat(person.questions.getFirst().tool()).isEqualTo("t");
        var reply = server.asked.stream()
                .filter(asked -> asked.body().contains("\"id\":77"))
                .findFirst()
                .orElseThrow();
        assertThat(reply.json().path("result").toString()).isEqualTo("{\"action\":\"accept\",\"content\":{\"n\":3}}");
    }

    @Test
    void takesUpABrokenStreamWhereItEndedAfterThePauseAskedFor() {
        var broken = new AtomicReference<Asked>();
        calling = asked -> {
            if (asked.exchange().getRequestMethod().equals("POST")) {
                broken.set(asked);
                asked.beginEvents();
                asked.exchange()
                        .getResponseBody()
                        .write("id: e7\nretry: 300\ndata: \n\n".getBytes(StandardCharsets.UTF_8));
            } else {
                asked.beginEvents();
                asked.event(broken.get().message(text("late")).toString());
            }
        };
        long begun = System.nanoTime();
        assertThat(call(ANN)).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(300));
        assertThat(server.asked.stream().flatMap(asked -> asked.header("Last-Event-ID").stream()))
                .containsExactly("e7");
    }

    @Test
    void saysThatACallMayHaveHappenedWhenItsStreamBrokeForGood() {
        calling = Asked::beginEvents;
        assertThatExceptionOfType(ToolboxException.class)
                .isThrownBy(() -> call(ANN))
                .satisfies(thrown -> assertThat(thrown.mayHaveHappened()).isTrue());
        assertThat(server.methods().stream().filter("tools/call"::equals)).hasSize(1);
    }

    private boolean hasAnswer() {
        return server.asked.stream().anyMatch(asked -> asked.body().contains("\"id\":77"));
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
