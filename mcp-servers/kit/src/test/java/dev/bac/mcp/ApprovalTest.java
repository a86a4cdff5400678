package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Delegation;
import dev.bac.identity.Grant;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private static final String TOOL = "notes_note_pay";
    private static final String BILL = "{\"title\": \"bill\", \"amount\": \"10.00\"}";
    private static final Instant SOON = TestServer.NOW.plus(Duration.ofMinutes(1));

    private final TestServer notes = TestServer.of(Notes.server());
    private final String hash = notes.asks(TOOL, BILL).argumentsHash();

    @Test
    void runsWhatWasApprovedOnce() {
        String grant = notes.grant(TOOL, hash);
        assertThat(pay(notes, BILL, grant)).isInstanceOf(ToolAnswer.Result.class);
        assertThat(refusal(pay(notes, BILL, grant))).isEqualTo("grant_used");
    }

    @Test
    void takesTheSameArgumentsHoweverTheyAreWritten() {
        String grant = notes.grant(TOOL, hash);
        assertThat(pay(notes, "{\"amount\": 10.00, \"lines\": null, \"title\": \"bill\"}", grant))
                .isInstanceOf(ToolAnswer.Result.class);
    }

    @Test
    void refusesAGrantForOtherArguments() {
        String grant = notes.grant(TOOL, hash);
        assertThat(refusal(pay(notes, "{\"title\": \"bill\", \"amount\": \"10.01\"}", grant)))
                .isEqualTo("grant_invalid");
        assertThat(pay(notes, BILL, grant)).isInstanceOf(ToolAnswer.Result.class);
    }

    @Test
    void refusesAGrantThatIsExpiredTamperedOrForAnotherCall() {
        var tenant = notes.caller().tenant();
        var other = notes.otherTenant().caller().tenant();
        var user = notes.caller().user();
        String good = notes.grant(TOOL, hash);
        for (String bad : new String[] {
            sign(new Grant(
                    "1", tenant, TOOL, hash, "run", "step", TestServer.POLICY, user, TestServer.NOW.minusSeconds(60))),
            sign(new Grant("2", other, TOOL, hash, "run", "step", TestServer.POLICY, user, SOON)),
            sign(new Grant("3", tenant, "notes_note_remove", hash, "run", "step", TestServer.POLICY, user, SOON)),
            sign(new Grant("4", tenant, TOOL, hash, "run", "step", "0", user, SOON)),
            good.substring(0, good.length() - 4) + "AAAA",
            "nonsense"
        }) {
            assertThat(refusal(pay(notes, BILL, bad))).as(bad).isEqualTo("grant_invalid");
        }
    }

    @Test
    void refusesAGrantOfAnotherRun() {
        var agent = notes.as(
                notes.caller().actingThrough(new Delegation("clerk", Set.of(TOOL), Optional.of("another run"))));
        assertThat(refusal(pay(agent, BILL, notes.grant(TOOL, hash)))).isEqualTo("grant_invalid");
    }

    @Test
    void repeatsAnApprovedCallUnderItsKeyWithoutAnotherApproval() {
        var call = ToolInvocation.of(TOOL, TestServer.parse(BILL)).keyed("run/step/call");
        var first = notes.call(call.granted(notes.grant(TOOL, hash)));
        assertThat(first).isInstanceOf(ToolAnswer.Result.class);
        assertThat(((ToolAnswer.Result) notes.call(call)).content()).isEqualTo(((ToolAnswer.Result) first).content());
    }

    @Test
    void aGrantIsNotUsedUpByACallThatFails() {
        var blank = "{\"title\": \"bill\"}";
        notes.ok("notes_note_add", blank);
        String grant = notes.grant(
                "notes_note_remove", notes.asks("notes_note_remove", blank).argumentsHash());
        notes.approved("notes_note_remove", blank);
        var call =
                ToolInvocation.of("notes_note_remove", TestServer.parse(blank)).granted(grant);
        assertThat(refusal(notes.call(call))).isEqualTo("not_found");
        notes.ok("notes_note_add", blank);
        assertThat(notes.call(call)).isInstanceOf(ToolAnswer.Result.class);
    }

    private static String sign(Grant grant) {
        return TestServer.GRANTS.sign(grant);
    }

    private static ToolAnswer pay(TestServer server, String json, String grant) {
        return server.call(ToolInvocation.of(TOOL, TestServer.parse(json))
                .keyed(UUID.randomUUID().toString())
                .granted(grant));
    }

    private static String refusal(ToolAnswer answer) {
        return answer instanceof ToolAnswer.Refused refused ? refused.code() : answer.toString();
    }
}
