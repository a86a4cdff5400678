package dev.bac.agents;

import static dev.bac.agents.Scripts.calls;
import static dev.bac.agents.Scripts.saying;
import static dev.bac.agents.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentLoopTest {
    private final Company company = new Company();
    private final List<ChatRequest> asked = new ArrayList<>();
    private final List<AgentEvent> events = new ArrayList<>();
    private final Transcript transcript = Transcript.of("do it");
    private final RunContext context = RunContext.of("run", Company.FACTS);
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    private Run run(ChatModel model, Agent agent, RunContext with, Agent... others) {
        return run(model, company.toolbox, agent, with, others);
    }

    private Run run(ChatModel model, Toolbox toolbox, Agent agent, RunContext with, Agent... others) {
        return new AgentLoop(model, toolbox, new AgentLibrary(List.of(others)), () -> now)
                .run(Company.ANN, agent, transcript, with, events::add);
    }

    private List<String> tools() {
        return company.ran.stream().map(ToolCall::tool).toList();
    }

    private Message.ToolResults results() {
        return (Message.ToolResults) transcript.messages().stream()
                .filter(Message.ToolResults.class::isInstance)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    @Test
    void callsToolsUntilTheModelAnswers() {
        var run = run(
                saying(asked, calls("erp_stock_levels", "{\"item\":\"LED\"}"), text("42.")), Agents.clerk(""), context);
        assertThat(run).isInstanceOfSatisfying(Run.Answered.class, answered -> {
            assertThat(answered.text()).isEqualTo("42.");
            assertThat(answered.usage().input()).isEqualTo(20);
        });
        assertThat(tools()).containsExactly("erp_stock_levels");
        assertThat(asked.getFirst().messages().getFirst()).isEqualTo(new Message.Instructions("Be brief."));
        assertThat(events.getLast()).isEqualTo(new AgentEvent.Done(run));
        assertThat(events).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(AgentEvent.ToolResult.class, result -> assertThat(result.origin())
                        .isEqualTo(new Origin("erp", "erp_stock_levels"))));
    }

    @Test
    void runsReadsTogetherAndWritesInTheOrderAsked() {
        var bothReading = new CountDownLatch(2);
        Toolbox watched = new Toolbox() {
            @Override
            public List<Tool> tools(Caller caller) {
                return company.toolbox.tools(caller);
            }

            @Override
            public ToolOutcome call(Caller caller, ToolCall call) {
                if (call.tool().equals("erp_stock_levels") || call.tool().equals("erp_order_list")) {
                    bothReading.countDown();
                    try {
                        assertThat(bothReading.await(60, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                }
                return company.toolbox.call(caller, call);
            }
        };
        run(
                saying(
                        asked,
                        calls(
                                "erp_stock_levels",
                                "{}",
                                "erp_order_list",
                                "{}",
                                "erp_stock_move",
                                "{\"item\":\"a\"}",
                                "erp_stock_move",
                                "{\"item\":\"b\"}"),
                        text("ok")),
                watched,
                Agents.clerk(""),
                context);
        assertThat(tools().subList(2, 4)).containsExactly("erp_stock_move", "erp_stock_move");
        assertThat(company.ran.get(2).arguments().path("item").asString()).isEqualTo("a");
        assertThat(results().results()).extracting(Part.ToolResult::callId).containsExactly("c0", "c2", "c4", "c6");
    }

    @Test
    void waitsForApprovalAndThenRunsTheStoredCallOnce() {
        var model = saying(
                asked,
                calls(
                        "erp_stock_move",
                        "{\"item\":\"a\"}",
                        "finance_invoice_create",
                        "{\"amount\":\"10\"}",
                        "erp_stock_move",
                        "{\"item\":\"b\"}"),
                text("done"));
        var waiting = (Run.AwaitsApproval) run(model, Agents.clerk(""), context);
        assertThat(waiting.calls()).singleElement().satisfies(call -> {
            assertThat(call.tool()).isEqualTo("finance_invoice_create");
            assertThat(call.key()).isEqualTo("run/1/1");
        });
        assertThat(tools()).containsExactly("erp_stock_move");
        var run = run(
                model, Agents.clerk(""), context.decided(key -> Optional.of(new Decision.Approved("grant of " + key))));
        assertThat(run).isInstanceOf(Run.Answered.class);
        assertThat(tools()).containsExactly("erp_stock_move", "finance_invoice_create", "erp_stock_move");
        assertThat(company.ran.get(1).grant()).contains("grant of run/1/1");
        assertThat(asked).hasSize(2);
    }

    @Test
    void tellsTheModelOfADecline() {
        var model = saying(asked, calls("finance_invoice_create", "{}"), text("fine"));
        run(model, Agents.clerk(""), context);
        run(model, Agents.clerk(""), context.decided(_ -> Optional.of(new Decision.Declined("too early."))));
        assertThat(company.ran).isEmpty();
        assertThat(results().results().getFirst().text()).contains("too early");
        assertThat(results().results().getFirst().failed()).isTrue();
    }

    @Test
    void declinesWaitingCallsWhenThePersonWritesOn() {
        run(saying(asked, calls("finance_invoice_create", "{}")), Agents.clerk(""), context);
        AgentLoop.say(transcript, context, Message.User.of("never mind"));
        var run = run(saying(new ArrayList<>(), text("all right")), Agents.clerk(""), context);
        assertThat(run).isInstanceOf(Run.Answered.class);
        assertThat(company.ran).isEmpty();
        assertThat(results().results().getFirst().text()).contains("Not run");
    }

    @Test
    void asksForApprovalWhereTheAgentsAdminWantsIt() {
        var model = saying(
                asked,
                calls("erp_order_create", "{\"quantity\":\"100\"}"),
                calls("erp_order_create", "{\"quantity\":\"101\"}"),
                text("ok"));
        var waiting = (Run.AwaitsApproval) run(model, Agents.clerk(""), context);
        assertThat(company.ran).hasSize(1);
        assertThat(waiting.calls().getFirst().arguments().path("quantity").asString())
                .isEqualTo("101");
        assertThat(waiting.calls().getFirst().needs().approvers()).isEqualTo(Approvers.of(Set.of("admin")));
        run(model, Agents.clerk(""), context.decided(_ -> Optional.of(new Decision.Approved("grant"))));
        assertThat(company.ran.get(1).grant()).as("the server did not ask").isEmpty();
    }

    @Test
    void asksForApprovalWhenAConditionCannotBeTold() {
        assertThat(run(saying(asked, calls("erp_order_create", "{}")), Agents.clerk(""), context))
                .isInstanceOf(Run.AwaitsApproval.class);
    }

    @Test
    void previewsAllCallsThatNeedApprovalAtOnce() {
        var waiting = (Run.AwaitsApproval) run(
                saying(
                        asked,
                        calls(
                                "finance_invoice_create",
                                "{\"amount\":\"1\"}",
                                "finance_invoice_create",
                                "{\"amount\":\"2\"}")),
                Agents.clerk(""),
                context);
        assertThat(waiting.calls()).extracting(PendingCall::key).containsExactly("run/1/0", "run/1/1");
    }

    @Test
    void stopsAtEachLimit() {
        var again = calls("erp_stock_levels", "{}");
        assertThat(run(saying(asked, again), Agents.clerk("limits: {turns: 3}"), context))
                .isInstanceOfSatisfying(
                        Run.OutOfTurns.class, out -> assertThat(out.turns()).isEqualTo(3));
        AgentLoop.say(transcript, context, Message.User.of("again"));
        assertThat(stop(again, "limits: {toolCalls: 2}")).isEqualTo(Run.Reason.TOOL_CALLS);
        assertThat(stop(again, "limits: {cost: 0.25 USD}")).isEqualTo(Run.Reason.COST);
        AgentLoop.say(transcript, context, Message.User.of("again"));
        ChatModel slow = (caller, request, onText) -> {
            now = now.plusSeconds(61);
            return Scripts.response(again);
        };
        assertThat(((Run.Stopped) run(slow, Agents.clerk("limits: {time: 1m}"), context)).reason())
                .isEqualTo(Run.Reason.TIME);
    }

    private Run.Reason stop(Message.Assistant again, String limits) {
        AgentLoop.say(transcript, context, Message.User.of("again"));
        return ((Run.Stopped) run(saying(asked, again), Agents.clerk(limits), context)).reason();
    }

    @Test
    void refusesCallsBeyondTheLimitOfOneTurn() {
        run(
                saying(
                        asked,
                        calls("erp_stock_levels", "{}", "erp_stock_levels", "{}", "erp_stock_levels", "{}"),
                        text("ok")),
                Agents.clerk("limits: {callsPerTurn: 2}"),
                context);
        assertThat(company.ran).hasSize(2);
        assertThat(results().results().getLast().text()).contains("at most 2 calls");
    }

    @Test
    void tellsTheModelWhichToolsThereAre() {
        run(saying(asked, calls("erp_stock_level", "{}"), text("ok")), Agents.clerk(""), context);
        assertThat(results().results().getFirst().text())
                .contains("erp_stock_levels")
                .contains("finance_invoice_create");
        assertThat(company.ran).isEmpty();
    }

    @Test
    void throwsWhatIsOursAndGoesOnFromTheJournal() {
        var broken = new boolean[] {true};
        Toolbox flaky = new Toolbox() {
            @Override
            public List<Tool> tools(Caller caller) {
                return company.toolbox.tools(caller);
            }

            @Override
            public ToolOutcome call(Caller caller, ToolCall call) {
                if (broken[0] && call.arguments().path("item").asString("").equals("b")) {
                    throw new ToolboxException("erp is away", true, new IllegalStateException());
                }
                return company.toolbox.call(caller, call);
            }
        };
        var model = saying(
                asked, calls("erp_stock_move", "{\"item\":\"a\"}", "erp_stock_move", "{\"item\":\"b\"}"), text("ok"));
        assertThatThrownBy(() -> run(model, flaky, Agents.clerk(""), context)).isInstanceOf(ToolboxException.class);
        broken[0] = false;
        assertThat(run(model, flaky, Agents.clerk(""), context)).isInstanceOf(Run.Answered.class);
        assertThat(company.ran)
                .extracting(call -> call.arguments().path("item").asString())
                .containsExactly("a", "b");
    }

    @Test
    void handsTheConversationOverAndBack() {
        var desk = Agents.read("desk", "handoffs: [clerk]");
        var clerk = Agents.clerk("");
        var run = run(
                saying(asked, calls("handoff_clerk", "{}"), calls("erp_stock_levels", "{}"), text("Which item?")),
                desk,
                context,
                desk,
                clerk);
        assertThat(run.agent()).isEqualTo("clerk");
        assertThat(asked.get(0).tools()).extracting("name").containsExactly("handoff_clerk");
        assertThat(asked.get(0).tools().getFirst().description()).contains("About clerk");
        assertThat(asked.get(1).tools()).extracting("name").contains("erp_stock_levels", "handoff_desk");
        assertThat(events).contains(new AgentEvent.Handoff("desk", "clerk"));

        AgentLoop.say(transcript, context, Message.User.of("SKU-1"));
        assertThat(run(saying(new ArrayList<>(), text("None.")), desk, context, desk, clerk)
                        .agent())
                .isEqualTo("clerk");
        AgentLoop.say(transcript, context, Message.User.of("thanks"));
        assertThat(run(saying(new ArrayList<>(), text("Bye.")), desk, context, desk, clerk)
                        .agent())
                .isEqualTo("desk");
    }

    @Test
    void fixesBoundArgumentsOutOfTheModelsSight() {
        var agent = Agents.read(
                "mine", "tools: [{server: crm, allow: [crm_activity_create], bind: {owner: \"=user.name\"}}]");
        run(
                saying(
                        asked,
                        calls("crm_activity_create", "{\"subject\":\"x\"}"),
                        calls("crm_activity_create", "{\"owner\":\"Eve\"}"),
                        text("ok")),
                agent,
                context);
        assertThat(asked.getFirst()
                        .tools()
                        .getFirst()
                        .inputSchema()
                        .path("properties")
                        .has("owner"))
                .isFalse();
        assertThat(company.ran).singleElement().satisfies(call -> assertThat(
                        call.arguments().path("owner").asString())
                .isEqualTo("Ann"));
    }
}
