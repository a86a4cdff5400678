package dev.bac.tools.mcp.oauth;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gets an id with an authorization server, in the order of MCP 2026-07-28, basic/authorization/client-registration: one
 * that an admin was given, our own metadata document, dynamic registration. Ids belong to the issuer that gave them.
 */
final class Registrar {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SafeHttp http;
    private final ClientIdentity identity;
    private final Registrations registrations;
    private @Nullable String registeredWith;

    Registrar(SafeHttp http, ClientIdentity identity, Registrations registrations) {
        this.http = http;
        this.identity = identity;
        this.registrations = registrations;
        this.registeredWith =
                identity.registered().flatMap(ClientIdentity.Registered::issuer).orElse(null);
    }

    /** @throws OauthFailure when no id can be had */
    synchronized Client client(AuthorizationServer server) {
        if (identity.registered().isPresent()) {
            return registered(identity.registered().get(), server);
        }
        if (server.metadataDocuments() && identity.metadataDocument().isPresent()) {
            return Client.open(identity.metadataDocument().get().toString());
        }
        return client(registrations.find(server.issuer(), identity.redirect()).orElseGet(() -> {
            var made = register(server);
            registrations.save(server.issuer(), identity.redirect(), made);
            return made;
        }));
    }

    private static Client client(Registrations.Registration made) {
        ClientCredential credential = made.secret()
                .<ClientCredential>map(ClientCredential.Secret::new)
                .orElseGet(ClientCredential.None::new);
        return new Client(made.id(), credential, made.method());
    }

    private Client registered(ClientIdentity.Registered given, AuthorizationServer server) {
        if (registeredWith == null) {
            registeredWith = server.issuer();
        }
        if (!registeredWith.equals(server.issuer())) {
            throw new OauthFailure("the client id belongs to %s, and the server now uses %s"
                    .formatted(registeredWith, server.issuer()));
        }
        return new Client(given.id(), given.credential(), Optional.empty());
    }

    private Registrations.Registration register(AuthorizationServer server) {
        var endpoint = server.registrationEndpoint()
                .orElseThrow(() -> new OauthFailure(
                        server.issuer() + " registers no clients by itself: enter a client id for it"));
        var asked = JSON.createObjectNode();
        asked.put("client_name", identity.name());
        asked.putArray("redirect_uris").add(identity.redirect().toString());
        asked.putArray("grant_types").add("authorization_code").add("refresh_token");
        asked.putArray("response_types").add("code");
        asked.put("application_type", identity.applicationType());
        asked.put("token_endpoint_auth_method", preferred(server));
        var answer = http.send(http.request(endpoint)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(asked.toString())));
        var id = Json.text(answer.body(), "client_id");
        if (!answer.ok() || id.isEmpty()) {
            throw new OauthFailure(
                    "%s did not register us: %s".formatted(server.issuer(), TokenEndpoint.complaint(answer)));
        }
        return new Registrations.Registration(
                id.get(),
                Json.text(answer.body(), "client_secret"),
                Json.text(answer.body(), "token_endpoint_auth_method"));
    }

    private static String preferred(AuthorizationServer server) {
        var methods = server.authenticationMethods().orElse(List.of("client_secret_basic"));
        for (var method : List.of("none", "client_secret_basic", "client_secret_post")) {
            if (methods.contains(method)) {
                return method;
            }
        }
        return "none";
    }
}
