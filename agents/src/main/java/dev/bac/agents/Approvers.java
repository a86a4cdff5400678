package dev.bac.agents;

import dev.bac.identity.Role;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may decide an approval: somebody whom every rule that asks for it names, by a role or by name. Where no one person
 * is named by all of them, nobody may, and it ends by time: a rule never loosens what another one demands.
 *
 * @param demands what each rule names: roles' labels, and people as {@code person:NAME}; empty: anybody who may approve
 */
public record Approvers(List<Set<String>> demands) {
    /** Anybody who may approve. */
    public static final Approvers ANYBODY = new Approvers(List.of());

    private static final String PERSON = "person:";
    private static final String OR = "|";

    public Approvers {
        demands = demands.stream().map(Set::copyOf).distinct().toList();
    }

    /** Those whom one rule names; nobody named is anybody. */
    public static Approvers of(Collection<String> names) {
        return names.isEmpty() ? ANYBODY : new Approvers(List.of(Set.copyOf(names)));
    }

    /** True for what names a person: {@code person:NAME}, with what a line of text can hold. */
    public static boolean isPerson(String name) {
        return name.matches(PERSON + "[^|\\p{Cntrl}]{1,100}");
    }

    /** Those whom both name. */
    public Approvers and(Approvers other) {
        return new Approvers(
                Stream.concat(demands.stream(), other.demands.stream()).toList());
    }

    /** True when every rule names this person, or one of their roles. */
    public boolean include(String person, Set<Role> roles) {
        return demands.stream()
                .allMatch(names -> names.contains(PERSON + person)
                        || roles.stream().map(Role::label).anyMatch(names::contains));
    }

    /** The people whom the rules name. */
    public Set<String> people() {
        return demands.stream()
                .flatMap(Set::stream)
                .filter(name -> name.startsWith(PERSON))
                .map(name -> name.substring(PERSON.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A line for each rule, as it is kept. */
    public List<String> lines() {
        return demands.stream()
                .map(names -> String.join(OR, new TreeSet<>(names)))
                .toList();
    }

    /** What {@link #lines} has written. */
    public static Approvers ofLines(Collection<String> lines) {
        return new Approvers(lines.stream()
                .map(line -> (Set<String>) new LinkedHashSet<>(List.of(line.split("\\|"))))
                .toList());
    }

    /** {@code admin or Anna}; what several rules demand joined by "and". */
    public String told(String anybody) {
        return demands.isEmpty()
                ? anybody
                : demands.stream().map(Approvers::told).collect(Collectors.joining(", and by "));
    }

    private static String told(Set<String> names) {
        return names.stream()
                .sorted()
                .map(name -> name.startsWith(PERSON) ? name.substring(PERSON.length()) : name)
                .collect(Collectors.joining(" or "));
    }
}
