package dev.bac.orchestrator.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.bac.orchestrator.oauth.OauthError.Code;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that describe themselves by a document at their id, which is an https address
 * (draft-ietf-oauth-client-id-metadata-document-00). Documents are kept as long as their server allows, from a minute to
 * a day; a failure for a minute.
 */
public final class ClientDocuments {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(1);
    private static final int MOST_KEPT = 1_000;
    private static final int MOST_REDIRECTS = 50;

    private final Fetch fetch;
    private final Cache<URI, Kept> kept = Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfter(Expiry.creating((URI _, Kept one) -> one.life()))
            .build();

    /** Gets a document from its address. */
    @FunctionalInterface
    public interface Fetch {
        Page get(URI address) throws IOException;
    }

    /**
     * What came.
     *
     * @param life how long its server lets it be kept
     */
    public record Page(String body, Duration life) {}

    private record Kept(Optional<Client> client, String why, Duration life) {}

    public ClientDocuments(Fetch fetch) {
        this.fetch = fetch;
    }

    /** The address that an id is, if it is one that may hold a document. */
    static Optional<URI> address(String id) {
        return Redirects.parsed(id)
                .filter(uri -> "https".equals(uri.getScheme()) && uri.getHost() != null)
                .filter(uri -> uri.getRawUserInfo() == null && uri.getRawFragment() == null)
                .filter(uri -> uri.getRawPath().length() > 1 && uri.normalize().equals(uri));
    }

    /** @throws OauthError when there is no such document, or it does not describe this client */
    Client get(URI id) {
        Kept found = kept.get(id, this::fetched);
        return found.client().orElseThrow(() -> new OauthError(Code.INVALID_CLIENT, found.why()));
    }

    private Kept fetched(URI id) {
        try {
            Page page = fetch.get(id);
            Duration life =
                    page.life().compareTo(LEAST) < 0 ? LEAST : page.life().compareTo(MOST) > 0 ? MOST : page.life();
            return new Kept(Optional.of(client(id.toString(), JSON.readTree(page.body()))), "", life);
        } catch (OauthError e) {
            return new Kept(Optional.empty(), e.detail(), LEAST);
        } catch (IOException | JacksonException e) {
            return new Kept(Optional.empty(), "The document at client_id cannot be read.", LEAST);
        }
    }

    private static Client client(String id, JsonNode json) {
        if (!id.equals(json.path("client_id").asString(""))) {
            throw wrong("must name its own address as client_id");
        }
        String name = json.path("client_name").asString("").strip();
        if (name.isEmpty()) {
            throw wrong("lacks client_name");
        }
        if (json.has("client_secret")
                || !json.path("token_endpoint_auth_method").asString("none").equals("none")) {
            throw wrong("must describe a public client, with token_endpoint_auth_method none");
        }
        return new Client(id, name, redirects(json.path("redirect_uris")), Client.Origin.DOCUMENT, Optional.empty());
    }

    private static List<String> redirects(JsonNode given) {
        var redirects = new ArrayList<String>();
        for (JsonNode one : given) {
            String redirect = one.asString("");
            if (Redirects.acceptable(redirect, Client.Origin.DOCUMENT) && redirects.size() < MOST_REDIRECTS) {
                redirects.add(redirect);
            }
        }
        if (redirects.isEmpty()) {
            throw wrong("names no redirect_uris that may be used");
        }
        return redirects;
    }

    private static OauthError wrong(String what) {
        return new OauthError(Code.INVALID_CLIENT, "The document at client_id " + what + ".");
    }
}
