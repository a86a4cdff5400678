package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.agents.Approvers;
import dev.bac.prompts.PromptLibrary;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every field of the format's sketch: it works, or it is refused by its name where it stands. */
class EveryFieldTest {
    private static final String WHOLE = """
            apiVersion: bac/v1
            kind: Agent
            metadata:
              name: whole
              title: The whole
              department: Test
              owner: platform
              version: "3"
              maturity: pilot
            description: All of it.
            starters:
              - {title: First, text: "What is in stock?"}
            model:
              prefer: [openai/gpt-5]
              quality: 0.8
              maxLatency: 20s
              maxCost: 0.05 USD
              maxTokens: 900
              cache: exact
              cacheFor: user
            instructions: "Help {{tenantName}}."
            variables:
              tenantName: {from: tenant.name}
            tools:
              - server: erp
                allow: [erp_stock_levels, erp_order_create]
                bind: {warehouse: "Munich"}
                approval: {tools: [erp_order_create], when: "args.quantity > 100", approvers: [admin, person:Ann O'Neill], quorum: 2, notRequester: true, expires: 24h, notify: true}
            knowledge:
              - {collection: manuals, citations: required}
            memory: {scope: team, ttlDays: 30}
            handoffs: [clerk]
            ask: [clerk]
            cache: false
            limits: {turns: 5, callsPerTurn: 3, toolCalls: 9, cost: 0.10 USD, tokens: 20000, time: 90s, steps: 9, depth: 1, asks: 2}
            access: {use: [admin]}
            tests:
              - say: "What is in stock?"
                given: [{say: "Hello", script: [{answer: "Hello."}]}]
                script: [{call: [{name: erp_stock_levels, args: {item: "x"}}]}, {answer: "Nothing."}]
                expectTools: [{name: erp_stock_levels, args: {item: "x"}}]
                forbidTools: [erp_order_create]
                expectText: ["Nothing"]
              - say: "Order it"
                expectApproval: erp_order_create
              - say: "Let the clerk do it"
                expectHandoff: clerk
            """;

    private final AgentFile reader = new AgentFile(PromptLibrary.shipped());

    @org.junit.jupiter.api.Test
    void takesAllThatIsBuilt() {
        var agent = reader.parse(WHOLE, "whole.yaml");
        assertThat(agent.about().version()).isEqualTo("3");
        assertThat(agent.model().maxTokens()).isEqualTo(900);
        assertThat(agent.toolNames()).contains("erp_order_create", "knowledge_passage_search", "knowledge_note_save");
        assertThat(agent.approvalFor("erp_order_create")).hasValueSatisfying(rule -> {
            assertThat(rule.needs().told()).isTrue();
            assertThat(rule.needs().quorum()).isEqualTo(2);
            assertThat(rule.needs().notRequester()).isTrue();
            assertThat(rule.needs().approvers()).isEqualTo(Approvers.of(Set.of("admin", "person:Ann O'Neill")));
        });
        assertThat(agent.limits().tokens()).isEqualTo(20_000);
        assertThat(agent.handoffs()).containsExactly("clerk");
        assertThat(agent.asks()).containsExactly("clerk");
        assertThat(agent.access().use()).containsExactly("admin");
        assertThat(agent.cache()).isFalse();
        assertThat(agent.tests()).hasSize(3);
    }

