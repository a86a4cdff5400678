package dev.bac.orchestrator.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Role;
import dev.bac.identity.TokenIssuer;
import dev.bac.orchestrator.access.WebEntrance;
import dev.bac.orchestrator.config.IdentitySettings;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.http.Body;
import dev.bac.orchestrator.http.HttpServer;
import dev.bac.orchestrator.platform.Oauth;
import dev.bac.orchestrator.testing.TestPlatform;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client may describe itself by a document, and can do no harm by it. */
class ClientDocumentsTest {
    private static DocumentHost host;

    @BeforeAll
    static void start() throws Exception {
        host = DocumentHost.start();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static PublicHttps fetch() {
        return new PublicHttps(_ -> new InetAddress[] {InetAddress.getLoopbackAddress()}, _ -> true, host.tls());
    }

    private static Client get(String path) {
        return new ClientDocuments(fetch()).get(URI.create(host.url(path)));
    }

    private static String document(String id, String more) {
        return """
                {"client_id":"%s","client_name":"Notebook","redirect_uris":["http://127.0.0.1/callback"]%s}
                """.formatted(id, more);
    }

    @Test
    void goesTheWholeWayWithAClientThatOnlyItsDocumentDescribes() {
        var test = TestPlatform.shared();
        String id = host.url("/oauth/client.json");
        host.serve("/oauth/client.json", document(id, ""));
        var access = test.platform().access();
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        String base = test.platform().baseUrl();
        var limits = new LimitSettings(1 << 20, 1_000, 200, Duration.ofMinutes(1), 8);
        var domains = List.of(test.platform().server("finance").server());
        var issuer = new TokenIssuer(base, access.ring(), Clock.systemUTC(), UUID::randomUUID);
        var endpoints = new Oauth(access, IdentitySettings.BUILT_IN, base, Clock.systemUTC())
                .endpoints(domains, issuer, new Body(1 << 20), new ClientDocuments(fetch()));
        try (var server = HttpServer.start(
                new HttpServer.Address("127.0.0.1", 0, _ -> {}),
                new HttpServer.Entrances(
                        new dev.bac.orchestrator.access.ApiEntrance(access.keys()),
                        new WebEntrance(access.sessions()),
                        limits),
                endpoints,
                metrics,
                UUID::randomUUID)) {
            var client =
                    new OauthClient("http://127.0.0.1:" + server.port(), id).with("resource", base + "/mcp/finance");
            String cookie = OauthClient.cookie(test, "olga", Role.USER);
            host.asked.clear();
            assertThat(client.web(java.util.Optional.empty())
                            .get("/oauth/authorize?" + client.query())
                            .status())
                    .isEqualTo(200);
            assertThat(host.asked).as("nothing is fetched for a stranger").isEmpty();

            var question = client.question(cookie).json();
            assertThat(question.path("client").asString()).isEqualTo("Notebook");
            assertThat(question.path("origin").asString()).isEqualTo("document");
            String token =
                    client.tokens(cookie, "finance:read").path("access_token").asString();

            assertThat(new OauthClient(base, id)
                            .call(token, "finance", "finance_invoice_list", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(host.asked).as("fetched once").hasSize(1);
            assertThat(client.send("/oauth/register", Map.of()).status())
                    .as("off unless switched on")
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "not json",
                "{\"client_id\":\"https://other.example/client.json\",\"client_name\":\"x\",\"redirect_uris\":[\"https://a.example/\"]}",
                "{\"client_id\":\"ID\",\"redirect_uris\":[\"https://a.example/\"]}",
                "{\"client_id\":\"ID\",\"client_name\":\"x\"}",
                "{\"client_id\":\"ID\",\"client_name\":\"x\",\"redirect_uris\":[\"javascript:alert(1)\",\"http://a.example/\"]}",
                "{\"client_id\":\"ID\",\"client_name\":\"x\",\"redirect_uris\":[\"https://a.example/\"],\"client_secret\":\"s\"}"
            })
    void refusesADocumentThatDoesNotDescribeItsClient(String json) {
        host.serve("/wrong.json", json.replace("ID", host.url("/wrong.json")));
        assertThatThrownBy(() -> get("/wrong.json")).isInstanceOf(OauthError.class);
    }

    @Test
    void refusesWhatIsNoSmallDocumentInOnePiece() {
        String id = host.url("/odd.json");
        String good = document(id, "");
        host.serve(
                "/odd.json",
                new DocumentHost.Answer(302, "application/json", "", -1, Map.of("Location", host.url("/x"))));
        assertThatThrownBy(() -> get("/odd.json")).as("a redirect").isInstanceOf(OauthError.class);
        host.serve("/odd.json", new DocumentHost.Answer(200, "text/html", good, good.length(), Map.of()));
        assertThatThrownBy(() -> get("/odd.json")).as("a page").isInstanceOf(OauthError.class);
        String long1 = document(id, ",\"x\":\"" + "x".repeat(PublicHttps.LONGEST) + "\"");
        host.serve("/odd.json", long1);
        assertThatThrownBy(() -> get("/odd.json")).as("a long one").isInstanceOf(OauthError.class);
        host.serve("/odd.json", good);
        assertThat(get("/odd.json").redirects()).containsExactly("http://127.0.0.1/callback");
    }

    @Test
    void goesNowhereWhenAnyAddressOfTheHostIsInsideANetwork() {
        host.asked.clear();
        var mixed = new PublicHttps(
                _ -> new InetAddress[] {InetAddress.getByName("1.1.1.1"), InetAddress.getLoopbackAddress()},
                PublicAddress::is,
                host.tls());
        assertThatThrownBy(() -> mixed.get(URI.create(host.url("/client.json"))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PublicHttps.only().get(URI.create("https://localhost/client.json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("open internet");
        assertThat(host.asked).isEmpty();
    }

    @Test
    void believesNoHostThatCannotProveItsName() {
        String elsewhere = host.url("/client.json").replace(DocumentHost.NAME, "other.example");
        assertThatThrownBy(() -> fetch().get(URI.create(elsewhere))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://client.example/client.json",
                "https://client.example",
                "https://client.example/",
                "https://u:p@client.example/client.json",
                "https://client.example/a/../client.json",
                "https://client.example/client.json#x",
                "ftp://client.example/x",
                "desk"
            })
    void isNoAddressOfADocument(String id) {
        assertThat(ClientDocuments.address(id)).isEmpty();
    }
}
