package dev.bac.orchestrator.conversation;

import dev.bac.agents.testing.Disguise;
import dev.bac.agents.testing.Recording;
import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes a test of a real conversation, for whoever had it. */
public final class Recorder {
    private final Rows rows;

    public Recorder(Rows rows) {
        this.rows = rows;
    }

    /** A test, and the agent whose it is. */
    public record Recorded(String agent, String yaml) {}

    /**
     * @param replace what must not stand in the test, with what stands for it
     * @param scripted false to leave the last answer to the built-in planner
     */
    public Recorded record(Caller caller, UUID id, Map<String, String> replace, boolean scripted) {
        return rows.store().read(caller.tenant(), tx -> {
            var conversation =
                    rows.conversations().find(tx, caller, id).orElseThrow(() -> Refusal.notFound("conversation"));
            if (conversation.state() == Conversation.State.RUNNING) {
                throw Refusal.of(ProblemCode.BUSY, "A run of this conversation is at work.", "Wait, or cancel it.");
            }
            var turns = turns(tx, id);
            if (turns.isEmpty()) {
                throw Refusal.of(ProblemCode.CONFLICT, "Nothing was said in it yet.");
            }
            return new Recorded(conversation.agent(), new Recording(new Disguise(replace)).test(turns, scripted));
        });
    }

    private List<Recording.Turn> turns(Tx tx, UUID id) {
        var turns = new ArrayList<Recording.Turn>();
        var said = new ArrayList<TranscriptStore.Entry>();
        for (var entry : rows.transcripts().read(tx, id)) {
            if (entry.message() instanceof Message.User && !said.isEmpty()) {
                turns.add(turn(tx, said));
                said.clear();
            }
            said.add(entry);
        }
        if (!said.isEmpty()) {
            turns.add(turn(tx, said));
        }
        return turns;
    }

    private Recording.Turn turn(Tx tx, List<TranscriptStore.Entry> said) {
        var text = said.getFirst().message() instanceof Message.User user ? user.text() : "";
        return new Recording.Turn(
                text,
                said.stream().skip(1).map(TranscriptStore.Entry::message).toList(),
                awaited(tx, said.getFirst().run()));
    }

    private Optional<String> awaited(Tx tx, UUID run) {
        return rows.approvals().ofRun(tx, run).stream()
                .filter(approval -> approval.form().isEmpty())
                .min(Comparator.comparing(Approval::requestedAt).thenComparing(Approval::key))
                .map(Approval::tool);
    }
}
