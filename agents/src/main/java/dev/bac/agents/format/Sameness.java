package dev.bac.agents.format;

import dev.bac.agents.Agent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far two agents do the same: the share of what both can do among what either can, and the share of the words that
 * both describe themselves with (Jaccard). What an agent can do is its tools, each with the arguments fixed for it: a
 * tool that may only transfer is another than one that may move goods in any way.
 *
 * @param abilities 0 … 1
 * @param words 0 … 1
 * @param bounds true when also what waits for approval, who may use them and how much they may spend is the same
 */
record Sameness(double abilities, double words, boolean bounds) {
    /** From here on two descriptions take each other's requests, whatever the tools. */
    static final double COLLIDING = 0.6;
    /** From here on two agents work with the same things and must differ in their words … */
    static final double ALIKE = 0.75;
    /** … which then have at most this in common. */
    static final double TOLD_APART = 0.25;

    private static final int SHORTEST = 4;

    /** What an agent is compared by, gathered once. */
    record Traits(String name, Set<String> abilities, Set<String> words, Set<String> bounds) {
        static Traits of(Agent agent) {
            return new Traits(agent.name(), Sameness.abilities(agent), Sameness.words(agent), Sameness.bounds(agent));
        }
    }

    static Sameness of(Traits one, Traits other) {
        return new Sameness(
                jaccard(one.abilities(), other.abilities()),
                jaccard(one.words(), other.words()),
                one.bounds().equals(other.bounds()));
    }

    /** One agent under two names. */
    boolean twins() {
        return abilities == 1 && bounds;
    }

    boolean colliding() {
        return words >= COLLIDING || (abilities >= ALIKE && words > TOLD_APART);
    }

    private static Set<String> abilities(Agent agent) {
        return agent.tools().stream()
                .flatMap(access -> access.allow().stream().map(tool -> tool + new TreeMap<>(access.bind())))
                .collect(Collectors.toSet());
    }

    private static Set<String> bounds(Agent agent) {
        return Stream.concat(
                        agent.tools().stream()
                                .flatMap(access -> access.approval().stream())
                                .map(rule -> rule.tools() + " "
                                        + rule.when().map(Object::toString).orElse("")
                                        + rule.needs().approvers()),
                        Stream.of(agent.access().toString(), agent.limits().toString()))
                .collect(Collectors.toSet());
    }

    private static Set<String> words(Agent agent) {
        return Stream.of(agent.description().toLowerCase(Locale.ROOT).split("\\P{L}+"))
                .filter(word -> word.length() >= SHORTEST)
                .collect(Collectors.toSet());
    }

    private static double jaccard(Set<String> some, Set<String> others) {
        int common = 0;
        for (var one : some) {
            common += others.contains(one) ? 1 : 0;
        }
        int all = some.size() + others.size() - common;
        return all == 0 ? 0 : (double) common / all;
    }
}
