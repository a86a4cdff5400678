package dev.bac.tools.mcp.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bac.tools.mcp.testing.ScriptedServer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHttpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/x",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://[::1]/x",
                "https://10.1.2.3/x",
                "https://172.16.0.1/x",
                "https://192.168.1.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/x",
                "https://0.0.0.0/x",
                "https://[fd00::1]/x",
                "https://[fe80::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://[64:ff9b::a00:1]/x",
                "https://2130706433/x",
                "file:///etc/passwd",
                "https://user@93.184.216.34/x"
            })
    void fetchesNothingFromTheInside(String address) {
        try (var http = new SafeHttp(Set.of("mcp.example.com"))) {
            assertThatExceptionOfType(OauthFailure.class)
                    .isThrownBy(() -> http.document(URI.create(address)))
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("does not answer"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "8.8.8.8", "2606:2800:220:1::1"})
    void knowsPublicAddresses(String address) throws UnknownHostException {
        assertThat(SafeHttp.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void followsNoRedirectAndReadsNoEndlessDocument() {
        try (var server = new ScriptedServer();
                var http = new SafeHttp(Set.of("127.0.0.1"))) {
            server.at("/there", asked -> asked.result("{}"));
            server.at("/moved", asked -> asked.with(
                            "Location", server.uri("/there").toString())
                    .send(302, "text/plain", ""));
            server.at("/long", asked -> asked.send(200, "application/json", "[\"" + "x".repeat(300_000) + "\"]"));
            assertThat(http.document(server.uri("/moved"))).isEmpty();
            assertThatExceptionOfType(OauthFailure.class).isThrownBy(() -> http.document(server.uri("/long")));
            assertThat(server.asked).hasSize(2);
        }
    }
}
