package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bac.agents.Ask;
import dev.bac.agents.workflow.Policies;
import dev.bac.agents.workflow.Policies.Ruling;
import dev.bac.agents.workflow.Policy;
import dev.bac.agents.workflow.Step;
import dev.bac.prompts.TextFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The format of workflows and policies: what it takes, and where it says what is wrong. */
class WorkflowFileTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HEAD = """
            apiVersion: bac/v1
            kind: Workflow
            metadata: {name: one, title: One, department: Tests}
            description: A test.
            """;

    private static Schema schema(String name) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("schema/" + name + "-v1.json")), InputFormat.JSON);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stepz: []                                                    | 5:1: unknown key \"stepz\"; did you mean \"steps\"?",
                "steps: [{id: a, toll: crm_lead_list}]                        | a step has exactly one of tool, agent",
                "steps: [{id: a, tool: crm_lead_list, arg: {}}]               | unknown key \"arg\" in steps; did you mean \"args\"?",
                "steps: [{id: a, set: '=inputt.x'}]                           | did you mean \"input\"?",
                "steps: [{id: a, set: '=1 +'}]                                | steps.set is no expression",
                "steps: [{id: a, set: 1}, {id: b, set: '=steps.aa'}]          | names steps.aa, which there is not; did you mean \"a\"?",
                "steps: [{id: a, set: '=steps.b'}, {id: b, set: 1}]           | which does not come before it",
                "steps: [{id: a, set: 1}, {id: a, set: 2}]                    | two steps are called \"a\"",
                "steps: [{id: A, set: 1}]                                     | steps.id must be a-z",
                "steps: [{id: a, wait: {time: soon}}]                         | a duration such as 2h",
                "steps: [{id: a, wait: {event: erpp.order.delivered}}]        | did you mean \"erp\"?",
                "steps: [{id: a, set: 1}]\\ntriggers: [{cron: '61 * * * *'}]   | no schedule of five fields",
                "steps: [{id: a, set: 1}]\\ntriggers: [{webhook: true}]        | nobody starts what a trigger starts",
                "steps: [{id: a, set: 1}]\\nrunAs: {service: x, scopes: [erp:raed]} | did you mean \"erp:read\"?",
                "steps: [{id: a, set: 1}]\\nrunAs: {service: x, person: Ann, scopes: []} | runAs.person stands beside service",
                "steps: [{id: a, set: 1}]\\nrunAs: {scopes: []}                | runAs.service",
                "steps: []                                                    | must have at least one step",
            })
    void saysWhatIsWrongAndWhere(String rest, String told) {
        assertThatThrownBy(() -> WorkflowFile.parse(HEAD + rest.replace("\\n", "\n"), "w.yaml"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("w.yaml:")
                .hasMessageContaining(told);
    }

    @Test
    void schemaAndLoaderAgreeOnEverythingThatShips() {
        Schema workflows = schema("workflow");
        Schema policies = schema("policy");
        TextFolder.read(Path.of("workflows"), ".yaml")
                .forEach((file, yaml) -> assertThat(workflows.validate(yaml, InputFormat.YAML))
                        .as(file)
                        .isEmpty());
        TextFolder.read(Path.of("policies"), ".yaml")
                .forEach((file, yaml) -> assertThat(policies.validate(yaml, InputFormat.YAML))
                        .as(file)
                        .isEmpty());
        assertThat(Definitions.workflows()).isNotEmpty();
        assertThat(Definitions.policies().all()).isNotEmpty();
    }

    @Test
    void namesNoKeyThatTheLoaderDoesNotKnow() throws IOException {
        var step = JSON.readTree(Files.readString(Path.of("schema/workflow-v1.json")))
                .at("/$defs/step/properties");
        var kinds = Map.of(
                "args",
                "tool",
                "retry",
                "tool",
                "compensate",
                "tool",
                "approval",
                "tool",
                "say",
                "agent",
                "otherwise",
                "branch",
                "atOnce",
                "each",
                "steps",
                "each",
                "input",
                "start",
                "once",
                "start");
        for (String key : step.propertyNames()) {
            String kind = kinds.getOrDefault(key, "set");
            String yaml = HEAD + "steps: [{" + (key.equals("id") ? "" : "id: a, ")
                    + (key.equals(kind) || !step.has(kind) ? "" : kind + ": x, ") + key + ": x}]";
            try {
                WorkflowFile.parse(yaml, "w.yaml");
            } catch (FormatException wrong) {
                assertThat(wrong.getMessage()).as(yaml).doesNotContain("unknown key");
            }
        }
    }

    @Test
    void neverCrashesOnMutatedFiles() {
        var random = new Random(20_261_121);
        var texts = List.copyOf(TextFolder.read(Path.of("workflows"), ".yaml").values());
        int mutants = Integer.getInteger("mutants", 200);
        for (int i = 0; i < mutants; i++) {
            var text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            for (int change = 0; change <= random.nextInt(4); change++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[]:&*!|>-'\"\t=#".charAt(random.nextInt(16)));
                    case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                    default -> text.insert(at, "\n  ");
                }
            }
            try {
                WorkflowFile.parse(text.toString(), "m.yaml");
            } catch (FormatException wrong) {
                assertThat(wrong.problems()).isNotEmpty().allMatch(problem -> problem.line() > 0);
            }
        }
    }

    @Test
    void keepsMoneyExactInExpressions() {
        var workflow = WorkflowFile.parse(
                HEAD + "steps: [{id: a, set: {sum: \"=plus(input.a, '0.20')\", back: '=input.b', "
                        + "text: '==kept', day: \"=plusDays('2028-02-28', 1)\"}}]",
                "w.yaml");
        var value = ((Step.Compute) workflow.steps().getFirst())
                .value()
                .value(Map.of("input", JSON.readTree("{\"a\": 0.10, \"b\": \"12345678901234567890.01\"}")));

        assertThat(value.path("sum").asString()).isEqualTo("0.30");
        assertThat(value.path("back").asString()).isEqualTo("12345678901234567890.01");
        assertThat(value.path("text").asString()).isEqualTo("=kept");
        assertThat(value.path("day").asString()).isEqualTo("2028-02-29");
    }

    @Test
    void knowsNothingFromSomething() {
        var nothing = JSON.readTree("{\"x\": null}");

        assertThat(dev.bac.agents.workflow.Expression.of("input.x == null && event == null")
                        .holds(Map.of("input", nothing)))
                .isTrue();
        assertThat(dev.bac.agents.workflow.Expression.of("input != null ? null : input")
                        .value(Map.of("input", nothing))
                        .isNull())
                .isTrue();
    }

    private static Ruling judge(String rules, String args, String workflow) {
        var policy = Definitions.policy("""
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: p, title: P, department: Tests}
                description: A test.
                rules:
                """ + rules, "p.yaml");
        JsonNode json = JSON.readTree(args);
        return new Policies(List.of(policy))
                .judge(new Policy.Call("finance_invoice_create", (ObjectNode) json, "", workflow, Set.of("user")));
    }

    @Test
    void tellsApproversByMessageWhereOneRuleWantsIt() {
        String rules = """
                  - {name: a, tools: [finance_*], does: ask}
                  - {name: b, tools: [finance_*], when: "compare(args.amount, 1000) > 0", does: ask, notify: true}
                """;

        assertThat(((Ruling.Demand) judge(rules, "{\"amount\": \"10\"}", ""))
                        .terms()
                        .told())
                .isFalse();
        assertThat(((Ruling.Demand) judge(rules, "{\"amount\": \"6000\"}", ""))
                        .terms()
                        .told())
                .isTrue();
        assertThatThrownBy(() -> judge("  - {name: a, tools: [finance_*], does: ask, notify: message}", "{}", ""))
                .hasMessageContaining("rules.notify must be true or false, not \"message\"");
    }

    @Test
    void letsTheStrictestRuleCount() {
        String rules = """
                  - {name: a, tools: [finance_*], does: approve}
                  - {name: b, tools: [finance_*], when: "compare(args.amount, 1000) > 0", does: ask, quorum: 2}
                  - {name: c, tools: [finance_*], when: "compare(args.amount, 5000) > 0", does: ask, notRequester: true}
                  - {name: d, tools: ["*"], when: "compare(args.amount, 9000) > 0", does: refuse, reason: Too much.}
                """;

        assertThat(judge(rules, "{\"amount\": \"10\"}", "w")).isInstanceOf(Ruling.Approve.class);
        assertThat(judge(rules, "{\"amount\": \"10\"}", ""))
                .as("an agent's call, whose arguments a model wrote")
                .isInstanceOf(Ruling.Silent.class);
        assertThat(judge(rules, "{\"amount\": \"1000.01\"}", "w"))
                .isInstanceOfSatisfying(
                        Ruling.Demand.class,
                        demand -> assertThat(demand.terms().quorum()).isEqualTo(2));
        assertThat(judge(rules, "{\"amount\": \"6000\"}", "w")).isInstanceOfSatisfying(Ruling.Demand.class, demand -> {
            Ask terms = demand.terms();
            assertThat(terms.quorum()).isEqualTo(2);
            assertThat(terms.notRequester()).isTrue();
        });
        assertThat(judge(rules, "{\"amount\": \"9000.01\"}", "w")).isInstanceOf(Ruling.Refuse.class);
        assertThat(judge(rules, "{}", "w"))
                .as("what cannot be told counts against the call")
                .isInstanceOf(Ruling.Refuse.class);
    }
}
