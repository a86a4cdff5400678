package dev.bac.orchestrator.conversation;

import dev.bac.orchestrator.approval.ApprovalStore;
import dev.bac.orchestrator.run.AskRows;
import dev.bac.orchestrator.run.CallJournal;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.orchestrator.run.RunProgress;
import dev.bac.orchestrator.run.RunStore;
import dev.bac.store.Store;

/** The tables a conversation is kept in, all in one schema, so that one transaction can change them together. */
public record Rows(
        Store store,
        ConversationStore conversations,
        TranscriptStore transcripts,
        EventLog log,
        RunStore runs,
        RunProgress progress,
        CallJournal journal,
        AskRows asks,
        ModelCalls usage,
        ApprovalStore approvals) {

    public static Rows of(Store store) {
        return new Rows(
                store,
                new ConversationStore(store),
                new TranscriptStore(),
                new EventLog(store),
                new RunStore(store),
                new RunProgress(store),
                new CallJournal(store),
                new AskRows(store),
                new ModelCalls(store),
                new ApprovalStore(store));
    }
}
