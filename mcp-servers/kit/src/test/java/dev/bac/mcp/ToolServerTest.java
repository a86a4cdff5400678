package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.CanonicalJson;
import dev.bac.store.Tenants;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolServerTest {
    private final TestServer notes = TestServer.of(Notes.server());

    @Test
    void runsAToolAndTellsItsResult() {
        var answer = notes.call("notes_note_add", """
                {"title": "rent", "amount": 1200.50, "due": "2026-04-01", "colour": "dark_blue"}""");

        assertThat(answer).isInstanceOf(ToolAnswer.Result.class);
        assertThat(answer.text()).startsWith("Noted: rent.\n{\"id\":").contains("\"amount\":\"1200.50\"");
        var content = ((ToolAnswer.Result) answer).content();
        assertThat(content.path("summary").asString()).isEqualTo("Noted: rent.");
        assertThat(content.path("due").asString()).isEqualTo("2026-04-01");
        assertThat(count("ren")).isEqualTo(1);
    }

    @Test
    void showsAnotherTenantNothing() {
        notes.ok("notes_note_add", "{\"title\": \"secret\"}");
        var other = notes.otherTenant();
        assertThat(other.ok("notes_note_search", "{}").path("total").asInt()).isZero();
        var refused = other.call(ToolInvocation.of("notes_note_remove", TestServer.parse("{\"title\": \"secret\"}"))
                .granted(other.grant("notes_note_remove", hash("{\"title\": \"secret\"}"))));
        assertThat(refused)
                .isEqualTo(new ToolAnswer.Refused("not_found", "title: no note \"secret\". Search the notes."));
        other.ok("notes_note_add", "{\"title\": \"secret\"}");
    }

    @Test
    void aRenamedToolIsStillCalledByTheNameItHad() {
        var domain = Notes.server().withAlias("notes_note_find", "notes_note_search");
        var renamed = TestServer.of(domain);

        assertThat(renamed.ok("notes_note_find", "{}").path("total").asInt()).isZero();
        assertThat(renamed.server().list(renamed.caller(), ToolSelection.ALL))
                .extracting(listing -> listing.tool().name())
                .contains("notes_note_search")
                .doesNotContain("notes_note_find");
        assertThatThrownBy(() -> domain.withAlias("notes_note_add", "notes_note_search"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** What few need, and not every day, does not cost every client's model its definition. */
    @Test
    void listsAToolsetThatIsOnRequestToWhoAsksForItOnly() {
        var domain = TestServer.of(Notes.server().withOnRequest("notes_note"));
        var caller = domain.caller();

        assertThat(names(domain, caller, "")).noneMatch(name -> name.startsWith("notes_note_"));
        assertThat(names(domain, caller, "notes_note_search")).containsExactly("notes_note_search");
        assertThat(names(domain, caller, "all")).contains("notes_note_search", "notes_note_add");
        assertThat(names(domain, caller, "notes")).contains("notes_note_search", "notes_note_add");
        domain.ok("notes_note_search", "{}");
        var agent = caller.actingThrough(new Delegation("clerk", Set.of("notes_note_search"), Optional.of("run")));
        assertThat(names(domain, agent, "")).containsExactly("notes_note_search");
    }

    private static List<String> names(TestServer domain, Caller caller, String toolsets) {
        var selection = ToolSelection.of(
                header -> header.equals("X-MCP-Toolsets") && !toolsets.isEmpty() ? toolsets : null, false);
        return domain.server().list(caller, selection).stream()
                .map(listing -> listing.tool().name())
                .toList();
    }

    @Test
    void aToolThatReadsCannotWrite() {
        assertThat(notes.refused("notes_note_cheat", "{\"title\": \"x\"}").code())
                .isEqualTo("internal");
        assertThat(count("")).isZero();
    }

    @Test
    void tellsABrokenRuleOfTheDataAsAConflict() {
        notes.ok("notes_note_add", "{\"title\": \"same\"}");
        assertThat(notes.refused("notes_note_add", "{\"title\": \"same\"}").code())
                .isEqualTo("conflict");
        assertThat(notes.refused("notes_note_add", "{\"title\": \"big\", \"amount\": \"99999999999999\"}")
                        .code())
                .isEqualTo("invalid");
    }

    @Test
    void refusesWhatTheScopeOrTheAgentDoesNotCover() {
        assertThat(notes.withScopes("notes:read")
                        .refused("notes_note_add", "{\"title\": \"x\"}")
                        .code())
                .isEqualTo("insufficient_scope");
        var agent = notes.as(
                notes.caller().actingThrough(new Delegation("clerk", Set.of("notes_note_search"), Optional.of("run"))));
        assertThat(agent.refused("notes_note_add", "{\"title\": \"x\"}").code()).isEqualTo("not_delegated");
        agent.ok("notes_note_search", "{}");
        assertThat(agent.server().list(agent.caller(), ToolSelection.ALL))
                .extracting(listing -> listing.tool().name())
                .containsExactly("notes_note_search");
        assertThat(notes.refused("notes_note_ad", "{}").text()).contains("Did you mean notes_note_add?");
    }

    @Test
    void refusesASuspendedTenantAndAnUnknownOne() {
        notes.server().store().tenants().set(notes.caller().tenant(), Tenants.State.SUSPENDED);
        assertThat(notes.refused("notes_note_search", "{}").code()).isEqualTo("tenant_suspended");
        assertThat(notes.refused("notes_note_add", "{\"title\": \"x\"}").code()).isEqualTo("tenant_suspended");
        notes.ok("notes_tenant_purge", "{}");
        assertThat(notes.refused("notes_note_search", "{}").code()).isEqualTo("tenant_unknown");
    }

    @Test
    void repeatsTheFirstResultUnderOneKeyAndRefusesAnotherBody() {
        var first = notes.ok("notes_note_add", "{\"title\": \"once\", \"idempotency_key\": \"k\"}");
        assertThat(notes.ok("notes_note_add", "{\"idempotency_key\": \"k\", \"title\": \"once\"}"))
                .isEqualTo(first);
        assertThat(notes.refused("notes_note_add", "{\"title\": \"twice\", \"idempotency_key\": \"k\"}")
                        .code())
                .isEqualTo("idempotency_conflict");
        assertThat(count("")).isEqualTo(1);
        notes.otherTenant().ok("notes_note_add", "{\"title\": \"other\", \"idempotency_key\": \"k\"}");
    }

    @Test
    void runsOnceWhenTheSameKeyComesManyTimesAtOnce() throws Exception {
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(_ -> many.submit(
                            () -> notes.ok("notes_note_add", "{\"title\": \"race\", \"idempotency_key\": \"r\"}")))
                    .toList();
            var first = answers.getFirst().get();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(first);
            }
        }
    }

    @Test
    void aRefusedCallKeepsNeitherItsKeyNorItsWork() {
        notes.refused("notes_note_add", "{\"title\": \" \", \"idempotency_key\": \"k\"}");
        notes.ok("notes_note_add", "{\"title\": \"fine\", \"idempotency_key\": \"k\"}");
    }

    @Test
    void aDryRunTellsAndLeavesNothing() {
        var would = notes.call("notes_note_add", "{\"title\": \"maybe\", \"dry_run\": true}");
        assertThat(would.text()).startsWith("Dry run, nothing was changed. Noted: maybe.");
        assertThat(count("")).isZero();
    }

    @Test
    void aPreviewLeavesNothingBehind() {
        var asked = notes.asks("notes_note_pay", "{\"title\": \"bill\", \"idempotency_key\": \"p\"}");
        assertThat(asked.preview().path("title").asString()).isEqualTo("bill");
        assertThat(asked.text()).contains("has not been done").contains("Noted: bill.");
        assertThat(count("")).isZero();
        assertThat(rows("idempotency")).isZero();
        assertThat(rows("grant_used")).isZero();
    }

    @Test
    void preparesSeedsExportsAndPurges() {
        assertThat(notes.withScopes("notes:read", "notes:write")
                        .refused("notes_tenant_purge", "{}")
                        .code())
                .isEqualTo("insufficient_scope");
        notes.ok("notes_tenant_seed", "{\"notes\": [{\"title\": \"a\"}, {\"title\": \"b\"}]}");
        notes.ok("notes_tenant_seed", "{\"notes\": [{\"title\": \"a\"}]}");
        assertThat(notes.ok("notes_tenant_export", "{}")
                        .path("tables")
                        .path("note")
                        .size())
                .isEqualTo(2);
        assertThat(notes.ok("notes_tenant_verify", "{}").path("problems").isEmpty())
                .isTrue();
        notes.ok("notes_tenant_purge", "{}");
        notes.ok("notes_tenant_purge", "{}");
        assertThat(notes.refused("notes_tenant_prepare", """
                {"name": "Medix", "currency": "XX", "zone": "Africa/Lagos", "locale": "en-NG"}""").text()).startsWith("currency: no such currency");
        notes.ok("notes_tenant_prepare", """
                {"name": "Medix", "currency": "NGN", "zone": "Africa/Lagos", "locale": "en-NG"}""");
        assertThat(count("")).isEqualTo(1);
    }

    @Test
    void auditsWritesWithThemReadsAndRefusalsSoon() {
        notes.ok("notes_note_add", "{\"title\": \"x\"}");
        assertThat(audited()).containsExactly("notes_note_add done");
        notes.ok("notes_note_search", "{}");
        notes.refused("notes_note_add", "{}");
        notes.server().flushAudit();
        assertThat(audited())
                .containsExactly("notes_note_add done", "notes_note_add refused", "notes_note_search read");
    }

    @Test
    void itsAuditCanBeChainedAndChecked() {
        notes.ok("notes_note_add", "{\"title\": \"x\"}");
        notes.ok("notes_note_search", "{}");
        notes.server().flushAudit();
        var chain = notes.server().store().auditChain();
        chain.extend(); // the first run of all only puts the chainer in its place
        for (int rows = chain.extend(); rows > 0; rows = chain.extend()) {
            // until all are chained
        }
        var tenant = notes.caller().tenant();
        assertThat(chain.head(tenant).position()).isEqualTo(2);
        assertThat(chain.verify(tenant, chain.head(tenant))).isEmpty();
    }

    private List<String> audited() {
        return notes.read(tx -> tx.sql()
                .createQuery("SELECT action || ' ' || outcome FROM audit ORDER BY 1")
                .mapTo(String.class)
                .list());
    }

    private int count(String text) {
        return notes.ok("notes_note_search", "{\"text\": \"" + text + "\"}")
                .path("total")
                .asInt();
    }

    private int rows(String table) {
        return notes.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    private static String hash(String json) {
        return CanonicalJson.sha256(TestServer.parse(json));
    }
}
