package dev.bac.tools.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.tools.mcp.oauth.TokenStore;
import dev.bac.tools.mcp.oauth.Tokens;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every way of keeping tokens does. */
public abstract class TokenStoreContract {
    protected static final Tokens TOKENS = new Tokens(
            "https://issuer.example",
            "access-secret",
            Optional.of("refresh-secret"),
            Set.of("read", "write"),
            Set.of("read"),
            Optional.of(Instant.parse("2026-11-21T08:00:00Z")));

    /** None of it has been used by another test. */
    protected abstract TokenStore tokens();

    @Test
    void findsNothingForWhoHasNone() {
        assertThat(tokens().find("nobody@https://server.example/mcp")).isEmpty();
    }

    @Test
    void givesBackAllThatWasSaved() {
        tokens().save("ann@https://server.example/mcp", TOKENS);
        assertThat(tokens().find("ann@https://server.example/mcp")).contains(TOKENS);
        assertThat(tokens().find("bob@https://server.example/mcp")).isEmpty();
    }

    @Test
    void keepsTheNewestAndWhatIsLeftOut() {
        var bare = new Tokens("https://issuer.example", "t2", Optional.empty(), Set.of(), Set.of(), Optional.empty());
        tokens().save("cid@https://server.example/mcp", TOKENS);
        tokens().save("cid@https://server.example/mcp", bare);
        assertThat(tokens().find("cid@https://server.example/mcp")).contains(bare);
    }

    @Test
    void forgetsWhatIsRemoved() {
        tokens().save("dot@https://server.example/mcp", TOKENS);
        tokens().remove("dot@https://server.example/mcp");
        assertThat(tokens().find("dot@https://server.example/mcp")).isEmpty();
    }
}
