package dev.bac.tools.mcp.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Asks an authorization server for tokens, with whatever proof of the client the server wants. */
final class TokenEndpoint {
    private static final int MAX_COMPLAINT = 200;
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final SafeHttp http;
    private final Assertions assertions;
    private final InstantSource clock;

    TokenEndpoint(SafeHttp http, Assertions assertions, InstantSource clock) {
        this.http = http;
        this.assertions = assertions;
        this.clock = clock;
    }

    /**
     * @param form the grant's own parameters
     * @param asked the scopes asked for
     * @throws OauthFailure when the server refuses
     */
    Tokens tokens(AuthorizationServer server, Client client, Map<String, String> form, Set<String> asked) {
        var body = new LinkedHashMap<>(form);
        var request = http.request(server.tokenEndpoint());
        prove(server, client, body, request);
        return read(server, post(request, body), asked);
    }

    /** Posts a form to an endpoint that is none of the server's own, such as an identity provider's. */
    ObjectNode exchange(URI endpoint, Map<String, String> form) {
        return post(http.request(endpoint), form);
    }

    private void prove(
            AuthorizationServer server, Client client, Map<String, String> body, HttpRequest.Builder request) {
        switch (client.credential()) {
            case ClientCredential.None _ -> body.put("client_id", client.id());
            case ClientCredential.Key key -> {
                body.put("client_id", client.id());
                body.put("client_assertion_type", ASSERTION_TYPE);
                body.put("client_assertion", assertions.sign(key.value(), client.id(), server.issuer()));
            }
            case ClientCredential.Secret secret -> {
                var method = method(server, client);
                if (method.equals("client_secret_basic")) {
                    var pair = encoded(client.id()) + ":" + encoded(secret.value());
                    request.header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
                } else {
                    body.put("client_id", client.id());
                    if (method.equals("client_secret_post")) {
                        body.put("client_secret", secret.value());
                    }
                }
            }
        }
    }

    /** The method it registered us with, else the first of ours that it knows; Basic when it does not say (RFC 8414). */
    private static String method(AuthorizationServer server, Client client) {
        var known = server.authenticationMethods().orElse(List.of("client_secret_basic"));
        var registered = client.method().orElse("");
        if (known.contains(registered)) {
            return registered;
        }
        return List.of("client_secret_basic", "client_secret_post", "none").stream()
                .filter(known::contains)
                .findFirst()
                .orElseThrow(() -> new OauthFailure(server.issuer() + " wants a proof that we do not have: " + known));
    }

    private ObjectNode post(HttpRequest.Builder request, Map<String, String> form) {
        var answer = http.send(request.header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form(form))));
        if (!answer.ok()) {
            throw new OauthFailure("no token: " + complaint(answer));
        }
        return answer.body();
    }

    private Tokens read(AuthorizationServer server, ObjectNode given, Set<String> asked) {
        var access = Json.text(given, "access_token").orElseThrow(() -> new OauthFailure("the answer has no token"));
        if (!Json.text(given, "token_type").orElse("Bearer").equalsIgnoreCase("Bearer")) {
            throw new OauthFailure("the token is of a kind that we cannot use");
        }
        var granted = Json.text(given, "scope")
                .map(scope -> Set.of(scope.strip().split("\\s+")))
                .orElse(asked);
        var seconds = given.path("expires_in").asLong(-1);
        return new Tokens(
                server.issuer(),
                access,
                Json.text(given, "refresh_token"),
                asked,
                granted,
                seconds < 0 ? Optional.empty() : Optional.of(clock.instant().plusSeconds(seconds)));
    }

    /** What the server said, short, with no character that could forge a line of a log. */
    static String complaint(SafeHttp.Answer answer) {
        var parts = new ArrayList<String>();
        parts.add("status " + answer.status());
        Json.text(answer.body(), "error").ifPresent(parts::add);
        Json.text(answer.body(), "error_description").ifPresent(parts::add);
        var text = String.join(", ", parts).replaceAll("\\p{Cntrl}", " ");
        return text.length() > MAX_COMPLAINT ? text.substring(0, MAX_COMPLAINT) : text;
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
