package dev.bac.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every toolbox keeps, over whatever wire. */
public abstract class ToolboxContract {
    protected final Notebook notes = new Notebook();

    protected abstract Toolbox toolbox();

    private static ToolCall call(String tool, String arguments, String key) {
        return new ToolCall(tool, Notebook.object(arguments), key, Optional.empty());
    }

    @Test
    void listsToolsWithEffectRiskReferencesAndExamples() {
        var expected = notes.toolbox.tools(Callers.named("Ann"));
        assertThat(toolbox().tools(Callers.named("Ann"))).isEqualTo(expected);
        assertThat(toolbox().tools(Callers.named("Ann"))).isEqualTo(expected);
    }

    @Test
    void runsAReadForItsCaller() {
        var outcome = toolbox().call(Callers.named("Ann"), call("note_page_list", "{\"about\":\"tea\"}", "k1"));
        assertThat(outcome).isInstanceOfSatisfying(ToolOutcome.Done.class, done -> {
            assertThat(done.text()).isEqualTo("0 pages for Ann");
            assertThat(done.content().path("about").asString()).isEqualTo("tea");
        });
        assertThat(toolbox()
                        .call(Callers.named("Bob"), call("note_page_list", "{}", "k2"))
                        .text())
                .isEqualTo("0 pages for Bob");
    }

    @Test
    void keepsDecimalsExact() {
        var outcome = toolbox()
                .call(
                        Callers.named("Ann"),
                        call(
                                "note_page_add",
                                "{\"text\":\"a\",\"owner\":\"x\",\"weight\":\"12345678901234567.89\"}",
                                "kd"));
        assertThat(((ToolOutcome.Done) outcome).content().path("weight").asString())
                .isEqualTo("12345678901234567.89");
    }

    @Test
    void runsARepeatedKeyOnce() {
        var call = call("note_page_add", "{\"text\":\"a\",\"owner\":\"x\"}", "same");
        assertThat(toolbox().call(Callers.named("Ann"), call).text()).isEqualTo("page 1");
        assertThat(toolbox().call(Callers.named("Ann"), call).text()).isEqualTo("page 1");
        assertThat(notes.added).hasValue(1);
    }

    @Test
    void asksForApprovalAndRunsWithTheGrant() {
        var call = call("note_page_send", "{\"to\":\"jane@acme.example\"}", "k3");
        assertThat(toolbox().call(Callers.named("Ann"), call))
                .isInstanceOfSatisfying(ToolOutcome.NeedsApproval.class, needs -> {
                    assertThat(needs.preview().path("to").asString()).isEqualTo("jane@acme.example");
                    assertThat(needs.argumentsHash()).isEqualTo(Canonical.sha256(call.arguments()));
                });
        assertThat(notes.sent).hasValue(0);
        var granted = new ToolCall(call.tool(), call.arguments(), call.key(), Optional.of("signed"));
        assertThat(toolbox().call(Callers.named("Ann"), granted)).isInstanceOf(ToolOutcome.Done.class);
        assertThat(notes.sent).hasValue(1);
    }

    @Test
    void tellsAFailureAsAnOutcome() {
        assertThat(toolbox().call(Callers.named("Ann"), call("note_page_add", "{\"owner\":\"x\"}", "k4")))
                .isInstanceOf(ToolOutcome.Failed.class);
        assertThat(toolbox().call(Callers.named("Ann"), call("note_page_burn", "{}", "k5")))
                .isInstanceOf(ToolOutcome.Failed.class);
    }
}
