package dev.bac.orchestrator.usage;

import dev.bac.identity.Caller;
import dev.bac.llm.routing.choice.KeptDecision;
import dev.bac.llm.routing.quality.Lesson;
import dev.bac.llm.routing.quality.Lessons;
import dev.bac.llm.store.routing.Outcome;
import dev.bac.llm.store.routing.OutcomeSource;
import dev.bac.llm.store.routing.RoutingStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes what people, tests and judges say of answers, keeps it and lets routing learn from it at once. */
public record Outcomes(RoutingStore store, Lessons lessons) {

    /** The model it was about; empty when there is no such decision in the caller's company. */
    public Optional<String> report(Caller caller, UUID decision, OutcomeSource source, double score) {
        var lesson = store.report(caller.tenant(), new Outcome(decision, source, score, caller.user()));
        lesson.ifPresent(taught -> lessons.teach(caller.tenant(), taught));
        return lesson.map(Lesson::model);
    }

    /** The latest decisions, newest first. */
    public List<KeptDecision> decisions(Caller caller, int most) {
        return store.decisions(caller.tenant(), most);
    }
}
