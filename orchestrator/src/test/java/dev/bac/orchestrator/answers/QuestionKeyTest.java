package dev.bac.orchestrator.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.Fact;
import dev.bac.agents.format.Fleet;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whatever an answer may depend on is in the question's name. */
class QuestionKeyTest {
    private static final Instant NOON = Instant.parse("2026-03-16T12:00:00Z");
    private static final AgentLibrary FLEET = Fleet.shipped();
    private static final Agent RECEIVABLES = FLEET.find("receivables").orElseThrow();
    private static final Caller ANN = caller(1, 1, Role.USER);
    private static final Map<Fact, String> FACTS = Map.of(Fact.TODAY, "2026-03-16", Fact.TENANT_NAME, "Acme");
    private static final Tool TOOL = tool("Lists invoices.");

    private final QuestionKey keys = new QuestionKey();
    private final String usual = key(ANN, FACTS, TOOL, "Which are overdue?");

    private static Caller caller(long tenant, long user, Role... roles) {
        return new Caller(
                new TenantId(new UUID(0, tenant)),
                new UserId(new UUID(0, user)),
                "Ann",
                Set.of(roles),
                Role.scopesOf(Set.of(roles)),
                Channel.WEB,
                Optional.empty());
    }

    private static Tool tool(String description) {
        var empty = JsonMapper.shared().createObjectNode();
        return new Tool(
                "finance", "finance_invoice_list", "List", description, Effect.READ, "none", empty, empty, List.of());
    }

    private String key(Caller caller, Map<Fact, String> facts, Tool tool, String... said) {
        var messages = java.util.Arrays.stream(said)
                .map(text -> (Message) Message.User.of(text))
                .toList();
        return keys.of(new Question(caller, RECEIVABLES, FLEET, facts, List.of(tool), messages), NOON);
    }

    @Test
    void isTheSameForTheSameQuestionInOtherTyping() {
        assertThat(key(ANN, FACTS, tool("Lists invoices."), " which  are\noverdue "))
                .isEqualTo(usual);
    }

    @Test
    void isAnotherForAnotherCompanyPersonRoleOrPermission() {
        var scopes = new TreeSet<>(ANN.scopes());
        scopes.remove(new Scope("crm:read"));
        var narrow = new Caller(ANN.tenant(), ANN.user(), ANN.name(), ANN.roles(), scopes, ANN.channel(), ANN.actor());

        assertThat(List.of(
                        key(caller(2, 1, Role.USER), FACTS, TOOL, "Which are overdue?"),
                        key(caller(1, 2, Role.USER), FACTS, TOOL, "Which are overdue?"),
                        key(caller(1, 1, Role.USER, Role.AUDITOR), FACTS, TOOL, "Which are overdue?"),
                        key(narrow, FACTS, TOOL, "Which are overdue?")))
                .doesNotContain(usual)
                .doesNotHaveDuplicates();
    }

    @Test
    void isAnotherForOtherWordsAnotherDayOrOtherTools() {
        assertThat(List.of(
                        key(ANN, FACTS, TOOL, "Which are paid?"),
                        key(ANN, FACTS, TOOL, "Which are OVERDUE?"),
                        key(ANN, FACTS, TOOL, "Hello.", "Which are overdue?"),
                        key(
                                ANN,
                                Map.of(Fact.TODAY, "2026-03-17", Fact.TENANT_NAME, "Acme"),
                                TOOL,
                                "Which are overdue?"),
                        key(ANN, FACTS, tool("Lists bills."), "Which are overdue?")))
                .doesNotContain(usual)
                .doesNotHaveDuplicates();
        assertThat(keys.of(
                        new Question(
                                ANN,
                                RECEIVABLES,
                                FLEET,
                                FACTS,
                                List.of(TOOL),
                                List.of(Message.User.of("Which are overdue?"))),
                        NOON.plusSeconds(86_400)))
                .isNotEqualTo(usual);
    }

    @Test
    void isAnotherForAnotherVersionOfAnAgent() {
        var without = new AgentLibrary(FLEET.all().stream()
                .filter(agent -> !agent.name().equals("front-desk"))
                .toList());

        assertThat(keys.of(
                        new Question(
                                ANN,
                                RECEIVABLES,
                                without,
                                FACTS,
                                List.of(TOOL),
                                List.of(Message.User.of("Which are overdue?"))),
                        NOON))
                .isNotEqualTo(usual);
    }

    @Test
    void doesNotDependOnTheIdsOfEarlierCalls() {
        assertThat(afterACall("call-1", "5 items")).isEqualTo(afterACall("call-2", "5 items"));
        assertThat(afterACall("call-1", "5 items")).isNotEqualTo(afterACall("call-1", "6 items"));
    }

    private String afterACall(String id, String result) {
        var call = new Part.ToolCall(
                id, "finance_invoice_list", JsonMapper.shared().createObjectNode());
        return keys.of(
                new Question(
                        ANN,
                        RECEIVABLES,
                        FLEET,
                        FACTS,
                        List.of(TOOL),
                        List.of(
                                Message.User.of("How many?"),
                                new Message.Assistant(List.of(call)),
                                new Message.ToolResults(
                                        List.of(new Part.ToolResult(id, "finance_invoice_list", result, false))),
                                new Message.Assistant(List.of(new Part.Text("Some."))),
                                Message.User.of("And overdue?"))),
                NOON);
    }
}
