package dev.bac.tools.mcp.oauth;

import dev.bac.tools.mcp.testing.TokenStoreContract;

class InMemoryTokensTest extends TokenStoreContract {
    private final TokenStore tokens = TokenStore.inMemory();

    @Override
    protected TokenStore tokens() {
        return tokens;
    }
}
