package dev.bac.orchestrator.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.Store;
import dev.bac.tools.mcp.oauth.TokenStore;
import dev.bac.tools.mcp.testing.TokenStoreContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTokensTest extends TokenStoreContract {
    private static final Store STORE = TestPlatform.shared().platform().access().store();

    @TempDir
    private Path folder;

    @Override
    protected TokenStore tokens() {
        return new PostgresTokens(STORE, SealingKey.of(folder, new SecureRandom()), Clock.systemUTC());
    }

    @Test
    void keepsNoTokenThatTheDatabaseAloneWouldGiveAway() {
        tokens().save("fay@https://server.example/mcp", TOKENS);
        var kept = STORE.shared(sql -> sql.createQuery("SELECT sealed FROM foreign_token WHERE holder LIKE 'fay@%'")
                .mapTo(byte[].class)
                .one());
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("secret", "issuer");
    }

    @Test
    void opensNothingUnderAnotherKeyOrForAnotherHolder(@TempDir Path elsewhere) {
        tokens().save("gus@https://server.example/mcp", TOKENS);
        STORE.shared(sql -> sql.execute("""
                INSERT INTO foreign_token (holder, sealed, at)
                SELECT 'hal@https://server.example/mcp', sealed, at FROM foreign_token WHERE holder LIKE 'gus@%'
                """));
        var other = new PostgresTokens(STORE, SealingKey.of(elsewhere, new SecureRandom()), Clock.systemUTC());
        assertThat(other.find("gus@https://server.example/mcp")).isEmpty();
        assertThat(tokens().find("hal@https://server.example/mcp")).isEmpty();
        assertThat(tokens().find("gus@https://server.example/mcp")).contains(TOKENS);
    }
}
