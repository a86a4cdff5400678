package dev.bac.orchestrator.run;

import dev.bac.agents.CallLog;
import dev.bac.agents.MemoryCallLog;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The journal as the loop uses it, for one run. What an earlier process wrote is read once, at the beginning. */
public final class StoredCallLog implements CallLog {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final CallJournal journal;
    private final RunWrites writes;
    private final UUID run;
    private final UUID conversation;
    private final Map<String, Tool> tools;
    private final CallLog known;

    /** @param tools by name, for what the journal shows of a call */
    public StoredCallLog(CallJournal journal, RunWrites writes, UUID run, UUID conversation, Map<String, Tool> tools) {
        this.journal = journal;
        this.writes = writes;
        this.run = run;
        this.conversation = conversation;
        this.tools = Map.copyOf(tools);
        this.known = known(journal.ofRun(writes.tenant(), run));
    }

    /** What a journal says, to be read alone. */
    public static CallLog known(List<CallRecord> calls) {
        var log = new MemoryCallLog();
        calls.forEach(call -> outcome(call).ifPresent(known -> log.outcome(call.key(), known)));
        return log;
    }

    @Override
    public Optional<ToolOutcome> outcome(String key) {
        return known.outcome(key);
    }

    @Override
    public void intent(ToolCall call) {
        writes.write(tx -> journal.open(
                tx,
                new CallJournal.Place(run, conversation, call.key()),
                new CallJournal.Called(call.tool(), Optional.ofNullable(tools.get(call.tool())), call.arguments()),
                CallRecord.State.PENDING));
    }

    @Override
    public void outcome(String key, ToolOutcome outcome) {
        writes.write(tx -> {
            journal.conclude(tx, run, key, outcome);
            return true;
        });
        known.outcome(key, outcome);
    }

    private static Optional<ToolOutcome> outcome(CallRecord call) {
        String text = call.text().orElse("");
        return switch (call.state()) {
            case DONE -> Optional.of(new ToolOutcome.Done(text, call.content().orElse(NOTHING)));
            case FAILED, DECLINED ->
                Optional.of(new ToolOutcome.Failed(call.code().orElse("failed"), text));
            case PENDING, AWAITING_APPROVAL, UNKNOWN -> Optional.empty();
        };
    }
}
