package dev.bac.orchestrator.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import org.junit.jupiter.api.Test;

class ScopeWordsTest {

    @Test
    void saysEveryScopeInWordsThatAPersonUnderstands() {
        var scopes = TestPlatform.shared()
                .nobody()
                .get("/.well-known/oauth-authorization-server")
                .json()
                .path("scopes_supported");
        assertThat(scopes).isNotEmpty();
        assertThat(scopes.valueStream().map(scope -> scope.asString()))
                .allSatisfy(scope -> assertThat(ScopeWords.of(scope)).doesNotContain(":"));
    }
}
