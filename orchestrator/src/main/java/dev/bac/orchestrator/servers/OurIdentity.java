package dev.bac.orchestrator.servers;

import dev.bac.orchestrator.config.ForeignServerSettings;
import dev.bac.tools.mcp.Era;
import dev.bac.tools.mcp.foreign.Access;
import dev.bac.tools.mcp.foreign.ForeignServer;
import dev.bac.tools.mcp.oauth.ClientCredential;
import dev.bac.tools.mcp.oauth.ClientIdentity;
import dev.bac.tools.mcp.oauth.Grant;
import dev.bac.tools.mcp.oauth.UserAgent;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What we are to foreign servers and those who authorize for them.
 *
 * @param url where browsers find us
 */
public record OurIdentity(String url) {
    /** Where browsers come back to. */
    public static final String CALLBACK = "/oauth/servers/callback";

    /** Where we describe ourselves, which is our id with servers that read such documents. */
    public static final String DOCUMENT = "/oauth/servers/client.json";

    private static final String NAME = "BAC";

    /** The document at {@link #DOCUMENT}. */
    public Map<String, Object> document() {
        return Map.of(
                "client_id",
                url + DOCUMENT,
                "client_name",
                NAME,
                "redirect_uris",
                List.of(url + CALLBACK),
                "grant_types",
                List.of("authorization_code", "refresh_token"),
                "response_types",
                List.of("code"),
                "token_endpoint_auth_method",
                "none");
    }

    ForeignServer server(ForeignServerSettings settings, UserAgent browser) {
        return new ForeignServer(
                settings.name(), place(settings, browser), settings.manifest(), Era.AUTOMATIC, settings.timeout());
    }

    private ForeignServer.Place place(ForeignServerSettings settings, UserAgent browser) {
        return switch (settings.place()) {
            case ForeignServerSettings.Place.Command command ->
                new ForeignServer.Place.Command(command.words(), command.environment());
            case ForeignServerSettings.Place.Address address ->
                new ForeignServer.Place.Address(address.uri(), access(address, settings.oauth(), browser));
        };
    }

    /** A server that is sent a header has its key; any other may ask for a token. */
    private Access access(
            ForeignServerSettings.Place.Address address,
            Optional<ForeignServerSettings.OauthClient> client,
            UserAgent browser) {
        if (!address.headers().isEmpty()) {
            return new Access.Headers(address.headers());
        }
        boolean machine =
                client.filter(ForeignServerSettings.OauthClient::machine).isPresent();
        return new Access.Oauth(identity(client), machine ? new Grant.OwnBehalf() : new Grant.Company(browser));
    }

    private ClientIdentity identity(Optional<ForeignServerSettings.OauthClient> client) {
        return new ClientIdentity(
                NAME,
                URI.create(url + CALLBACK),
                url.startsWith("https:") ? Optional.of(URI.create(url + DOCUMENT)) : Optional.empty(),
                client.map(given -> new ClientIdentity.Registered(
                        Optional.empty(),
                        given.id(),
                        given.secret()
                                .<ClientCredential>map(ClientCredential.Secret::new)
                                .orElseGet(ClientCredential.None::new))));
    }
}
