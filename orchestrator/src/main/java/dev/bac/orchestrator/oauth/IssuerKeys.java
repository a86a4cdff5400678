package dev.bac.orchestrator.oauth;

import dev.bac.identity.ForeignIssuer;
import dev.bac.identity.TokenRefused;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds an issuer's keys by its discovery document (OpenID Connect Discovery 1.0, section 4). The issuer is named by the
 * administrator, so it may well be in our own network; its keys must be at https, or where it is itself.
 */
public final class IssuerKeys implements ForeignIssuer.KeySource {
    /** In bytes. */
    private static final int LONGEST = 1 << 18;

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE = Duration.ofSeconds(5);

    private final String issuer;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public IssuerKeys(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public String fetch() {
        try {
            JsonNode discovery = JsonMapper.shared().readTree(get(issuer + "/.well-known/openid-configuration"));
            if (!issuer.equals(discovery.path("issuer").asString(""))) {
                throw new TokenRefused("the issuer calls itself otherwise");
            }
            String keys = discovery.path("jwks_uri").asString("");
            if (!keys.startsWith("https://") && !keys.startsWith(issuer + "/")) {
                throw new TokenRefused("the issuer's keys are not at https");
            }
            return get(keys);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new TokenRefused("the issuer's keys cannot be had");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenRefused("stopped while asking for the issuer's keys");
        }
    }

    private String get(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(WHOLE)
                .header("Accept", "application/json")
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LONGEST + 1);
            if (response.statusCode() != 200 || bytes.length > LONGEST) {
                throw new IOException("no such document");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
