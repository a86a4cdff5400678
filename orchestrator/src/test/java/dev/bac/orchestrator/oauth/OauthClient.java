package dev.bac.orchestrator.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that goes the way the specification describes, and the person at the browser, over real HTTP. */
final class OauthClient {
    static final String VERIFIER = "a-verifier-of-forty-three-or-more-characters-0123456789";
    static final String BACK = "http://127.0.0.1:49152/callback";

    private final String baseUrl;
    private final Map<String, String> asks = new LinkedHashMap<>();

    OauthClient(String baseUrl, String id) {
        this.baseUrl = baseUrl;
        asks.put("response_type", "code");
        asks.put("client_id", id);
        asks.put("redirect_uri", BACK);
        asks.put("code_challenge", challenge());
        asks.put("code_challenge_method", "S256");
        asks.put("resource", baseUrl + "/mcp/finance");
        asks.put("scope", "finance:read finance:write");
        asks.put("state", "st&te");
    }

    /** With another parameter; an empty one is left out. */
    OauthClient with(String name, String value) {
        asks.put(name, value);
        return this;
    }

    String query() {
        return form(asks);
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    Web web(Optional<String> token) {
        return new Web(baseUrl, token);
    }

    /** The cookie of somebody who has signed in. */
    static String cookie(TestPlatform test, String name, Role role) {
        var links = test.platform().access().links();
        var reply = test.nobody()
                .get("/signin?token=" + links.create(test.member(name, role)).text());
        return reply.header("Set-Cookie").replaceFirst(";.*", "");
    }

    Web.Reply question(String cookie) {
        var web = web(Optional.empty());
        return web.send(web.request("/api/v1/authorization?" + query())
                .header("Cookie", cookie)
                .GET());
    }

    /** What the person says. */
    Web.Reply word(String cookie, boolean approve, String... scopes) {
        var body =
                JsonMapper.shared().createObjectNode().put("request", query()).put("approve", approve);
        Arrays.stream(scopes).forEach(body.putArray("scopes")::add);
        var web = web(Optional.empty());
        return web.send(web.request("/api/v1/authorization")
                .header("Cookie", cookie)
                .header("Origin", baseUrl)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** The parameters that come back to the client. */
    Map<String, String> agreed(String cookie, String... scopes) {
        return back(word(cookie, true, scopes).json().path("redirect").asString());
    }

    static Map<String, String> back(String redirect) {
        return Arrays.stream(URI.create(redirect).getRawQuery().split("&"))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
    }

    Web.Reply redeem(String code) {
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "code_verifier",
                VERIFIER,
                "redirect_uri",
                asks.getOrDefault("redirect_uri", ""),
                "resource",
                asks.getOrDefault("resource", "")));
    }

    Web.Reply refresh(String token) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    /** With the client's id, unless there is another. */
    Web.Reply token(Map<String, String> given) {
        return send("/oauth/token", given);
    }

    Web.Reply send(String path, Map<String, String> given) {
        var values = new LinkedHashMap<>(Map.of("client_id", asks.getOrDefault("client_id", "")));
        values.putAll(given);
        var web = web(Optional.empty());
        return web.send(web.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(values))));
    }

    /** From the user's word to the tokens. */
    JsonNode tokens(String cookie, String... scopes) {
        Web.Reply reply = redeem(agreed(cookie, scopes).get("code"));
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        return reply.json();
    }

    /** A tool call with a token. */
    Web.Reply call(String token, String server, String tool, String arguments) {
        var web = web(Optional.of(token));
        return web.send(web.request("/mcp/" + server)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}
                        """.formatted(tool, arguments))));
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
