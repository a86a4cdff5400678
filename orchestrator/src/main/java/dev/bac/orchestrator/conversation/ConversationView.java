package dev.bac.orchestrator.conversation;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.orchestrator.approval.ApprovalView;
import dev.bac.orchestrator.run.CallRecord;
import dev.bac.orchestrator.run.CallView;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.orchestrator.run.ModelUsageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A conversation as the API shows it: messages with the calls they made, joined from transcript and journal. */
public record ConversationView(
        UUID id,
        String title,
        String agent,
        String state,
        Instant createdAt,
        Instant updatedAt,
        long lastEvent,
        List<Said> messages,
        List<ApprovalView> approvals) {
    /** Most messages shown. */
    private static final int MOST = 200;

    private static final String HANDOFF = "handoff_";

    /** One message. */
    public record Said(
            int seq,
            String role,
            String text,
            Instant at,
            @Nullable UUID run,
            @Nullable String agent,
            List<CallView> calls,
            @Nullable ModelUsageView usage) {}

    /** What a conversation is put together from. */
    record Sources(List<TranscriptStore.Entry> entries, List<CallRecord> calls, List<ModelCalls.Made> modelCalls) {}

    static List<Said> messages(Sources sources) {
        Map<String, CallRecord> journal = new HashMap<>();
        sources.calls().forEach(call -> journal.put(call.key(), call));
        Map<UUID, Iterator<ModelCalls.Made>> usage = new HashMap<>();
        sources.modelCalls().stream()
                .collect(Collectors.groupingBy(ModelCalls.Made::run))
                .forEach((run, made) -> usage.put(run, made.iterator()));
        Map<String, Part.ToolResult> results = results(sources.entries());
        var said = new ArrayList<Said>();
        for (TranscriptStore.Entry entry : sources.entries()) {
            switch (entry.message()) {
                case Message.User user ->
                    said.add(new Said(
                            entry.seq(), "user", text(user.parts()), entry.at(), entry.run(), null, List.of(), null));
                case Message.Assistant answer -> {
                    Iterator<ModelCalls.Made> made = usage.get(entry.run());
                    said.add(new Said(
                            entry.seq(),
                            "assistant",
                            answer.text(),
                            entry.at(),
                            entry.run(),
                            entry.agent(),
                            calls(entry, answer, journal, results),
                            made != null && made.hasNext() ? ModelUsageView.of(made.next()) : null));
                }
                case Message.Instructions _, Message.ToolResults _ -> {
                    // Neither is said to the person; results are shown with their calls.
                }
            }
        }
        return said.size() <= MOST ? said : said.subList(said.size() - MOST, said.size());
    }

    private static Map<String, Part.ToolResult> results(List<TranscriptStore.Entry> entries) {
        var results = new HashMap<String, Part.ToolResult>();
        for (TranscriptStore.Entry entry : entries) {
            if (entry.message() instanceof Message.ToolResults told) {
                told.results().forEach(result -> results.put(result.callId(), result));
            }
        }
        return results;
    }

    /** Handing over to a colleague is told by an event and is no call to be shown. */
    private static List<CallView> calls(
            TranscriptStore.Entry entry,
            Message.Assistant answer,
            Map<String, CallRecord> journal,
            Map<String, Part.ToolResult> results) {
        var views = new ArrayList<CallView>();
        for (int index = 0; index < answer.toolCalls().size(); index++) {
            Part.ToolCall call = answer.toolCalls().get(index);
            String key = entry.run() + "/" + (entry.seq() - 1) + "/" + index;
            CallRecord line = journal.get(key);
            if (line != null) {
                views.add(CallView.of(line));
            } else if (!call.tool().startsWith(HANDOFF)) {
                views.add(CallView.of(key, call, results.get(call.id())));
            }
        }
        return views;
    }

    static String text(List<Part> parts) {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining());
    }
}
