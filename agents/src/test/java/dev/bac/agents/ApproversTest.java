package dev.bac.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may decide where several rules ask: whom each of them names. */
class ApproversTest {
    private static final List<String> NAMES =
            List.of("admin", "approver", "auditor", "person:ann", "person:bob", "person:A. Ü.");
    private static final List<String> PEOPLE = List.of("ann", "bob", "A. Ü.", "admin");

    @Test
    void nobodyNamedIsAnybody() {
        assertThat(Approvers.of(Set.of())).isEqualTo(Approvers.ANYBODY);
        assertThat(Approvers.ANYBODY.include("ann", Set.of())).isTrue();
        assertThat(Approvers.ANYBODY.and(Approvers.of(Set.of("admin"))).include("ann", Set.of(Role.USER)))
                .isFalse();
    }

    @Test
    void oneRuleTakesARoleOrAPerson() {
        var either = Approvers.of(Set.of("auditor", "person:ann"));
        assertThat(either.include("ann", Set.of())).isTrue();
        assertThat(either.include("bob", Set.of(Role.AUDITOR))).isTrue();
        assertThat(either.include("bob", Set.of(Role.ADMIN))).isFalse();
        assertThat(either.told("anybody")).isEqualTo("auditor or ann");
    }

    /** Nobody gets a role by being called so. */
    @Test
    void aNameIsNoRole() {
        assertThat(Approvers.of(Set.of("admin")).include("admin", Set.of(Role.USER)))
                .isFalse();
        assertThat(Approvers.of(Set.of("person:admin")).include("ann", Set.of(Role.ADMIN)))
                .isFalse();
    }

    @Test
    void whereTheyNameNobodyInCommonNobodyMay() {
        var both = Approvers.of(Set.of("admin")).and(Approvers.of(Set.of("person:ann")));
        assertThat(both.include("ann", Set.of(Role.APPROVER))).isFalse();
        assertThat(both.include("bob", Set.of(Role.ADMIN))).isFalse();
        assertThat(both.include("ann", Set.of(Role.ADMIN))).isTrue();
        assertThat(both.told("anybody")).isEqualTo("admin, and by ann");
    }

    /** Rule: a rule never loosens what another one demands, in whichever order; and what is kept is what was asked. */
    @Test
    void severalRulesAreEachOfThem() {
        var random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            List<Set<String>> rules = new ArrayList<>();
            var together = Approvers.ANYBODY;
            for (int i = random.nextInt(4); i > 0; i--) {
                Set<String> names = some(random);
                rules.add(names);
                together = together.and(Approvers.of(names));
            }
            var kept = Approvers.ofLines(together.lines());
            for (String person : PEOPLE) {
                Set<Role> roles = roles(random);
                boolean all = rules.stream()
                        .allMatch(names -> names.isEmpty()
                                || names.contains("person:" + person)
                                || roles.stream().anyMatch(role -> names.contains(role.label())));
                assertThat(together.include(person, roles))
                        .as("%s as %s under %s", person, roles, rules)
                        .isEqualTo(all);
                assertThat(kept.include(person, roles)).isEqualTo(all);
            }
        }
    }

    private static Set<String> some(Random random) {
        return NAMES.stream().filter(_ -> random.nextInt(3) == 0).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Role> roles(Random random) {
        return Stream.of(Role.values()).filter(_ -> random.nextInt(3) == 0).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"person:", "person:a|admin", "person:a\nb", "people:ann", "ann"})
    void whatIsNoPerson(String name) {
        assertThat(Approvers.isPerson(name)).isFalse();
    }
}
