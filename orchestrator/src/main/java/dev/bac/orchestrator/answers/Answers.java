package dev.bac.orchestrator.answers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.agents.Basis;
import dev.bac.agents.Run;
import dev.bac.llm.Message;
import dev.bac.orchestrator.config.AnswerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers that agents gave, to be given again while all that their tools read still stands. Whether it does is asked
 * anew each time; nothing is taken to be fresh because it is young.
 */
public final class Answers {
    /** No single answer takes more than this share of the room. */
    private static final int LARGEST_SHARE = 8;

    private final AnswerSettings settings;
    private final Freshness freshness;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final QuestionKey keys = new QuestionKey();
    private final Cache<String, KeptAnswer> kept;

    public Answers(AnswerSettings settings, Freshness freshness, InstantSource clock, MeterRegistry metrics) {
        this.settings = settings;
        this.freshness = freshness;
        this.clock = clock;
        this.metrics = metrics;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(settings.memory())
                .weigher((String _, KeptAnswer answer) -> answer.weight())
                .executor(Runnable::run)
                .build();
    }

    /** A question's name; empty when its answer is not to be given again, or the person did not just ask it. */
    public Optional<String> key(Question question) {
        boolean asked = !question.said().isEmpty() && question.said().getLast() instanceof Message.User;
        return settings.cache() && asked && question.agent().cache()
                ? Optional.of(keys.of(question, clock.instant()))
                : Optional.empty();
    }

    /** The answer that was given, if nothing it stands on has changed at this moment. */
    public Optional<KeptAnswer> find(String key, Question question, UUID run) {
        var answer = kept.getIfPresent(key);
        if (answer == null) {
            return told("unknown");
        }
        if (!clock.instant().isBefore(answer.at().plus(settings.longest()))
                || !freshness.stands(question.caller(), run, answer.reads())) {
            kept.asMap().remove(key, answer);
            return told("changed");
        }
        metrics.counter("bac.answers", "outcome", "served").increment();
        return Optional.of(answer);
    }

    private Optional<KeptAnswer> told(String outcome) {
        metrics.counter("bac.answers", "outcome", outcome).increment();
        return Optional.empty();
    }

    /** Keeps an answer that may be given again; any other is let go. */
    public void keep(String key, Question question, Run outcome, List<KeptAnswer.Turn> turns, Duration took) {
        if (!(outcome instanceof Run.Answered answered)
                || !(answered.basis() instanceof Basis.Reads reads)
                || !mayAllBeKept(question, turns)) {
            return;
        }
        var answer = new KeptAnswer(turns, reads.sets(), clock.instant(), answered.usage(), took);
        if (answer.weight() <= settings.memory() / LARGEST_SHARE) {
            kept.put(key, answer);
        }
    }

    /** An agent that took part decides for its own words. */
    private static boolean mayAllBeKept(Question question, List<KeptAnswer.Turn> turns) {
        return turns.stream()
                .map(KeptAnswer.Turn::agent)
                .distinct()
                .filter(name -> !name.equals(question.agent().name()))
                .allMatch(name -> question.library()
                        .find(name)
                        .filter(agent -> agent.cache())
                        .isPresent());
    }
}
