package dev.bac.llm.cache;

import dev.bac.llm.cache.Neighbours.Neighbour;
import dev.bac.llm.cache.Neighbours.Past;
import dev.bac.retrieval.VectorStore;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Questions that differ in nothing but their words, and what was learned about them. */
final class Partition {
    /** Neighbours that are looked at: enough that some of another answer are among them. */
    private static final int NEIGHBOURS = 32;

    /** Observations remembered; each question makes two. */
    private static final int WINDOW = 8_000;

    /** New questions come in runs: where one was answered wrongly, the next would be too. */
    private static final int PROBATION = 5;

    private final String collection;
    private final VectorStore vectors;
    private final int most;
    private final Estimate estimate;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<String> questions = new ArrayDeque<>();
    private final Map<String, Past> records;

    /** Groups whose answer was just given wrongly, each with how often it must be right before it is given again. */
    private final Map<String, Integer> suspended;

    Partition(String collection, VectorStore vectors, SemanticLimits limits) {
        this.collection = collection;
        this.vectors = vectors;
        this.most = limits.questions();
        this.estimate = new Estimate(limits.errors(), WINDOW);
        this.records = limited();
        this.suspended = limited();
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
     * A question's true answer became known.
     *
     * @param group the questions with the same answer
     * @param weight for how many questions it stands
     */
    void learn(Neighbours near, Optional<Proposal> proposal, String group, double weight, boolean served) {
        lock.lock();
        try {
            proposal.map(Proposal::evidence).ifPresent(evidence -> {
                boolean right = evidence.group().equals(group);
                var before = records.getOrDefault(evidence.group(), Past.NONE);
                near.without(group)
                        .evidence(records, questions.size())
                        .ifPresent(other -> estimate.learnAsIfNew(other, weight));
                records.put(
                        evidence.group(), new Past(before.right() + (right ? 1 : 0), before.wrong() + (right ? 0 : 1)));
                suspend(evidence.group(), right, served);
                estimate.learn(new Observation(evidence.features(), right, weight), group, served);
            });
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

    void put(String id, float[] vector, String figures, String group) {
        vectors.put(collection, new VectorStore.Entry(id, vector, Map.of("figures", figures, "group", group)));
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
