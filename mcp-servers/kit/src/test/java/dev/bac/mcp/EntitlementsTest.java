package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import org.junit.jupiter.api.Test;

/** What a company may do, at the tool. */
class EntitlementsTest {
    private final TestServer notes = TestServer.of(Notes.server());

    @Test
    void aFeatureThatIsOffClosesItsToolsToReadingWritingAndTryingOut() {
        rule("ACTIVE", "{\"feature\":\"notes\",\"tools\":[\"notes_note_\"]}");

        for (String arguments : new String[] {"{\"title\": \"x\"}", "{\"title\": \"x\", \"dry_run\": true}"}) {
            var refused = notes.refused("notes_note_add", arguments);
            assertThat(refused.code()).isEqualTo("not_entitled");
            assertThat(refused.text()).contains("feature notes is switched off");
        }
        assertThat(notes.refused("notes_note_search", "{}").code()).isEqualTo("not_entitled");
        notes.otherTenant().ok("notes_note_add", "{\"title\": \"x\"}");

        rule("ACTIVE", "");
        notes.ok("notes_note_add", "{\"title\": \"x\"}");
    }

    @Test
    void whatIsSwitchedOffForPeopleStaysOpenToThePlatform() {
        rule("SUSPENDED", "{\"feature\":\"notes\",\"tools\":[\"notes_\"]}");

        assertThat(notes.refused("notes_note_search", "{}").code()).isEqualTo("tenant_suspended");
        notes.ok("notes_tenant_export", "{}");
        notes.ok("notes_tenant_verify", "{}");
    }

    private void rule(String state, String closed) {
        notes.ok(
                "notes_tenant_rule",
                "{\"state\":\"%s\",\"entitlements\":{\"closed\":[%s],\"limits\":[]}}".formatted(state, closed));
    }
}
