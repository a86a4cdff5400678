package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.testing.TestPlatform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API says of itself is what it does; every answer is checked against it on its way. */
class DescriptionTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/me", "/api/v1/agents", "/api/v1/agents/front-desk", "/api/v1/tools",
                        "/api/v1/tools?server=crm",
                "/api/v1/runs", "/api/v1/approvals", "/api/v1/audit", "/api/v1/usage", "/api/v1/usage?by=model",
                "/api/v1/usage?by=user", "/api/v1/usage?by=agent", "/health", "/ready"
            })
    void answersAsItSays(String path) {
        assertThat(TEST.admin().get(path).status()).isEqualTo(200);
    }

    @Test
    void listsEveryProblemCode() {
        var codes = TEST.admin().get("/openapi.json").json().at("/components/schemas/Problem/properties/code/enum");

        assertThat(codes.valueStream().map(code -> code.asString()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::label)
                        .toList());
    }

    @Test
    void offersTheToolsOfAllFiveServersButNoneOfTheirLifeCycle() {
        var tools = TEST.admin().get("/api/v1/tools").json().path("items");

        assertThat(tools.valueStream().map(tool -> tool.path("server").asString()))
                .contains("crm", "erp", "finance", "knowledge", "messaging", "provisioning");
        assertThat(tools.valueStream().map(tool -> tool.path("name").asString()))
                .noneMatch(name -> name.contains("_tenant_"));
    }

    @Test
    void tellsWhichModelAnswersAndHowToConnectABetterOne() {
        var answering = TEST.clerk().get("/api/v1/me").json().path("answering");

        assertThat(answering.path("model").asString()).isEqualTo("bac/planner");
        assertThat(answering.path("connect").asString()).contains("OPENAI_API_KEY");
    }

    @Test
    void listsTwelveAgentsWithStarters() {
        var agents = TEST.clerk().get("/api/v1/agents").json().path("items");

        assertThat(agents.size()).isGreaterThanOrEqualTo(12);
        assertThat(agents.valueStream())
                .allMatch(agent -> !agent.path("starters").isEmpty());
    }
}
