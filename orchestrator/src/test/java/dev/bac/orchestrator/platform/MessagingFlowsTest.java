package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bac.identity.Role;
import dev.bac.messaging.hook.StandardSignature;
import dev.bac.messaging.webhook.Signatures;
import dev.bac.orchestrator.access.GuestEntrance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages out and in, in the running product: the vendors' own HTTP, no credential of ours. */
class MessagingFlowsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static House house;

    @BeforeAll
    static void open(@TempDir Path folder) {
        house = House.open(folder.resolve("data"), """
                messaging:
                  webhookHosts: ["127.0.0.1"]
                  sandbox: {channel: sms}
                  accounts:
                    - {vendor: sandbox, id: chat, channel: telegram}
                  telegram: {url: "http://127.0.0.1:1", token: "123456:ABCdefGHIjkl_mno", secret: s3cret, agent: customer-desk}
                  whatsapp: {url: "http://127.0.0.1:1", phone: "1065", token: t, appSecret: secret, verifyToken: word}
                """);
    }

    @AfterAll
    static void close() {
        house.close();
        HTTP.close();
    }

    private static String state(String message) {
        return house.call("messaging_message_status", "{'message': '" + message + "'}")
                .path("message")
                .path("state")
                .asString()
                .toUpperCase(Locale.ROOT);
    }

    private static HttpResponse<String> post(String path, String body, String... headers) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(house.platform.baseUrl() + path))
                            .headers(headers)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(String body) {
        return "sha256="
                + HexFormat.of()
                        .formatHex(Signatures.mac("HmacSHA256", "secret", body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theSandboxDeliversOverHttpAndSaysThatItReachesNobody() {
        var sent = house.call("messaging_message_send", "{'to': '+4915123456789', 'body': 'Your order has shipped.'}");

        assertThat(sent.path("summary").asString()).contains("sandbox, which reaches nobody");
        String id = sent.path("message").path("id").asString();
        House.eventually("DELIVERED", () -> state(id));
    }

    @Test
    void hearsWhatsAppOnlyWhenItIsSigned() {
        String body = """
                {"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"1065"},"messages":[
                {"from":"4915100000001","id":"wamid.1","type":"text","text":{"body":"unsubscribe"}}]}}]}]}""";

        assertThat(post("/webhooks/whatsapp/whatsapp", body, "X-Hub-Signature-256", signed(body + " "))
                        .statusCode())
                .isEqualTo(403);
        house.call("messaging_message_send", "{'to': 'whatsapp:+4915100000001', 'body': 'Hello'}");

        assertThat(post("/webhooks/whatsapp/whatsapp", body, "X-Hub-Signature-256", signed(body))
                        .statusCode())
                .isEqualTo(200);
        boolean out = house.platform.server("messaging").store().read(house.admin.tenant(), tx -> tx.sql()
                .createQuery("SELECT opted_out FROM consent WHERE address = '+4915100000001'")
                .mapTo(Boolean.class)
                .one());
        assertThat(out).isTrue();
    }

    @Test
    void refusesUnknownAccountsWrongSecretsAndBodiesTooLong() {
        assertThat(post("/webhooks/twilio/twilio", "", "X-A", "b").statusCode()).isEqualTo(404);
        assertThat(post("/webhooks/telegram/whatsapp", "{}", "X-A", "b").statusCode())
                .isEqualTo(404);
        assertThat(post("/webhooks/telegram/telegram", "{}", "X-Telegram-Bot-Api-Secret-Token", "S3cret")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(
                                "/webhooks/telegram/telegram",
                                "{\"a\":\"" + "x".repeat(1 << 20) + "\"}",
                                "X-Telegram-Bot-Api-Secret-Token",
                                "s3cret")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("/webhooks/telegram/telegram", "[".repeat(100_000), "X-Telegram-Bot-Api-Secret-Token", "s3cret")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aProgramSendsManyAtOnceAndUnderItsKeyOnlyOnce() {
        String key = house.platform
                .access()
                .keys()
                .create(house.admin, house.admin.roles(), "test", Optional.empty())
                .text();
        String body = """
                {"messages":[{"to":"+4915100000011","body":"One"},{"to":"no number","body":"Two"},
                {"to":"+4915100000012","body":"Three"}]}""";
        String[] headers = {
            "Authorization", "Bearer " + key, "Content-Type", "application/json", "Idempotency-Key", "spring-1"
        };

        var first = post("/api/v1/sms/bulk", body, headers);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        var taken = House.JSON.readTree(first.body());
        assertThat(taken.path("taken").asInt()).isEqualTo(2);
        assertThat(taken.at("/problems/0/line").asInt()).isEqualTo(2);
        assertThat(post("/api/v1/sms/bulk", body, headers).body()).isEqualTo(first.body());
        assertThat(post("/api/v1/sms/bulk", body.replace("One", "Other"), headers)
                        .statusCode())
                .isEqualTo(409);

        String id = taken.at("/ids/1").asString();
        House.eventually("DELIVERED", () -> state(id));
        String user = house.platform
                .access()
                .keys()
                .create(house.admin, Set.of(Role.USER), "no admin's", Optional.empty())
                .text();
        assertThat(post("/api/v1/sms/bulk", body, "Authorization", "Bearer " + user, "Content-Type", "application/json")
                        .statusCode())
                .as("nobody approves what is sent here, so it takes an admin's key")
                .isEqualTo(403);
        assertThat(post("/api/v1/sms/bulk", body, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aProgramSendsFilesPlacesAndApprovedTemplates() {
        String[] headers = {"Authorization", "Bearer " + adminKey(), "Content-Type", "application/json"};
        String media =
                "{'to':'+4915100000021','media':{'kind':'document','link':'https://acme.example/p.pdf','caption':'Prices','filename':'p.pdf'}}";
        String place = "{'to':'4711','location':{'latitude':53.5436,'longitude':9.9886,'name':'Warehouse'}}";
        String template =
                "{'to':'+4915100000021','approved':{'name':'order_ready','language':'de','header':{'media':{'kind':'image','id':'123'}},'body':['Lena'],'buttons':[{'index':0,'kind':'reply','value':'yes'}]}}";
        for (var sent : Map.of("/whatsapp/media", media, "/telegram/location", place, "/whatsapp/template", template)
                .entrySet()) {
            var answer = post("/api/v1" + sent.getKey(), sent.getValue().replace('\'', '"'), headers);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            String id = House.JSON.readTree(answer.body()).path("id").asString();
            assertThat(count("SELECT count(*) FROM message WHERE content IS NOT NULL AND id = '" + id + "'"))
                    .isEqualTo("1");
        }

        for (var wrong : Map.of(
                        "/whatsapp/location", media,
                        "/messenger/media", media.replace("+49151", "25884159"),
                        "/telegram/media", media.replace("https:", "http:").replace("+49151", "98765"),
                        "/whatsapp/media", media.replace("'media'", "'body':'x','media'"),
                        "/sms/send", media,
                        "/whatsapp/template", template.replace("'de'", "'German'"))
                .entrySet()) {
            var answer = post("/api/v1" + wrong.getKey(), wrong.getValue().replace('\'', '"'), headers);
            assertThat(answer.statusCode())
                    .as(wrong.getKey() + " " + answer.body())
                    .isEqualTo(400);
        }
    }

    @Test
    void whoWritesByTelegramIsAnsweredThereOnceByAnAgentThatSeesNothingOfOurs() {
        String update = """
                {"update_id":77,"message":{"message_id":5,"chat":{"id":987654321},"text":"Hello, are you there?"}}""";
        for (int i = 0; i < 2; i++) {
            assertThat(post("/webhooks/telegram/telegram", update, "X-Telegram-Bot-Api-Secret-Token", "s3cret")
                            .statusCode())
                    .isEqualTo(200);
        }

        House.eventually("DONE", () -> house.platform.access().store().read(house.admin.tenant(), tx -> tx.sql()
                .createQuery("SELECT coalesce(string_agg(state, ' '), 'nothing') FROM dialogue_turn")
                .mapTo(String.class)
                .one()));
        assertThat(count("SELECT count(*) FROM inbound WHERE sender = 'telegram:987654321'"))
                .isEqualTo("1");
        assertThat(count("SELECT count(*) FROM message WHERE recipient = 'telegram:987654321' AND body = 'Done.'"))
                .isEqualTo("1");
        var guest = new GuestEntrance(house.platform.access().members()).caller(house.admin.tenant());
        assertThat(guest.scopes()).isEmpty();
        assertThat(house.platform.toolbox().tools(guest)).isEmpty();
    }

    private static String adminKey() {
        return house.platform
                .access()
                .keys()
                .create(house.admin, house.admin.roles(), "test", Optional.empty())
                .text();
    }

    private static HttpResponse<String> asked(String method, String key, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(house.platform.baseUrl() + path))
                            .header("Authorization", "Bearer " + key)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tellsWhatBecameOfAllMessagesByChannelAndProvider() {
        house.call("messaging_message_send", "{'to': '+4915123456788', 'body': 'Counted.'}");

        var answer = asked("GET", adminKey(), "/api/v1/analytics/messages");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(House.JSON.readTree(answer.body()).path("items").valueStream())
                .anyMatch(row -> row.path("channel").asString().equals("SMS")
                        && row.path("messages").asInt() > 0);
    }

    @Test
    void tellsACompanysProgramSignedWhatBecameOfItsMessageAndAnybodyElseNothing() throws IOException {
        var got = new LinkedBlockingQueue<String[]>();
        var program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            got.add(new String[] {
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            });
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        program.start();
        String key = adminKey();
        String url = "http://127.0.0.1:" + program.getAddress().getPort() + "/told";
        var added = post(
                "/api/v1/webhooks",
                "{\"url\":\"" + url + "\",\"events\":[\"message.delivered\"]}",
                "Authorization",
                "Bearer " + key,
                "Content-Type",
                "application/json");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        var hook = House.JSON.readTree(added.body());
        try {
            var sent = house.call("messaging_message_send", "{'to': '+4915123456787', 'body': 'Tell the shop.'}");
            String id = sent.path("message").path("id").asString();
            House.eventually(
                    "told",
                    () -> got.stream().anyMatch(one -> one[3].contains(id)) ? "told" : "nothing of " + got.size());

            var one = got.stream()
                    .filter(each -> each[3].contains(id))
                    .findFirst()
                    .orElseThrow();
            assertThat(one[2])
                    .isEqualTo(StandardSignature.sign(
                            hook.path("secret").asString(), one[0], Long.parseLong(one[1]), one[3]));
            String path = "/api/v1/webhooks/" + hook.path("id").asString();
            House.eventually(
                    "kept",
                    () -> asked("GET", key, path + "/deliveries?state=delivered")
                                    .body()
                                    .contains(one[0])
                            ? "kept"
                            : "not yet");
            assertThat(asked("GET", key, "/api/v1/webhooks").body())
                    .contains(url)
                    .doesNotContain(hook.path("secret").asString());
            assertThat(asked(
                                    "GET",
                                    house.platform
                                            .access()
                                            .keys()
                                            .create(house.admin, Set.of(Role.USER), "no admin's", Optional.empty())
                                            .text(),
                                    "/api/v1/webhooks")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(asked("POST", key, path + "/replay").body()).contains("\"replayed\":0");
            assertThat(asked("DELETE", key, path).statusCode()).isEqualTo(204);
            assertThat(asked("DELETE", key, path).statusCode()).isEqualTo(404);
        } finally {
            program.stop(0);
        }
    }

    private static String count(String sql) {
        return house.platform.server("messaging").store().read(house.admin.tenant(), tx -> tx.sql()
                .createQuery(sql)
                .mapTo(String.class)
                .one());
    }
}
