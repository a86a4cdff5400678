package dev.bac.llm.cache;

import dev.bac.llm.cache.Neighbours.Neighbour;
import dev.bac.llm.cache.Neighbours.Past;
import dev.bac.llm.cache.Taught.Trial;
import dev.bac.retrieval.VectorStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** Questions that differ in nothing but their words, and what was learned about them. */
final class Partition {
    /** Neighbours that are looked at: enough that some of another answer are among them. */
    private static final int NEIGHBOURS = 32;

    /** Observations remembered; each question makes two. */
    private static final int WINDOW = 8_000;

    /** New questions come in runs: where one was answered wrongly, the next would be too. */
    private static final int PROBATION = 5;

    /** Others' learning is seen after this. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** Numbers that are read again each time. */
    private static final int OVERLAP = 500;

    private final String collection;
    private final VectorStore vectors;
    private final int most;
    private final Estimate estimate;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<String> questions = new ArrayDeque<>();
    private final AtomicReference<Instant> looked = new AtomicReference<>(Instant.EPOCH.minus(LOOK_EVERY));
    private final Map<String, Past> records;

    /** Groups whose answer was just given wrongly, each with how often it must be right before it is given again. */
    private final Map<String, Integer> suspended;

    /** Ids of what was learned, so that it is not learned twice. */
    private final Map<String, Long> known;

    private long seen;

    Partition(String collection, VectorStore vectors, SemanticLimits limits) {
        this.collection = collection;
        this.vectors = vectors;
        this.most = limits.questions();
        this.estimate = new Estimate(limits.errors(), WINDOW);
        this.records = limited();
        this.suspended = limited();
        this.known = limited();
    }

    private <T> Map<String, T> limited() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * What is proposed for a question.
     *
     * @param chance that it is right, 0 to 1
     * @param audit with which chance it should be looked up all the same
     */
    record Proposal(Evidence evidence, double chance, boolean maySay, double audit) {}

    /** The nearest questions with the same figures. */
    Neighbours near(float[] vector, String figures) {
        return new Neighbours(vectors.nearest(collection, vector, NEIGHBOURS).stream()
                .filter(hit -> figures.equals(hit.entry().facts().get("figures")))
                .map(hit ->
                        new Neighbour(hit.entry().id(), hit.entry().facts().getOrDefault("group", ""), hit.nearness()))
                .toList());
    }

    Optional<Proposal> propose(Neighbours near, double usualAudit) {
        lock.lock();
        try {
            return near.evidence(records, questions.size())
                    .map(evidence -> new Proposal(
                            evidence,
                            estimate.chance(evidence),
                            estimate.maySay(evidence) && !suspended.containsKey(evidence.group()),
                            estimate.audit(evidence, usualAudit)));
        } finally {
            lock.unlock();
        }
    }

    /** What was proposed was given. */
    void gave(Proposal proposal) {
        lock.lock();
        try {
            estimate.gave(proposal.evidence());
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a question's true answer says of what was proposed for it.
     *
     * @param group the questions with the same answer
     * @param weight for how many questions it stands
     */
    Optional<Trial> trial(Neighbours near, Optional<Proposal> proposal, String group, double weight, boolean served) {
        lock.lock();
        try {
            return proposal.map(Proposal::evidence)
                    .map(evidence -> new Trial(
                            evidence.group(),
                            evidence.features(),
                            near.without(group)
                                    .evidence(records, questions.size())
                                    .map(Evidence::features),
                            weight,
                            served));
        } finally {
            lock.unlock();
        }
    }

    /** A question's true answer became known. */
    void learn(Taught taught) {
        lock.lock();
        try {
            known.put(taught.id(), 0L);
            taught.trial().ifPresent(trial -> {
                remember(taught, trial);
                estimate.learn(observation(taught, trial), taught.group(), trial.served());
            });
        } finally {
            lock.unlock();
        }
        put(taught);
    }

    /** What was learned before, or by others; what is known already is passed over. */
    void recall(List<TaughtLog.Kept> some) {
        var fresh = new ArrayList<Taught>();
        lock.lock();
        try {
            for (var kept : some) {
                seen = Math.max(seen, kept.number());
                if (known.putIfAbsent(kept.taught().id(), kept.number()) == null) {
                    fresh.add(kept.taught());
                }
            }
            if (!fresh.isEmpty()) {
                recallTrials(fresh);
            }
        } finally {
            lock.unlock();
        }
        fresh.forEach(this::put);
    }

    private void recallTrials(List<Taught> fresh) {
        var all = new ArrayList<Observation>();
        var served = new ArrayList<Observation>();
        for (var taught : fresh) {
            taught.trial().ifPresent(trial -> {
                remember(taught, trial);
                estimate.recall(observation(taught, trial), taught.group());
                all.add(observation(taught, trial));
                if (trial.served()) {
                    served.add(observation(taught, trial));
                }
            });
        }
        estimate.recalled(all, served);
    }

    private static Observation observation(Taught taught, Trial trial) {
        return new Observation(trial.evidence(), trial.right(taught.group()), trial.weight());
    }

    private void remember(Taught taught, Trial trial) {
        boolean right = trial.right(taught.group());
        var before = records.getOrDefault(trial.proposed(), Past.NONE);
        trial.asIfNew().ifPresent(features -> estimate.learnAsIfNew(features, trial.weight()));
        records.put(trial.proposed(), new Past(before.right() + (right ? 1 : 0), before.wrong() + (right ? 0 : 1)));
        suspend(trial.proposed(), right, trial.served());
    }

    /** Whether it is time to look what others learned; true to one caller only. */
    boolean due(Instant now) {
        Instant last = looked.get();
        return !now.isBefore(last.plus(LOOK_EVERY)) && looked.compareAndSet(last, now);
    }

    /** From where on to look: numbers may become visible out of their order. */
    long seen() {
        lock.lock();
        try {
            return Math.max(0, seen - OVERLAP);
        } finally {
            lock.unlock();
        }
    }

    private void suspend(String group, boolean right, boolean served) {
        if (served && !right) {
            suspended.put(group, PROBATION);
        } else if (right) {
            suspended.computeIfPresent(group, (_, left) -> left == 1 ? null : left - 1);
        }
    }

    private void put(Taught taught) {
        String id = taught.id();
        vectors.put(
                collection,
                new VectorStore.Entry(
                        id, taught.vector(), Map.of("figures", taught.figures(), "group", taught.group())));
        Optional<String> oldest;
        lock.lock();
        try {
            questions.addLast(id);
            oldest = questions.size() > most ? Optional.of(questions.removeFirst()) : Optional.empty();
        } finally {
            lock.unlock();
        }
        oldest.ifPresent(gone -> vectors.remove(collection, gone));
    }

    void forget(List<String> ids) {
        ids.forEach(id -> vectors.remove(collection, id));
        lock.lock();
        try {
            questions.removeAll(ids);
        } finally {
            lock.unlock();
        }
    }

    void drop() {
        vectors.drop(collection);
    }
}
