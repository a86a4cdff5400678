package dev.bac.llm.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorStore;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a question the answer of one that means the same, within a partition of everything else that changes an answer,
 * and only where what was learned there says that few enough of such answers are wrong: see {@link Estimate}. Of the
 * answers given some are compared with a fresh one afterwards, and every answer that was asked for teaches too.
 *
 * <p>When a part is out of order, the model is asked.
 */
public final class SemanticCache implements ChatModel {
    private static final Logger LOG = LoggerFactory.getLogger(SemanticCache.class);

    /** Groups whose answer is compared with a new one. */
    private static final int COMPARED = 3;

    private final ChatModel model;
    private final Parts parts;
    private final SemanticLimits limits;
    private final CacheEvents events;
    private final Cache<CacheKey, Partition> partitions;

    /**
     * What it is made of.
     *
     * @param answers where the answer of each group of questions is kept
     * @param taught where what was learned is kept
     * @param background learns and audits, off the way of an answer; may drop work
     */
    public record Parts(
            Embedder embedder,
            VectorStore vectors,
            AnswerStore answers,
            SameAnswer sameness,
            TaughtLog taught,
            Executor background,
            RandomGenerator random,
            Supplier<UUID> ids,
            InstantSource clock) {}

    /** A question and what is near it. */
    @SuppressWarnings("ArrayRecordComponent") // a vector of floats is an array everywhere; never compared
    private record Question(CacheKey key, Partition partition, float[] vector, String figures, Neighbours near) {}

    public SemanticCache(ChatModel model, Parts parts, SemanticLimits limits, CacheEvents events) {
        this.model = model;
        this.parts = parts;
        this.limits = limits;
        this.events = events;
        this.partitions = Caffeine.newBuilder()
                .maximumSize(limits.partitions())
                .executor(Runnable::run)
                .evictionListener((@Nullable CacheKey _, @Nullable Partition partition, RemovalCause _) -> {
                    if (partition != null) {
                        later(partition::drop);
                    }
                })
                .build();
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        if (!Cacheable.byMeaning(request)) {
            return model.chat(caller, request, onText);
        }
        Optional<Question> asked = skippable("vectors", () -> question(caller, request));
        if (asked.isEmpty()) {
            return model.chat(caller, request, onText);
        }
        Question question = asked.get();
        var proposal = question.partition.propose(question.near, limits.audits());
        var kept = proposal.filter(Partition.Proposal::maySay)
                .flatMap(proposed -> kept(question, proposed.evidence().group()));
        if (kept.isPresent()) {
            return again(caller, request, question, proposal.orElseThrow(), kept.get(), onText);
        }
        events.miss(CacheEvents.Kind.SEMANTIC);
        ChatResponse answer = model.chat(caller, request, onText);
        later(() -> learn(question, proposal, answer, 1, false));
        return answer;
    }

    private Optional<Question> question(Caller caller, ChatRequest request) {
        String text = ((Message.User) request.messages().getLast()).text();
        return parts.embedder.embed(text).map(vector -> {
            CacheKey key = CacheKeys.partition(caller, request);
            var partition = partitions.get(key, found -> new Partition(found.digest(), parts.vectors, limits));
            if (partition.due(parts.clock.instant())) {
                later(() -> partition.recall(parts.taught.since(key, partition.seen(), limits.questions())));
            }
            String figures = Telling.figures(text);
            return new Question(key, partition, vector, figures, partition.near(vector, figures));
        });
    }

    /** A group's answer; when it is gone, its questions are too. */
    private Optional<KeptAnswer> kept(Question question, String group) {
        var kept = parts.answers.find(key(question, group));
        if (kept.isEmpty()) {
            later(() -> question.partition.forget(question.near.of(group)));
        }
        return kept;
    }

    private ChatResponse again(
            Caller caller,
            ChatRequest request,
            Question question,
            Partition.Proposal proposal,
            KeptAnswer kept,
            Consumer<String> onText) {
        question.partition.gave(proposal);
        ChatResponse answer = kept.answer();
        events.hit(
                caller,
                CacheEvents.Kind.SEMANTIC,
                answer.model(),
                answer.usage().cost());
        if (parts.random.nextDouble() < proposal.audit()) {
            later(() -> {
                ChatResponse fresh = model.chat(caller, request, _ -> {});
                learn(question, Optional.of(proposal), fresh, 1 / proposal.audit(), true);
            });
        }
        String why = "%s gave this answer to a question that means the same, at %s (right with a chance of %.1f %%)"
                .formatted(answer.model(), kept.at(), 100 * proposal.chance());
        return Served.again(answer, why, onText);
    }

    private void learn(
            Question question,
            Optional<Partition.Proposal> proposal,
            ChatResponse answer,
            double weight,
            boolean served) {
        if (!Cacheable.worthKeepingByMeaning(answer)) {
            return;
        }
        String group = group(question.near, question, proposal, answer);
        proposal.filter(_ -> served)
                .ifPresent(said -> events.audited(said.evidence().group().equals(group)));
        parts.answers.keep(key(question, group), new KeptAnswer(answer, parts.clock.instant()));
        var trial = question.partition.trial(question.near, proposal, group, weight, served);
        var taught = new Taught(parts.ids.get().toString(), question.vector, question.figures, group, trial);
        question.partition.learn(taught);
        parts.taught.add(question.key, taught);
    }

    /** The group with the same answer, the proposed one first; else a new one. */
    private String group(
            Neighbours near, Question question, Optional<Partition.Proposal> proposal, ChatResponse answer) {
        String said = answer.message().text();
        return Stream.concat(proposal.map(proposed -> proposed.evidence().group()).stream(), near.groups().stream())
                .distinct()
                .limit(COMPARED)
                .filter(group -> parts.answers
                        .find(key(question, group))
                        .filter(kept ->
                                parts.sameness.same(kept.answer().message().text(), said))
                        .isPresent())
                .findFirst()
                .orElseGet(() -> parts.ids.get().toString());
    }

    private static CacheKey key(Question question, String group) {
        var print = new Fingerprint().add("partition", question.key.digest()).add("group", group);
        return new CacheKey(question.key.tenant(), print.hex());
    }

    private void later(Runnable work) {
        parts.background.execute(() -> skippable("learning", () -> {
            work.run();
            return Optional.empty();
        }));
    }

    private <T> Optional<T> skippable(String part, Supplier<Optional<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException outOfOrder) {
            events.failed(part);
            LOG.warn(
                    String.format(Locale.ROOT, "The cache by meaning is skipped (%s): {}", part),
                    outOfOrder.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
