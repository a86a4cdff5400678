package dev.bac.llm.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The questions nearest to one that is asked, nearest first, each with the group of questions that have the same answer.
 *
 * @param near most of those that are kept, at least
 */
record Neighbours(List<Neighbour> near) {
    /** How many numbers {@link #evidence} makes. */
    static final int FEATURES = 6;

    /** So many vote. */
    private static final int VOTERS = 12;

    /** A vote halves with each 0.035 of cosine. */
    private static final double SHARPNESS = 20;

    /** Where no other answer is in sight, the farthest neighbour stands for it, so much farther. */
    private static final double BEYOND = 0.02;

    Neighbours {
        near = List.copyOf(near);
    }

    /** @param nearness cosine of the two questions */
    record Neighbour(String id, String group, double nearness) {}

    /** How often a group's answer was right and wrong for a question near it. */
    record Past(long right, long wrong) {
        static final Past NONE = new Past(0, 0);
    }

    /** The groups in sight, nearest first. */
    Set<String> groups() {
        var groups = new LinkedHashSet<String>();
        near.forEach(neighbour -> groups.add(neighbour.group()));
        return groups;
    }

    /** These without one group: what the question would have seen had nobody asked its like before. */
    Neighbours without(String group) {
        return new Neighbours(near.stream()
                .filter(neighbour -> !neighbour.group().equals(group))
                .toList());
    }

    /**
     * The answer that most neighbours have, by votes that fade with distance, and what speaks for it: how near it is, how
     * much nearer than any other answer, its share of the votes, how it did before, how much is known at all.
     */
    Optional<Evidence> evidence(Map<String, Past> records, long known) {
        if (near.isEmpty()) {
            return Optional.empty();
        }
        var votes = new HashMap<String, Double>();
        double nearest = near.getFirst().nearness();
        double all = 0;
        for (var voter : near.subList(0, Math.min(VOTERS, near.size()))) {
            double vote = Math.exp(SHARPNESS * (voter.nearness() - nearest));
            votes.merge(voter.group(), vote, Double::sum);
            all += vote;
        }
        String group = near.getFirst().group();
        for (String other : groups()) {
            group = votes.getOrDefault(other, 0.0) > votes.getOrDefault(group, 0.0) ? other : group;
        }
        double same = nearest(group, true);
        double other = nearest(group, false);
        var before = records.getOrDefault(group, Past.NONE);
        double right = ((double) before.right() + 4.0) / ((double) (before.right() + before.wrong()) + 5.0);
        var features = new double[] {
            1,
            10 * (same - 0.85),
            20 * (same - other),
            odds((votes.getOrDefault(group, 0.0) + 0.3) / (all + 0.6)),
            odds(right),
            Math.log((double) Math.max(1, known)) / 5
        };
        return Optional.of(new Evidence(group, features));
    }

    private double nearest(String group, boolean own) {
        return near.stream()
                .filter(neighbour -> neighbour.group().equals(group) == own)
                .mapToDouble(Neighbour::nearness)
                .findFirst()
                .orElse(near.getLast().nearness() - BEYOND);
    }

    private static double odds(double share) {
        return Math.log(share / (1 - share));
    }

    /** The ids of a group's questions in sight. */
    List<String> of(String group) {
        var ids = new ArrayList<String>();
        near.stream()
                .filter(neighbour -> neighbour.group().equals(group))
                .forEach(neighbour -> ids.add(neighbour.id()));
        return ids;
    }
}
