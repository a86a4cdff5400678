package dev.bac.tools.mcp.oauth;

import dev.bac.identity.Caller;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A person agrees in a browser: the authorization code grant with PKCE, {@code resource} and the check of {@code iss}. */
final class CodeFlow {
    private static final int MAX_PARAMETERS = 20;

    private final UserAgent browser;
    private final ClientIdentity identity;
    private final TokenEndpoint tokens;
    private final RandomGenerator random;

    CodeFlow(UserAgent browser, ClientIdentity identity, TokenEndpoint tokens, RandomGenerator random) {
        this.browser = browser;
        this.identity = identity;
        this.tokens = tokens;
        this.random = random;
    }

    Tokens run(Caller caller, AuthorizationServer server, Client client, String resource, Set<String> scopes) {
        if (!server.challengeMethods().contains("S256")) {
            throw new OauthFailure(server.issuer() + " does not protect authorization codes (PKCE, S256)");
        }
        var page = server.authorizationEndpoint()
                .orElseThrow(() -> new OauthFailure(server.issuer() + " has no page to agree on"));
        var asked = new TreeSet<>(scopes);
        if (server.scopes().contains("offline_access")) {
            asked.add("offline_access");
        }
        var pkce = Pkce.make(random);
        var state = Pkce.token(random);
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", client.id());
        query.put("redirect_uri", identity.redirect().toString());
        query.put("code_challenge", pkce.challenge());
        query.put("code_challenge_method", "S256");
        query.put("state", state);
        query.put("resource", resource);
        if (!asked.isEmpty()) {
            query.put("scope", String.join(" ", asked));
        }
        var joint = page.getRawQuery() == null ? "?" : "&";
        var back = browser.visit(caller, Json.uri(page + joint + TokenEndpoint.form(query)));

        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code(server, state, parameters(back)));
        form.put("redirect_uri", identity.redirect().toString());
        form.put("code_verifier", pkce.verifier());
        form.put("resource", resource);
        return tokens.tokens(server, client, form, asked);
    }

    /** The order matters: nothing of an answer is believed, not even its error, before who sent it is known. */
    private static String code(AuthorizationServer server, String state, Map<String, String> answer) {
        if (!same(state, answer.get("state"))) {
            throw new OauthFailure("the answer belongs to another request");
        }
        var issuer = answer.get("iss");
        if (issuer == null ? server.sendsIssuer() : !issuer.equals(server.issuer())) {
            throw new OauthFailure("the answer is not from " + server.issuer());
        }
        var code = answer.get("code");
        if (code == null || code.isEmpty()) {
            throw new OauthFailure(
                    "not authorized" + (answer.containsKey("error") ? ": " + safe(answer.get("error")) : ""));
        }
        return code;
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String safe(@Nullable String error) {
        return String.valueOf(error).replaceAll("[^A-Za-z0-9_.-]", "");
    }

    private static Map<String, String> parameters(URI back) {
        var found = new LinkedHashMap<String, String>();
        var query = back.getRawQuery() == null ? "" : back.getRawQuery();
        for (var part : query.split("&", MAX_PARAMETERS)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                found.putIfAbsent(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw new OauthFailure("the answer cannot be read", wrong);
        }
    }
}
