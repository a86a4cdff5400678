package dev.bac.orchestrator.run;

import dev.bac.agents.CallLog;
import dev.bac.identity.TenantId;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The journal as the loop uses it, for one run. What an earlier process wrote is read once, at the beginning. */
public final class StoredCallLog implements CallLog {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final CallJournal journal;
    private final TenantId tenant;
    private final UUID run;
    private final UUID conversation;
    private final Map<String, Tool> tools;
    private final Map<String, ToolOutcome> outcomes = new ConcurrentHashMap<>();

    /** @param tools by name, for what the journal shows of a call */
    public StoredCallLog(CallJournal journal, TenantId tenant, UUID run, UUID conversation, Map<String, Tool> tools) {
        this.journal = journal;
        this.tenant = tenant;
        this.run = run;
        this.conversation = conversation;
        this.tools = Map.copyOf(tools);
        journal.ofRun(tenant, run).forEach(call -> outcome(call).ifPresent(known -> outcomes.put(call.key(), known)));
    }

    @Override
    public Optional<ToolOutcome> outcome(String key) {
        return Optional.ofNullable(outcomes.get(key));
    }

    @Override
    public void intent(ToolCall call) {
        journal.open(
                new CallJournal.Place(tenant, run, conversation, call.key()),
                new CallJournal.Called(call.tool(), Optional.ofNullable(tools.get(call.tool())), call.arguments()),
                CallRecord.State.PENDING);
    }

    @Override
    public void outcome(String key, ToolOutcome outcome) {
        journal.conclude(tenant, run, key, outcome);
        outcomes.put(key, outcome);
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
