package dev.bac.orchestrator.oauth;

import dev.bac.orchestrator.access.Secret;
import dev.bac.orchestrator.oauth.OauthError.Code;
import dev.bac.store.Store;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The clients there are: registered by an administrator, described by a document, or, where that is on, by itself. */
public final class Clients {
    private static final String SELF = "dyn_";
    private static final int MOST = 1_000;
    private static final int MOST_REDIRECTS = 10;

    private final Map<String, Client> registered;
    private final ClientDocuments documents;
    private final Store store;
    private final InstantSource clock;
    private final SecureRandom random;

    public Clients(
            Collection<Client> registered,
            ClientDocuments documents,
            Store store,
            InstantSource clock,
            SecureRandom random) {
        this.registered = registered.stream().collect(Collectors.toUnmodifiableMap(Client::id, Function.identity()));
        this.documents = documents;
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The client of that id. One described by a document is looked up at its address.
     *
     * @throws OauthError when there is none
     */
    public Client get(String id) {
        return known(id)
                .or(() -> ClientDocuments.address(id).map(documents::get))
                .orElseThrow(() -> new OauthError(
                        Code.INVALID_CLIENT, "client_id is neither registered nor the https address of a document."));
    }

    /** The same without going out for it: empty for one that only its document could describe. */
    public Optional<Client> known(String id) {
        return Optional.ofNullable(registered.get(id)).or(() -> id.startsWith(SELF) ? stored(id) : Optional.empty());
    }

    /**
     * Keeps a client that describes itself (RFC 7591).
     *
     * @throws OauthError when an address will not do, or there are 1,000 of them already
     */
    public Client register(String name, List<String> redirects) {
        if (redirects.isEmpty() || redirects.size() > MOST_REDIRECTS) {
            throw new OauthError(Code.INVALID_REDIRECT_URI, "One to 10 redirect_uris are wanted.");
        }
        if (!redirects.stream().allMatch(one -> Redirects.acceptable(one, Client.Origin.SELF))) {
            throw new OauthError(
                    Code.INVALID_REDIRECT_URI, "redirect_uris must be https, or http on 127.0.0.1 or localhost.");
        }
        var client =
                new Client(Secret.random(SELF, random).text(), name, redirects, Client.Origin.SELF, Optional.empty());
        int kept = store.shared(sql -> sql.createUpdate("""
                        INSERT INTO oauth_client (id, name, redirects, created_at)
                        SELECT :id, :name, :redirects, :now WHERE (SELECT count(*) FROM oauth_client) < :most
                        """)
                .bind("id", client.id())
                .bind("name", client.name())
                .bindArray("redirects", String.class, redirects.toArray())
                .bind("now", clock.instant())
                .bind("most", MOST)
                .execute());
        if (kept == 0) {
            throw new OauthError(Code.INVALID_CLIENT_METADATA, "No more clients can be registered here.");
        }
        return client;
    }

    private Optional<Client> stored(String id) {
        return store.shared(sql -> sql.createQuery("SELECT id, name, redirects FROM oauth_client WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> client(row))
                .findOne());
    }

    private static Client client(ResultSet row) throws SQLException {
        return new Client(
                row.getString("id"),
                row.getString("name"),
                Arrays.asList((String[]) row.getArray("redirects").getArray()),
                Client.Origin.SELF,
                Optional.empty());
    }

    /** Whether an id is an address, so that its host tells who made the client. */
    static Optional<String> host(Client client) {
        return client.origin() == Client.Origin.DOCUMENT
                ? Optional.of(URI.create(client.id()).getHost())
                : Optional.empty();
    }
}
