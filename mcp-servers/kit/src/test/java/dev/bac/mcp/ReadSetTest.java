package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.Scope;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.changes.ReadSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a tool read goes to the host with its result, and the host may ask whether it still stands. */
class ReadSetTest {
    private static final String CHECK = "notes_reads_check";

    private final TestServer notes = TestServer.of(Notes.server());

    private Caller agent() {
        return notes.caller().actingThrough(new Delegation("clerk", Set.of("notes_note_search"), Optional.of("run")));
    }

    private Caller host(Caller person) {
        return new Caller(
                person.tenant(),
                person.user(),
                person.name(),
                person.roles(),
                Set.of(Scope.PLATFORM_READS),
                person.channel(),
                Optional.of(new Delegation("answer-cache", Set.of(CHECK), Optional.empty())));
    }

    private ReadSet read() {
        var answer = notes.server().call(agent(), ToolInvocation.of("notes_note_search", json("{}")));
        return ((ToolAnswer.Result) answer).reads().orElseThrow();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) ToolJson.mapper().readTree(text);
    }

    private ToolAnswer check(Caller caller, ObjectNode... sets) {
        var arguments = ToolJson.mapper().createObjectNode();
        arguments.putArray("sets").addAll(java.util.List.of(sets));
        return notes.server().call(caller, ToolInvocation.of(CHECK, arguments));
    }

    private String stale(ObjectNode... sets) {
        return ((ToolAnswer.Result) check(host(notes.caller()), sets))
                .content()
                .path("stale")
                .toString();
    }

    @Test
    void comesWithWhatAnAgentReadAndWithNothingElse() {
        var write =
                notes.server().call(notes.caller(), ToolInvocation.of("notes_note_add", json("{\"title\":\"rent\"}")));
        var person = notes.server().call(notes.caller(), ToolInvocation.of("notes_note_search", json("{}")));

        assertThat(((ToolAnswer.Result) write).reads()).isEmpty();
        assertThat(((ToolAnswer.Result) person).reads()).isEmpty();
        assertThat(read().kinds()).containsExactly("note", "tenant");
    }

    @Test
    void saysWhichOfManyNoLongerStand() {
        var before = ReadSets.json(read());
        assertThat(stale(before)).isEqualTo("[]");
        notes.server().call(notes.caller(), ToolInvocation.of("notes_note_add", json("{\"title\":\"food\"}")));

        assertThat(stale(ReadSets.json(read()), before, before)).isEqualTo("[1,2]");
    }

    @Test
    void isAnsweredToTheHostOnly() {
        var set = ReadSets.json(read());

        assertThat(check(notes.caller(), set))
                .isInstanceOfSatisfying(ToolAnswer.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("insufficient_scope"));
        assertThat(check(agent(), set)).isInstanceOf(ToolAnswer.Refused.class);
        assertThat(notes.server().list(notes.caller(), ToolSelection.ALL))
                .noneMatch(listed -> listed.tool().name().equals(CHECK));
        assertThat(notes.server().list(host(notes.caller()), ToolSelection.ALL))
                .noneMatch(listed -> listed.tool().name().equals(CHECK));
    }

    @Test
    void refusesWhatIsNoReadSet() {
        var broken = ReadSets.json(read()).put("snapshot", "9:1:");

        assertThat(check(host(notes.caller()), broken))
                .isInstanceOfSatisfying(ToolAnswer.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("invalid"));
    }

    @Test
    void tellsNothingOfAnotherCompany() {
        var ours = ReadSets.json(read());
        var theirs = TestServer.of(Notes.server());

        theirs.server().call(theirs.caller(), ToolInvocation.of("notes_note_add", json("{\"title\":\"theirs\"}")));

        assertThat(stale(ours)).isEqualTo("[]");
    }
}
