package dev.bac.orchestrator.conversation;

import dev.bac.agents.AgentEvent;
import dev.bac.agents.Basis;
import dev.bac.agents.Run;
import dev.bac.agents.Transcript;
import dev.bac.llm.Message;
import dev.bac.llm.Usage;
import dev.bac.orchestrator.answers.KeptAnswer;
import java.util.UUID;

/** Gives a kept answer as a turn like any other: told to the readers, and kept with the way to it. */
final class Replay {
    private Replay() {}

    static Run give(KeptAnswer answer, UUID run, Transcript transcript, RunEvents events) {
        String text = "";
        for (var turn : answer.again(run)) {
            if (!turn.agent().equals(events.agent())) {
                events.accept(new AgentEvent.Handoff(events.agent(), turn.agent()));
            }
            if (turn.message() instanceof Message.Assistant said) {
                text = said.text();
                events.accept(new AgentEvent.Text(text));
            }
            transcript.add(turn.message());
        }
        events.servedAgain(answer);
        var outcome = new Run.Answered(events.agent(), text, Usage.NONE, new Basis.Reads(answer.reads()));
        events.accept(new AgentEvent.Done(outcome));
        return outcome;
    }
}
