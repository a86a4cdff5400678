package dev.bac.orchestrator.answers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.agents.Basis;
import dev.bac.agents.Run;
import dev.bac.identity.TenantId;
import dev.bac.llm.Message;
import dev.bac.orchestrator.config.AnswerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that agents gave, to be given again while all that their tools read still stands. Whether it does is asked
 * anew each time; nothing is taken to be fresh because it is young.
 */
public final class Answers {
    /** No single answer takes more than this share of the room. */
    private static final int LARGEST_SHARE = 8;

    /** A run waits no longer for another that answers the same question. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final AnswerSettings settings;
    private final Freshness freshness;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final AnswerShelf shelf;
    private final Turns turns = new Turns(LONGEST_WAIT);
    private final QuestionKey keys = new QuestionKey();
    private final Cache<String, KeptAnswer> kept;

    /** @param shelf where other nodes find what this one keeps */
    public Answers(
            AnswerSettings settings,
            Freshness freshness,
            AnswerShelf shelf,
            InstantSource clock,
            MeterRegistry metrics) {
        this.settings = settings;
        this.freshness = freshness;
        this.shelf = shelf;
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

    /** Waits while another run of this node answers the same question; to be closed when this one has its answer. */
    public Turn turn(Optional<String> key, BooleanSupplier leaves) {
        return key.map(known -> turns.take(known, leaves)).orElse(Turn.FREE);
    }

    /** The answer that was given, if nothing it stands on has changed at this moment. */
    public Optional<KeptAnswer> find(String key, Question question, UUID run) {
        var near = Optional.ofNullable(kept.getIfPresent(key));
        if (near.isPresent()) {
            if (stands(near.get(), question, run)) {
                return served(near.get());
            }
            kept.asMap().remove(key, near.get());
        }
        var far = shelved(question.caller().tenant(), key)
                .filter(answer ->
                        near.isEmpty() || answer.at().isAfter(near.get().at()));
        if (far.isPresent() && stands(far.get(), question, run)) {
            kept.put(key, far.get());
            return served(far.get());
        }
        return told(near.isPresent() || far.isPresent() ? "changed" : "unknown");
    }

    private boolean stands(KeptAnswer answer, Question question, UUID run) {
        return clock.instant().isBefore(answer.at().plus(settings.longest()))
                && freshness.stands(question.caller(), run, answer.reads());
    }

    private Optional<KeptAnswer> served(KeptAnswer answer) {
        metrics.counter("bac.answers", "outcome", "served").increment();
        return Optional.of(answer);
    }

    /** A shelf that is out of order is an empty one. */
    private Optional<KeptAnswer> shelved(TenantId tenant, String key) {
        try {
            return shelf.find(tenant, key).flatMap(KeptAnswerJson::read);
        } catch (RuntimeException outOfOrder) {
            LOG.warn("The shared answers are skipped: {}", outOfOrder.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private void shelve(TenantId tenant, String key, KeptAnswer answer) {
        try {
            shelf.keep(tenant, key, KeptAnswerJson.write(answer));
        } catch (RuntimeException outOfOrder) {
            LOG.warn(
                    "An answer is kept on this node only: {}",
                    outOfOrder.getClass().getSimpleName());
        }
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
            shelve(question.caller().tenant(), key, answer);
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
