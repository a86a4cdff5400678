package dev.bac.orchestrator.conversation;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentEvent;
import dev.bac.identity.TenantId;
import dev.bac.llm.Usage;
import dev.bac.orchestrator.answers.KeptAnswer;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.orchestrator.run.ModelUsageView;
import dev.bac.store.Tx;
import dev.bac.tools.Tool;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns what the loop tells into the stream's events, the journal's times and the usage table's rows. Pieces of text
 * are gathered for a moment, so that a fast model does not cost a commit for each word.
 */
final class RunEvents implements Consumer<AgentEvent> {
    private static final Duration GATHER = Duration.ofMillis(40);

    private final Work work;
    private final Map<String, Tool> tools;
    private final Rows rows;
    private final InstantSource clock;
    private final BiConsumer<TenantId, Agent> keep;
    private final StringBuilder text = new StringBuilder();
    private Instant flushed = Instant.EPOCH;
    private Instant asked;
    private String agent;

    RunEvents(Work work, Map<String, Tool> tools, Rows rows, InstantSource clock, BiConsumer<TenantId, Agent> keep) {
        this.keep = keep;
        this.work = work;
        this.tools = tools;
        this.rows = rows;
        this.clock = clock;
        this.asked = clock.instant();
        this.agent = work.agent().name();
    }

    @Override
    public void accept(AgentEvent event) {
        if (!(event instanceof AgentEvent.Text)) {
            flush();
        }
        switch (event) {
            case AgentEvent.Text(String piece) -> piece(piece);
            case AgentEvent.ToolCall call -> append("tool_call", called(call, null));
            case AgentEvent.ToolResult result -> answered(result, null);
            case AgentEvent.Within within -> below(within);
            case AgentEvent.Handoff handoff -> takesOver(handoff.to(), "It is the colleague for this request.");
            case AgentEvent.Used used -> used(used, agent, Optional.empty());
            case AgentEvent.Approval _, AgentEvent.Done _, AgentEvent.Failed _ -> {
                // Told when the run is written down, in the same transaction.
            }
        }
    }

    /** What agents do that were asked is shown below the call that asked them; what they say is not the answer. */
    private void below(AgentEvent.Within within) {
        switch (within.event()) {
            case AgentEvent.ToolCall call -> append("tool_call", called(call, within));
            case AgentEvent.ToolResult result -> answered(result, within);
            case AgentEvent.Used used -> used(used, within.agent(), Optional.of(within.ask()));
            case AgentEvent.Text _,
                    AgentEvent.Handoff _,
                    AgentEvent.Within _,
                    AgentEvent.Approval _,
                    AgentEvent.Done _,
                    AgentEvent.Failed _ -> {
                // Of no use to who reads the stream.
            }
        }
    }

    /** The agent that has the conversation now. */
    String agent() {
        return agent;
    }

    /** Tells which agent answers from here on. */
    void takesOver(String name, String why) {
        agent = name;
        var taken = work.library().find(name);
        taken.ifPresent(known -> keep.accept(work.caller().tenant(), known));
        String title = taken.map(known -> known.about().title()).orElse(name);
        append(
                tx -> taken.ifPresent(known -> rows.runs().pin(tx, work.run(), known.name(), known.digest())),
                "agent",
                new Events.AgentTakesOver(work.run(), name, title, why));
    }

    /** Sends what has been gathered. */
    void flush() {
        if (!text.isEmpty()) {
            append("text", new Events.Text(work.run(), text.toString()));
            text.setLength(0);
            flushed = clock.instant();
        }
    }

    private void piece(String piece) {
        text.append(piece);
        if (Duration.between(flushed, clock.instant()).compareTo(GATHER) >= 0) {
            flush();
        }
    }

    private Events.ToolCall called(AgentEvent.ToolCall call, AgentEvent.@Nullable Within within) {
        @Nullable Tool tool = tools.get(call.tool());
        return new Events.ToolCall(
                work.run(),
                call.call(),
                call.tool(),
                call.title(),
                tool == null ? "" : tool.server(),
                tool == null ? "read" : tool.effect().name().toLowerCase(Locale.ROOT),
                call.arguments(),
                within == null ? null : within.ask(),
                within == null ? null : within.agent());
    }

    private void answered(AgentEvent.ToolResult result, AgentEvent.@Nullable Within within) {
        var tenant = work.caller().tenant();
        @Nullable JsonNode content = result.failed() ? null : result.content();
        @Nullable String code = result.failed()
                ? rows.journal().code(tenant, work.run(), result.call()).orElse("failed")
                : null;
        append(
                tx -> rows.journal().timed(tx, work.run(), result.call(), result.took()),
                "tool_result",
                new Events.ToolResult(
                        work.run(),
                        result.call(),
                        result.tool(),
                        result.failed(),
                        code,
                        result.text(),
                        content,
                        result.took().toMillis(),
                        within == null ? null : within.ask(),
                        within == null ? null : within.agent()));
        asked = clock.instant();
    }

    private void used(AgentEvent.Used used, String by, Optional<String> ask) {
        var place = new ModelCalls.Place(work.run(), work.conversation(), by, ask);
        write(
                place,
                new ModelCalls.Used(
                        used.usage(),
                        used.model(),
                        used.why(),
                        Duration.between(asked, clock.instant()),
                        used.usage().saved()));
    }

    private void write(ModelCalls.Place place, ModelCalls.Used spent) {
        append(
                tx -> rows.usage().add(tx, work.caller(), place, spent),
                "usage",
                new Events.Used(work.run(), ModelUsageView.of(spent)));
        asked = clock.instant();
    }

    /** Tells that an answer was given again, and what that saved. */
    void servedAgain(KeptAnswer answer) {
        flush();
        write(
                new ModelCalls.Place(work.run(), work.conversation(), agent, Optional.empty()),
                new ModelCalls.Used(
                        Usage.NONE,
                        ModelCalls.SERVED_AGAIN,
                        answer.why(),
                        Duration.between(asked, clock.instant()),
                        Optional.of(answer.usage().cost().orElse(BigDecimal.ZERO))));
    }

    private void append(String type, Record payload) {
        append(_ -> {}, type, payload);
    }

    /** Writes something down together with the event that tells it: one commit for both. */
    private void append(Consumer<Tx> also, String type, Record payload) {
        work.hold().writes().write(tx -> {
            also.accept(tx);
            return rows.log().append(tx, work.conversation(), type, Events.json(payload));
        });
        rows.log().ring(work.conversation());
    }
}
