package dev.bac.orchestrator.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules name people as approvers: no two people may look alike. */
class NamesOfPeopleTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    private static Member enrol(String name) {
        return TEST.platform().access().members().enrol(TEST.ours().id(), name, Set.of(Role.USER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "greta ",
                " greta",
                "gre\tta",
                "gre\u0000ta",
                "gre\u200bta",
                "gre\u202eta",
                "gre\u00adta",
                "\u00a0greta",
                "gre\u0301ta",
                "gre\u2028ta"
            })
    void refusesANameThatCannotBeTold(String name) {
        assertThatThrownBy(() -> enrol(name)).isInstanceOf(Members.BadName.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gustav adam",
                "GUSTAV ADAM",
                "Gustav  Adam",
                "GustavAdam",
                "Gustav\u00a0Adam",
                "Gustav Adam\uff0e"
            })
    void refusesANameThatLooksLikeAnothersAndKeepsTheOther(String name) {
        var first = enrol("Gustav Adam");
        enrol("Gustav Adam.");

        assertThatThrownBy(() -> enrol(name))
                .isInstanceOf(Members.BadName.class)
                .hasMessageContaining("Gustav Adam");
        assertThat(enrol("Gustav Adam").user()).isEqualTo(first.user());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë Müller", "李小龙", "Ngozi Okonjo-Iweala", "o'brien", "bench-7"})
    void takesEverybodysName(String name) {
        assertThat(enrol(name).name()).isEqualTo(name);
    }

    @Test
    void someoneOfAnEarlierVersionKeepsTheirName() {
        var old = enrol("hedwig");
        rename("hedwig", "Hedwig ");

        assertThat(enrol("Hedwig ").user()).isEqualTo(old.user());
        assertThatThrownBy(() -> enrol("hedwig")).isInstanceOf(Members.BadName.class);
        rename("Hedwig ", "hedwig");
    }

    private static void rename(String from, String to) {
        TEST.platform().access().store().write(TEST.ours().id(), tx -> tx.sql()
                .createUpdate("UPDATE person SET name = :to WHERE name = :from")
                .bind("to", to)
                .bind("from", from)
                .execute());
    }
}
