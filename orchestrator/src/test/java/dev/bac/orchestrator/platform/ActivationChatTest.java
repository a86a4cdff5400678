package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.orchestrator.testing.OpenApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a sentence over an approval to a business, through the HTTP API. */
class ActivationChatTest {

    @Test
    void setsUpThePharmacyThatSomebodyAskedForAndAgreedTo(@TempDir Path folder) throws Exception {
        try (var house = House.open(folder.resolve("data"), "", ActivationChatTest::answer)) {
            String key = house.platform
                    .access()
                    .keys()
                    .create(house.admin, house.admin.roles(), "test", Optional.empty())
                    .text();
            var made = post(house, key, "/api/v1/conversations", "{\"agent\": \"onboarding\"}");
            String chat = House.JSON.readTree(made).path("id").asString();
            String events = post(
                    house,
                    key,
                    "/api/v1/conversations/" + chat + "/messages",
                    "{\"text\": \"Set up a pharmacy in Lagos called Medix, naira, WhatsApp and SMS, with point of sale\"}");
            assertThat(events).contains("approval");
            assertThat(businesses(house)).isEmpty();

            JsonNode waiting = House.JSON.readTree(get(house, key, "/api/v1/approvals?state=pending"));
            String approval = waiting.path("items").get(0).path("id").asString();
            post(house, key, "/api/v1/approvals/" + approval + "/approve", "{}");

            String followed = get(house, key, "/api/v1/conversations/" + chat + "/events?after=0");
            assertThat(businesses(house)).containsExactly("ACTIVE");
            var steps = progress(followed);
            assertThat(steps.stream().map(step -> step.path("done").asInt())).containsExactly(1, 2, 3, 4, 5, 6, 7);
            assertThat(steps).allMatch(step -> step.path("total").asInt() == 7);
            assertThat(steps.stream().map(step -> step.path("message").asString()))
                    .anyMatch(message -> message.startsWith("Step 5 of 7, seed data: "));
            assertThat(followed.lastIndexOf("event: progress")).isLessThan(followed.lastIndexOf("event: tool_result"));
            assertThat(followed).contains("Medix is active, 7 of 7 steps done.");
        }
    }

    private static List<JsonNode> progress(String events) {
        var found = new ArrayList<JsonNode>();
        var lines = events.lines().toList();
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).equals("event: progress")) {
                String data = lines.get(i + 1).substring("data: ".length());
                OpenApi.checkEvent("progress", data);
                found.add(House.JSON.readTree(data));
            }
        }
        return found;
    }

    private static List<String> businesses(House house) {
        return house.call("provisioning_activation_list", "{}")
                .path("items")
                .valueStream()
                .map(one -> one.path("state").asString().toUpperCase(Locale.ROOT))
                .toList();
    }

    private static ChatResponse answer(Caller caller, ChatRequest request, Consumer<String> onText) {
        if (!(request.messages().getLast() instanceof Message.User)) {
            onText.accept("Medix is on its way.");
            return House.said(List.of(new Part.Text("Medix is on its way.")));
        }
        var arguments = (ObjectNode) House.JSON.readTree("""
                        {"businessName": "Medix", "industry": "pharmacy", "city": "Lagos", "currency": "NGN",
                         "channels": ["WHATSAPP", "SMS"], "features": ["POS"]}""");
        return House.said(List.of(new Part.ToolCall("call-1", "provisioning_business_activate", arguments)));
    }

    private static String post(House house, String key, String path, String body)
            throws IOException, InterruptedException {
        return send(house, key, path, HttpRequest.BodyPublishers.ofString(body), "POST");
    }

    private static String get(House house, String key, String path) throws IOException, InterruptedException {
        return send(house, key, path, HttpRequest.BodyPublishers.noBody(), "GET");
    }

    private static String send(House house, String key, String path, HttpRequest.BodyPublisher body, String method)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(house.platform.baseUrl() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return answer.body();
        }
    }
}
