package dev.bac.agents;

import static dev.bac.agents.Scripts.calls;
import static dev.bac.agents.Scripts.response;
import static dev.bac.agents.Scripts.saying;
import static dev.bac.agents.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ModelException;
import dev.bac.tools.ToolCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends a run before its answer: a person, and what it has used, before a restart too. */
@Timeout(20)
class BoundedRunTest {
    private final Company company = new Company();
    private final Cancellation cancellation = new Cancellation();
    private final List<ChatRequest> asked = new ArrayList<>();
    private final List<AgentEvent> events = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    private Run run(ChatModel model, Agent agent, Allowance allowance) {
        var context =
                new RunContext("run", Map.of(), _ -> Optional.empty(), new MemoryCallLog(), cancellation, allowance);
        return new AgentLoop(model, company.toolbox, new AgentLibrary(List.of()), () -> now)
                .run(Company.ANN, agent, Transcript.of("do it"), context, events::add);
    }

    private static void assertStopped(Run run, Run.Reason reason) {
        assertThat(run).isInstanceOfSatisfying(Run.Stopped.class, stopped -> assertThat(stopped.reason())
                .isEqualTo(reason));
    }

    @Test
    void asksNoModelOnceCancelled() {
        cancellation.ask();
        assertStopped(run(saying(asked, text("x")), Agents.clerk(""), Allowance.FRESH), Run.Reason.CANCELLED);
        assertThat(asked).isEmpty();
    }

    @Test
    void breaksOffAQuestionToTheModel() {
        ChatModel silent = (_, _, onText) -> {
            onText.accept("Well");
            Thread.startVirtualThread(cancellation::ask);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelException(ModelException.Kind.CANCELLED, "test", "stopped", e);
            }
            return response(text("never"));
        };
        assertStopped(run(silent, Agents.clerk(""), Allowance.FRESH), Run.Reason.CANCELLED);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void savesAPieceOfTextWholeBeforeItBreaksOff() {
        var kept = new ArrayList<Boolean>();
        ChatModel speaking = (_, _, onText) -> {
            cancellation.ask();
            onText.accept("Well");
            kept.add(Thread.currentThread().isInterrupted());
            throw new ModelException(ModelException.Kind.CANCELLED, "test", "stopped", Optional.empty());
        };
        var context = new RunContext(
                "run", Map.of(), _ -> Optional.empty(), new MemoryCallLog(), cancellation, Allowance.FRESH);
        new AgentLoop(speaking, company.toolbox, new AgentLibrary(List.of()), () -> now)
                .run(Company.ANN, Agents.clerk(""), Transcript.of("do it"), context, event -> {
                    if (event instanceof AgentEvent.Text) {
                        kept.add(Thread.currentThread().isInterrupted());
                    }
                });
        assertThat(kept).containsExactly(false, true);
    }

    @Test
    void makesNoFurtherCallOfARoundOnceCancelled() {
        var two = calls("erp_stock_move", "{\"item\":\"A\"}", "erp_stock_move", "{\"item\":\"B\"}");
        ChatModel model = saying(asked, two, text("both moved"));
        var context = new RunContext(
                "run", Map.of(), _ -> Optional.empty(), new MemoryCallLog(), cancellation, Allowance.FRESH);
        var run = new AgentLoop(model, company.toolbox, new AgentLibrary(List.of()), () -> now)
                .run(Company.ANN, Agents.clerk(""), Transcript.of("do it"), context, event -> {
                    if (event instanceof AgentEvent.ToolResult) {
                        cancellation.ask();
                    }
                });
        assertStopped(run, Run.Reason.CANCELLED);
        assertThat(company.ran).extracting(ToolCall::key).containsExactly("run/1/0");
    }

    @Test
    void countsTheMoneySpentBeforeARestart() {
        var nearly = new Allowance(Duration.ZERO, new BigDecimal("0.95"), Duration.ofHours(1));
        var model = saying(asked, calls("erp_stock_levels", "{}"), text("x"));
        assertStopped(run(model, Agents.clerk(""), nearly), Run.Reason.COST);
        assertThat(company.ran).isEmpty();
    }

    @Test
    void countsTheTimeWorkedBeforeARestart() {
        var used = new Allowance(Duration.ofMinutes(2), BigDecimal.ZERO, Duration.ofHours(1));
        assertStopped(run(saying(asked, text("x")), Agents.clerk(""), used), Run.Reason.TIME);
    }

    @Test
    void worksNoLongerThanAnyRunMay() {
        var bounded = new Allowance(Duration.ZERO, BigDecimal.ZERO, Duration.ofSeconds(30));
        ChatModel slow = (caller, request, onText) -> {
            assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(30));
            now = now.plusSeconds(31);
            return saying(asked, calls("erp_stock_levels", "{}")).chat(caller, request, onText);
        };
        assertStopped(run(slow, Agents.clerk(""), bounded), Run.Reason.TIME);
    }

    @Test
    void letsAPersonThinkAboutAToolsQuestionOutsideItsTime() {
        var waited = new AtomicReference<>(Duration.ofMinutes(9));
        var bounded = new Allowance(Duration.ZERO, BigDecimal.ZERO, Duration.ofSeconds(30));
        ChatModel model = (caller, request, onText) -> {
            // A tool that ran before this turn has waited for half a minute, the model has thought for some seconds.
            now = now.plusSeconds(35);
            waited.set(waited.get().plusSeconds(30));
            return saying(asked, calls("erp_stock_levels", "{}"), text("x")).chat(caller, request, onText);
        };
        var context = new RunContext(
                "run",
                Map.of(),
                _ -> Optional.empty(),
                new MemoryCallLog(),
                cancellation,
                bounded,
                new MemoryAsks(),
                waited::get);
        var run = new AgentLoop(model, company.toolbox, new AgentLibrary(List.of()), () -> now)
                .run(Company.ANN, Agents.clerk(""), Transcript.of("do it"), context, events::add);
        assertThat(run).isInstanceOf(Run.Answered.class);
    }

    @Test
    void letsNobodyElseBeginAnAnswerOnceAModelHasSpoken() {
        var agent = Agents.read("picky", "model: {prefer: [first/one, second/two]}");
        ChatModel breaking = (_, request, onText) -> {
            asked.add(request);
            onText.accept("We have ");
            throw new ModelException(ModelException.Kind.UNAVAILABLE, "test", "gone", Optional.empty());
        };
        assertThatThrownBy(() -> run(breaking, agent, Allowance.FRESH)).isInstanceOf(ModelException.class);
        assertThat(asked).hasSize(1);
        assertThat(events).containsExactly(new AgentEvent.Text("We have "));
    }
}
