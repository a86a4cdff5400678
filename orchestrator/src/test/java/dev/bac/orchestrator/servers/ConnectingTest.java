package dev.bac.orchestrator.servers;

import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.tools.mcp.testing.ScriptedServer;
import dev.bac.tools.mcp.testing.ScriptedServer.Asked;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A foreign server that asks for authorization: an admin connects it once, for the company. */
@SuppressWarnings("NullAway.Init") // Opened before each test.
class ConnectingTest {
    private final ScriptedServer server = new ScriptedServer();
    private Path data;
    private Installation house;

    @BeforeEach
    void open() throws Exception {
        server.at("/mcp", this::answer);
        server.at(
                "/.well-known/oauth-protected-resource/mcp",
                asked -> json(asked, """
                {"resource": "%s", "authorization_servers": ["%s"]}""".formatted(server.uri("/mcp"), server.uri(""))));
        server.at(
                "/.well-known/oauth-authorization-server",
                asked -> json(asked, """
                {"issuer": "%s", "authorization_endpoint": "%s", "token_endpoint": "%s", "registration_endpoint": "%s",
                 "code_challenge_methods_supported": ["S256"], "token_endpoint_auth_methods_supported": ["none"],
                 "authorization_response_iss_parameter_supported": true}""".formatted(
                        server.uri(""), server.uri("/authorize"), server.uri("/token"), server.uri("/register"))));
        server.at("/register", asked -> json(asked, "{\"client_id\": \"us\"}"));
        server.at("/token", asked -> json(asked, "{\"access_token\": \"of-the-company\", \"token_type\": \"Bearer\"}"));
        data = TestPlatform.temporary();
        Files.writeString(data.resolve("weather.yaml"), """
                server: weather
                tools:
                  - {name: weather_get_city, effect: read, risk: none}
                """);
        house = Installation.open(data, yaml());
    }

    @AfterEach
    void close() {
        house.close();
        server.close();
        TestPlatform.remove(data);
    }

    private String yaml() {
        return "servers:\n  - {name: weather, url: \"%s\", manifest: weather.yaml}\n".formatted(server.uri("/mcp"));
    }

    private void answer(Asked asked) throws IOException {
        if (!asked.header("Authorization").orElse("").equals("Bearer of-the-company")) {
            asked.with("WWW-Authenticate", "Bearer").send(401, "text/plain", "");
            return;
        }
        switch (asked.method()) {
            case "server/discover" -> asked.result("{\"supportedVersions\": [\"2026-07-28\"], \"capabilities\": {}}");
            case "tools/list" ->
                asked.result("{\"tools\": [{\"name\": \"get_city\", \"inputSchema\": {\"type\": \"object\"}}]}");
            default -> asked.result(AgedService.text("Sun"));
        }
    }

    private static void json(Asked asked, String text) throws IOException {
        asked.send(200, "application/json", text);
    }

    private String state() {
        return house.admin().get("/api/v1/servers").json().at("/items/0/state").asString();
    }

    private static String parameter(URI uri, String name) {
        return uri.getRawQuery().replaceFirst("(^|.*&)" + name + "=([^&]*).*", "$2");
    }

    @Test
    void isConnectedByAnAdminAndUsedByTheCompanyAndAfterARestart() {
        assertThat(state()).isEqualTo("not_connected");
        assertThat(house.admin().get("/api/v1/servers").http().body()).contains("./bac servers connect weather");
        assertThat(house.clerk().post("/api/v1/servers/weather/connect", "{}").problem())
                .isEqualTo("403 forbidden");

        var page = URI.create(house.admin()
                .post("/api/v1/servers/weather/connect", "{}")
                .json()
                .path("url")
                .asString());
        assertThat(page.toString()).startsWith(server.uri("/authorize").toString());
        assertThat(parameter(page, "code_challenge_method")).isEqualTo("S256");
        var callback = "/oauth/servers/callback?iss=" + server.uri("") + "&state=";

        assertThat(house.nobody().get(callback + "guessed&code=c").status()).isEqualTo(400);
        var back = house.nobody().get(callback + parameter(page, "state") + "&code=c");
        assertThat(back.status()).as(back.http().body()).isEqualTo(200);
        assertThat(house.nobody()
                        .get(callback + parameter(page, "state") + "&code=c")
                        .status())
                .isEqualTo(400);

        assertThat(state()).isEqualTo("ready");
        house.close();
        house = Installation.open(data, yaml());
        assertThat(state()).isEqualTo("ready");
        Installation.agent(house.admin(), "weather-desk", "weather", "weather_*");
        house.model.when("How is it?", call("weather_get_city", "{}"), tellResult());
        assertThat(Talk.text(house.clerk().talk("weather-desk").say("How is it?")))
                .contains("Sun");
        assertThat(house.admin()
                        .post("/api/v1/servers/weather/connect", "{}")
                        .json()
                        .path("url")
                        .isNull())
                .isTrue();
        assertThat(house.stranger()
                        .get("/api/v1/servers")
                        .json()
                        .at("/items/0/state")
                        .asString())
                .isEqualTo("not_connected");
    }

    @Test
    void staysUnconnectedWhenTheAnswerIsAnothersOrARefusal() {
        var page = URI.create(house.admin()
                .post("/api/v1/servers/weather/connect", "{}")
                .json()
                .path("url")
                .asString());
        var back = house.nobody()
                .get("/oauth/servers/callback?iss=https://evil.example&code=c&state=" + parameter(page, "state"));
        assertThat(back.status()).isEqualTo(400);
        assertThat(server.asked)
                .noneMatch(asked -> asked.exchange().getRequestURI().getPath().equals("/token"));
        assertThat(state()).isEqualTo("not_connected");
    }
}
