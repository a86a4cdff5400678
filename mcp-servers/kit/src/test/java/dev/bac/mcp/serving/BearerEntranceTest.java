package dev.bac.mcp.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.ProtectedResource;
import dev.bac.mcp.TokenExchange;
import dev.bac.mcp.ToolSecurity;
import dev.bac.mcp.testing.TestServer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BearerEntranceTest {
    private static final Caller ANN = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Ann",
            Set.of(),
            Set.of(),
            Channel.API,
            Optional.empty());

    @Test
    void tradesAnApiKeyForATokenOfThisServer() {
        var entrance = entrance((key, audience) -> key.equals("bac_key")
                ? Optional.of(NotesServer.issuer().mint(ANN, audience, Duration.ofMinutes(1)))
                : Optional.empty());
        assertThat(entrance.admit("Bearer bac_key")).contains(ANN);
        assertThat(entrance.admit("bearer  bac_key ")).contains(ANN);
        assertThat(entrance.admit("Bearer bac_other")).isEmpty();
        assertThat(entrance.admit("Basic bac_key")).isEmpty();
        assertThat(entrance.admit("Bearer")).isEmpty();
        assertThat(entrance.admit(null)).isEmpty();
    }

    @Test
    void verifiesWhatTheExchangeGives() {
        var careless = entrance((_, _) ->
                Optional.of(NotesServer.issuer().mint(ANN, "http://127.0.0.1/mcp/crm", Duration.ofMinutes(1))));
        assertThat(careless.admit("Bearer bac_key")).isEmpty();
    }

    @Test
    void neverTradesAToken() {
        var entrance = entrance((_, _) -> {
            throw new AssertionError("a token of another server went to the exchange");
        });
        String foreign = NotesServer.issuer().mint(ANN, "http://127.0.0.1/mcp/crm", Duration.ofMinutes(1));
        assertThat(entrance.admit("Bearer " + foreign)).isEmpty();
    }

    @Test
    void saysWhereTokensComeFromAndForWhat() {
        var entrance = entrance(TokenExchange.NONE);
        String metadata = TestServer.security().baseUrl() + "/.well-known/oauth-protected-resource/mcp/notes";
        assertThat(entrance.challenge(false, false))
                .isEqualTo("Bearer resource_metadata=\"" + metadata + "\", scope=\"notes:read notes:write\"");
        assertThat(entrance.challenge(true, true))
                .startsWith("Bearer error=\"invalid_token\"")
                .contains(metadata + "/readonly\"")
                .endsWith("scope=\"notes:read\"");
        assertThat(entrance.insufficient(new Scope("notes:write")))
                .contains("error=\"insufficient_scope\"", "scope=\"notes:write\"", metadata);
    }

    private static BearerEntrance entrance(TokenExchange exchange) {
        var security = TestServer.security();
        return new BearerEntrance(
                new ToolSecurity(
                        security.baseUrl(), security.tokens(), security.grants(), security.policyVersion(), exchange),
                new ProtectedResource(
                        "/mcp/notes",
                        "Notes",
                        new TreeSet<>(Set.of("notes:read", "notes:write")),
                        new TreeSet<>(Set.of("notes:read"))));
    }
}
