package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybookTest {

    @Test
    void putsArgumentsInTheirPlacesAndLeavesOutWhatIsNotGiven() {
        var playbook = Playbook.parse(
                "brief",
                "title: Brief me\ndescription: All of it\nargument who [account]: The customer\noptional why: Reason\n\n"
                        + "About {{who}}: {{why}}.\n");
        assertThat(playbook.render(Map.of("who", "$1 {{why}}"))).isEqualTo("About $1 {{why}}: .");
        assertThat(playbook.arguments())
                .containsExactly(
                        new Playbook.Argument("who", "The customer", true, "account"),
                        new Playbook.Argument("why", "Reason", false, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"title: x", "titel: x\n\ntext", "title: x\n\n{{nobody}}"})
    void refusesWhatIsNoPlaybook(String file) {
        assertThatIllegalArgumentException().isThrownBy(() -> Playbook.parse("x", file));
    }

    @Test
    void findsTheIdInAnAddress() {
        var contacts = new RecordResource("crm://accounts/{id}/contacts", "c", "C", "C", "crm_c_get", "c", null);
        assertThat(contacts.idIn("crm://accounts/A%20%2B%20B/contacts")).contains("A + B");
        assertThat(contacts.uriOf("A + B")).isEqualTo("crm://accounts/A%20%2B%20B/contacts");
        for (String other : new String[] {
            "crm://accounts//contacts",
            "crm://accounts/contacts",
            "crm://accounts/1/2/contacts",
            "crm://accounts/%zz/contacts",
            "erp://accounts/1/contacts",
            ""
        }) {
            assertThat(contacts.idIn(other)).as(other).isEmpty();
        }
    }
}
