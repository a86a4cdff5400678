package dev.bac.orchestrator.http;

import dev.bac.orchestrator.oauth.Client;
import dev.bac.orchestrator.oauth.Clients;
import dev.bac.orchestrator.oauth.Form;
import dev.bac.orchestrator.oauth.OauthError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Clients that register themselves (RFC 7591), where an administrator has switched that on. Each is a public client; what
 * it says of itself beyond its name and addresses is ignored.
 */
public final class RegistrationResource implements Resource {
    private final Clients clients;

    public RegistrationResource(Clients clients) {
        this.clients = clients;
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/oauth/register", this::register);
    }

    private void register(Context ctx) {
        JsonNode given = body(ctx);
        String name = given.path("client_name").asString("");
        List<String> redirects = given.path("redirect_uris")
                .valueStream()
                .map(one -> one.asString(""))
                .toList();
        Client client = clients.register(name, redirects);
        ctx.status(HttpStatus.CREATED);
        ctx.header("Cache-Control", "no-store");
        Answer.json(
                ctx,
                Map.of(
                        "client_id", client.id(),
                        "client_name", client.name(),
                        "redirect_uris", client.redirects(),
                        "grant_types", List.of("authorization_code", "refresh_token"),
                        "response_types", List.of("code"),
                        "token_endpoint_auth_method", "none"));
    }

    private static JsonNode body(Context ctx) {
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] bytes = in.readNBytes(Form.LONGEST + 1);
            JsonNode json = bytes.length > Form.LONGEST ? null : Json.MAPPER.readTree(bytes);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            // Told below, like a body that is too long.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new OauthError(OauthError.Code.INVALID_CLIENT_METADATA, "One JSON object of at most 16 KiB is wanted.");
    }
}