    /** Each line: a place in the file above, what is put there, and what is said of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "  owner: platform"      | "  labels: {a: b}"                   | metadata.labels is not supported yet
                    "model:"                 | "inputs: {type: object}"             | inputs is not supported yet
                    "model:"                 | "output: {type: object}"             | output is not supported yet
                    "model:"                 | "triggers: [{cron: '0 8 * * *'}]"    | triggers is not supported yet
                    "model:"                 | "safety: strict"                     | safety is not supported yet
                    "model:"                 | "guardrails: {redact: [pii]}"        | guardrails is not supported yet
                    "model:"                 | "budget: shared-pot"                 | budget is not supported yet
                    "model:"                 | "workflow: x"                        | workflow is not supported yet
                    "model:"                 | "anything: x"                        | unknown key "anything"
                    "  quality: 0.8"         | "  fallback: [x]"                    | model.fallback is not supported yet
                    "    bind: {warehouse"   | "    trustedArgs: [customer]"        | tools.trustedArgs is not supported yet
                    "    bind: {warehouse"   | "    compensate: erp_order_update"   | tools.compensate is not supported yet
                    "    bind: {warehouse"   | "    approvals: {}"                  | unknown key "approvals" in tools; did you mean "approval"?
                    """)
    void refusesByNameAndPlaceWhatIsNotBuilt(String before, String field, String message) {
        var line = before.replaceAll("^\"|\"$", "");
        var put = field.replaceAll("^\"|\"$", "");
        var yaml = WHOLE.replace("\n" + line, "\n" + put + "\n" + line);
        assertThat(yaml).isNotEqualTo(WHOLE);
        var problem = only(yaml);
        assertThat(problem.message()).startsWith(message);
        var lines = yaml.lines().toList();
        assertThat(problem.line()).isEqualTo(lines.indexOf(put) + 1);
        assertThat(problem.column()).isEqualTo(put.length() - put.stripLeading().length() + 1);
    }

    /** The same inside a mapping on one line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    expires: 24h    | tell: message             | unknown key "tell" in tools.approval
                    expires: 24h    | separationOfDuties: true  | tools.approval.separationOfDuties is not supported yet
                    ttlDays: 30     | share: all                | unknown key "share" in memory
                    citations: required | weight: 2             | unknown key "weight" in knowledge
                    turns: 5        | concurrency: 2            | limits.concurrency is not supported yet
                    turns: 5        | budget: pot               | limits.budget is not supported yet
                    use: [admin]    | edit: [admin]             | access.edit is not supported yet
                    from: tenant.name | default: x              | unknown key "default" in variables.tenantName
                    title: First    | icon: x                   | unknown key "icon" in starters
                    """)
    void refusesInsideAMappingWhatIsNotBuilt(String before, String field, String message) {
        var yaml = WHOLE.replaceFirst(java.util.regex.Pattern.quote(before), field + ", " + before.replace("$", "\\$"));
        assertThat(yaml).isNotEqualTo(WHOLE);
        var problem = only(yaml);
        assertThat(problem.message()).startsWith(message);
        int at = yaml.indexOf(field);
        var above = yaml.substring(0, at);
        assertThat(problem.line()).isEqualTo((int) above.lines().count());
        assertThat(problem.column()).isEqualTo(at - above.lastIndexOf('\n'));
    }

    /** What holds for steps of workflows alone, and what is out of bounds. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    expires: 24h       ! expires: 24h, onTimeout: approve ! tools.approval.onTimeout is for steps of workflows
                    expires: 24h       ! expires: 24h, editable: [memo]   ! tools.approval.editable is for steps of workflows
                    quorum: 2          ! quorum: 10                       ! tools.approval.quorum must be a whole number from 1 to 9
                    notRequester: true ! notRequester: perhaps            ! tools.approval.notRequester must be true or false
                    [admin, person:Ann ! [admin, 'person:A|B', person:Ann ! tools.approval.approvers: no role "person:A|B"
                    [admin, person:Ann ! [admn, person:Ann                ! tools.approval.approvers: no role "admn"
                    """)
    void refusesApprovalsThatAgentsCannotHave(String part, String instead, String message) {
        var yaml = WHOLE.replace(part, instead);
        assertThat(yaml).isNotEqualTo(WHOLE);
        assertThat(only(yaml).message()).startsWith(message);
    }

    private Problem only(String yaml) {
        var thrown = catchThrowableOfType(FormatException.class, () -> reader.parse(yaml, "whole.yaml"));
        assertThat(thrown).as("problems").isNotNull();
        List<Problem> problems = thrown.problems();
        assertThat(problems).as(problems.toString()).hasSize(1);
        return problems.getFirst();
    }
}
