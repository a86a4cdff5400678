package dev.bac.orchestrator.gateway;

import static dev.bac.orchestrator.testing.ScriptedModel.after;
import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway on the platform: our keys, the agents as models. */
class GatewayTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static HttpResponse<String> post(String key, String path, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(TEST.platform().baseUrl() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String clerk() {
        return TEST.key(TEST.member("gwen", Role.USER));
    }

    private static String asking(String model, String... said) {
        var body = new StringBuilder("{\"model\":\"" + model + "\",\"messages\":[");
        for (int index = 0; index < said.length; index++) {
            body.append(index == 0 ? "" : ",")
                    .append("{\"role\":\"")
                    .append(index % 2 == 0 ? "user" : "assistant")
                    .append("\",\"content\":")
                    .append(JsonMapper.shared().writeValueAsString(said[index]))
                    .append('}');
        }
        return body.append("]}").toString();
    }

    private static JsonNode json(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(reply.body());
    }

    @Test
    void anAgentRunsItsToolsInsideAndGoesOnWhereItWas() throws Exception {
        TEST.model().when("gateway: which agents list", call("finance_invoice_list", "{}"), tellResult());
        String key = clerk();
        String model = "agent/receivables";

        JsonNode first = json(post(key, "/v1/chat/completions", asking(model, "gateway: which agents list")));
        String said = first.at("/choices/0/message/content").asString();
        assertThat(said).contains("INV-");
        assertThat(first.path("model").asString()).isEqualTo(model);

        TEST.model().when("gateway: and then", request -> {
            // It knows what its tool told, which the program that asks never saw.
            assertThat(request.messages().toString()).contains("finance_invoice_list");
            return answer("Nothing more.").take(request);
        });
        JsonNode second = json(post(
                key, "/v1/chat/completions", asking(model, "gateway: which agents list", said, "gateway: and then")));
        assertThat(second.at("/choices/0/message/content").asString()).isEqualTo("Nothing more.");
    }

    @Test
    void listsTheAgentsAndRefusesThoseThereAreNot() throws Exception {
        String key = clerk();
        var list = HTTP.send(
                HttpRequest.newBuilder(URI.create(TEST.platform().baseUrl() + "/v1/models"))
                        .header("x-api-key", key)
                        .build(),
                BodyHandlers.ofString());
        assertThat(json(list).path("data").valueStream().map(model -> model.path("id")
                        .asString()))
                .contains("auto", "bac/planner", "agent/front-desk");

        assertThat(post(key, "/v1/chat/completions", asking("agent/nobody", "hi"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("bac_wrong", "/v1/chat/completions", asking("auto", "hi"))
                        .statusCode())
                .isEqualTo(401);
        String auditor = TEST.key(TEST.member("audrey", Role.AUDITOR));
        assertThat(post(auditor, "/v1/chat/completions", asking("auto", "hi")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aCallerWhoHangsUpEndsTheAgentsRun() throws Exception {
        var started = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        TEST.model()
                .when(
                        "gateway: think long",
                        request -> {
                            started.countDown();
                            return after(go, call("finance_invoice_list", "{}")).take(request);
                        },
                        answer("Too late."));
        String body = asking("agent/front-desk", "gateway: think long");
        var uri = URI.create(TEST.platform().baseUrl());
        try (var socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + clerk()
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            started.await();
        }
        Thread.sleep(3_000);
        go.countDown();

        var web = TEST.admin();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String state = "";
        while (System.nanoTime() < end && !state.equals("cancelled")) {
            Thread.sleep(100);
            state = web.get("/api/v1/runs")
                    .json()
                    .path("items")
                    .path(0)
                    .path("state")
                    .asString();
        }
        assertThat(state).isEqualTo("cancelled");
    }
}
