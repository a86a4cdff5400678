package dev.bac.tools.mcp.conformance;

import dev.bac.identity.Caller;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.oauth.ClientCredential;
import dev.bac.tools.mcp.oauth.ClientIdentity;
import dev.bac.tools.mcp.oauth.Grant;
import dev.bac.tools.mcp.oauth.OauthAuthorization;
import dev.bac.tools.mcp.oauth.OauthFailure;
import dev.bac.tools.mcp.oauth.Registrations;
import dev.bac.tools.mcp.oauth.SafeHttp;
import dev.bac.tools.mcp.oauth.TokenStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The host's OAuth client, as an admin would have set it up for each scenario. */
final class Authorizations {
    private static final URI REDIRECT = URI.create("http://localhost:3000/callback");

    /** Fixed by the suite. */
    private static final URI DOCUMENT = URI.create("https://conformance-test.local/client-metadata.json");

    private Authorizations() {}

    static Authorization forScenario(String scenario, URI server, JsonNode context) {
        var tools = new OauthAuthorization.Tools(
                new SafeHttp(Set.of(server.getHost())),
                TokenStore.inMemory(),
                Registrations.inMemory(),
                InstantSource.system(),
                new SecureRandom());
        return new OauthAuthorization(server, identity(context), grant(scenario, context), tools);
    }

    private static Grant grant(String scenario, JsonNode context) {
        return switch (scenario) {
            case "auth/client-credentials-jwt", "auth/client-credentials-basic" -> new Grant.OwnBehalf();
            case "auth/wif-jwt-bearer" ->
                new Grant.Workload(_ -> context.path("valid_jwt").stringValue());
            case "auth/enterprise-managed-authorization" ->
                new Grant.Managed(
                        URI.create(context.path("idp_token_endpoint").stringValue()),
                        context.path("idp_client_id").stringValue(),
                        _ -> context.path("idp_id_token").stringValue());
            default -> new Grant.Agreed(Authorizations::visit);
        };
    }

    private static ClientIdentity identity(JsonNode context) {
        ClientCredential credential = new ClientCredential.None();
        if (context.has("private_key_pem")) {
            credential =
                    ClientCredential.Key.ofPem(context.path("private_key_pem").stringValue());
        } else if (context.has("client_secret")) {
            credential =
                    new ClientCredential.Secret(context.path("client_secret").stringValue());
        }
        Optional<ClientIdentity.Registered> registered = context.has("client_id")
                ? Optional.of(new ClientIdentity.Registered(
                        Optional.empty(), context.path("client_id").stringValue(), credential))
                : Optional.empty();
        return new ClientIdentity("BAC", REDIRECT, Optional.of(DOCUMENT), registered);
    }

    /** A browser whose user agrees at once: the suite's page redirects without asking. */
    private static URI visit(Caller caller, URI page) {
        try (var browser = HttpClient.newHttpClient()) {
            var answer = browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
            return answer.headers().firstValue("location").map(URI::create).orElseThrow();
        } catch (IOException failed) {
            throw new OauthFailure("no page", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OauthFailure("cancelled", stopped);
        }
    }
}
