package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ModernNotes.FORMS;
import static dev.bac.mcp.serving.ModernNotes.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RpcError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ModernHttpTest {
    private static final ClientCapabilities NONE = ClientCapabilities.none();
    private static ModernNotes notes;

    @BeforeAll
    static void start() {
        notes = new ModernNotes();
    }

    @AfterAll
    static void stop() {
        notes.close();
    }

    @Test
    void saysWhatItIsWithoutASession() {
        var found = notes.result(Protocol.DISCOVER, new Params.Discover(), NONE);
        assertThat(found.path("supportedVersions").path(0).asString()).isEqualTo("2026-07-28");
        assertThat(found.path("capabilities").path("extensions").has(Protocol.TASKS))
                .isTrue();
        assertThat(found.path("_meta").toString()).contains("bac-notes");
    }

    @Test
    void listsForTheCallerAlone() {
        var listed = notes.result(Protocol.TOOLS_LIST, new Params.Page(null), NONE);
        assertThat(listed.path("cacheScope").asString()).isEqualTo("private");
        assertThat(listed.path("ttlMs").isIntegralNumber()).isTrue();
        assertThat(listed.path("tools").valueStream().map(tool -> tool.path("name")
                        .asString()))
                .contains("notes_note_add")
                .doesNotContain("notes_tenant_purge")
                .isSorted();
    }

    @Test
    void refusesHeadersThatSayOtherThanTheBody() {
        var message = ModernNotes.message(Protocol.TOOLS_CALL, call("notes_note_search", "{}"), NONE);
        for (var name : new String[] {Protocol.VERSION_HEADER, Protocol.METHOD_HEADER, Protocol.NAME_HEADER}) {
            var other = ModernNotes.send(notes.request(notes.caller, message)
                    .setHeader(name, name.equals(Protocol.VERSION_HEADER) ? "2025-11-25" : "other")
                    .build());
            assertThat(other.statusCode()).as(name).isEqualTo(400);
            assertThat(code(ModernNotes.json(other.body()))).as(name).isEqualTo(RpcError.HEADER_MISMATCH);
            var twice = ModernNotes.send(
                    notes.request(notes.caller, message).header(name, "other").build());
            assertThat(code(ModernNotes.json(twice.body()))).as(name).isEqualTo(RpcError.HEADER_MISMATCH);
        }
        var bare = ModernNotes.send(notes.raw(notes.caller, message.bytes()).build());
        assertThat(code(ModernNotes.json(bare.body()))).isEqualTo(RpcError.HEADER_MISMATCH);
    }

    @Test
    void speaksNoOtherRevision() {
        var body = new String(
                        ModernNotes.message(Protocol.DISCOVER, new Params.Discover(), NONE)
                                .bytes(),
                        StandardCharsets.UTF_8)
                .replace("2026-07-28", "2031-01-01");
        var answer = ModernNotes.send(notes.raw(notes.caller, body.getBytes(StandardCharsets.UTF_8))
                .header(Protocol.VERSION_HEADER, "2031-01-01")
                .header(Protocol.METHOD_HEADER, Protocol.DISCOVER)
                .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        var error = ModernNotes.json(answer.body()).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(RpcError.UNSUPPORTED_VERSION);
        assertThat(error.path("data").path("requested").asString()).isEqualTo("2031-01-01");
    }

    @Test
    void asksThePersonAndDoesWhatWasShownOnce() {
        var pay = call("notes_note_pay", "{\"title\":\"rent\",\"amount\":\"10.00\"}");
        var asked = notes.result(Protocol.TOOLS_CALL, pay, FORMS);
        assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
        assertThat(asked.path("inputRequests").path("approval").toString()).contains("Noted: rent.");

        var yes = ModernNotes.again(pay, asked, "{\"action\":\"accept\",\"content\":{\"approve\":true}}");
        var done = notes.result(Protocol.TOOLS_CALL, yes, FORMS);
        assertThat(done.path("structuredContent").path("title").asString()).isEqualTo("rent");
        assertThat(removed("rent")).isEqualTo(1);
        var replayed = notes.result(Protocol.TOOLS_CALL, yes, FORMS);
        assertThat(refusal(replayed)).isEqualTo("grant_used");
        assertThat(titled("rent")).isZero();
    }

    @Test
    void doesNothingUnlessThePersonSaysYes() {
        var pay = call("notes_note_pay", "{\"title\":\"yacht\"}");
        var asked = notes.result(Protocol.TOOLS_CALL, pay, FORMS);
        for (var no : new String[] {
            "{\"action\":\"decline\"}",
            "{\"action\":\"cancel\"}",
            "{\"action\":\"accept\",\"content\":{}}",
            "{\"action\":\"accept\",\"content\":{\"approve\":false}}",
            "{\"action\":\"accept\"}"
        }) {
            assertThat(refusal(notes.result(Protocol.TOOLS_CALL, ModernNotes.again(pay, asked, no), FORMS)))
                    .as(no)
                    .isEqualTo("declined");
        }
        var vague = notes.result(Protocol.TOOLS_CALL, ModernNotes.again(pay, asked, "7"), FORMS);
        assertThat(vague.path("resultType").asString()).isEqualTo("input_required");
        assertThat(titled("yacht")).isZero();
    }

    @Test
    void takesNoStateThatIsChangedOrAnothers() {
        var pay = call("notes_note_pay", "{\"title\":\"car\"}");
        var asked = notes.result(Protocol.TOOLS_CALL, pay, FORMS);
        var yes = ModernNotes.again(pay, asked, "{\"action\":\"accept\",\"content\":{\"approve\":true}}");
        String state = String.valueOf(yes.requestState());
        String first = state.startsWith("A") ? "B" : "A";
        for (String bad : new String[] {state + "A", first + state.substring(1), state.substring(8), "", "%", "AAAA"}) {
            var changed = new Params.CallTool(yes.name(), yes.arguments(), yes.inputResponses(), bad);
            assertThat(code(notes.ask(Protocol.TOOLS_CALL, changed, FORMS))).isEqualTo(RpcError.INVALID_PARAMS);
        }
        assertThat(code(notes.ask(notes.somebodyElse(), Protocol.TOOLS_CALL, yes, FORMS)))
                .isEqualTo(RpcError.INVALID_PARAMS);
        var dearer = new Params.CallTool(
                yes.name(),
                call("notes_note_pay", "{\"title\":\"car\",\"amount\":\"99999.00\"}")
                        .arguments(),
                yes.inputResponses(),
                state);
        assertThat(code(notes.ask(Protocol.TOOLS_CALL, dearer, FORMS))).isEqualTo(RpcError.INVALID_PARAMS);
        assertThat(titled("car")).isZero();
    }

    @Test
    void parksWhatTheClientCannotAskAndRunsItOnceApproved() {
        var pay = call("notes_note_pay", "{\"title\":\"desk\"}");
        var parked = notes.result(Protocol.TOOLS_CALL, pay, NONE);
        assertThat(refusal(parked)).isEqualTo("needs_approval");
        assertThat(parked.toString()).contains("It waits at the desk.");
        notes.people.approveAll();
        assertThat(notes.result(Protocol.TOOLS_CALL, pay, NONE).path("isError").asBoolean())
                .isFalse();
        assertThat(removed("desk")).isEqualTo(1);
        assertThat(refusal(notes.result(Protocol.TOOLS_CALL, pay, NONE))).isEqualTo("needs_approval");
        assertThat(titled("desk")).isZero();
    }

    @Test
    void parksForLegacyClientsToo() {
        String pay = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                + "{\"name\":\"notes_note_pay\",\"arguments\":{\"title\":\"old desk\"}}}";
        var body = pay.getBytes(StandardCharsets.UTF_8);
        assertThat(ModernNotes.send(notes.raw(notes.caller, body).build()).body())
                .contains("It waits at the desk.");
        notes.people.approveAll();
        assertThat(ModernNotes.send(notes.raw(notes.caller, body).build()).body())
                .contains("\"isError\":false");
    }

    @Test
    void readsRecordsByTheirAddress() {
        notes.result(Protocol.TOOLS_CALL, call("notes_note_add", "{\"title\":\"blue book\"}"), NONE);
        var read = notes.result(
                Protocol.RESOURCES_READ, new Params.ReadResource("notes://notes/blue%20book", null, null), NONE);
        assertThat(read.path("contents").path(0).path("text").asString()).contains("blue book");
        assertThat(read.path("cacheScope").asString()).isEqualTo("private");
        assertThat(code(notes.ask(
                        Protocol.RESOURCES_READ, new Params.ReadResource("crm://accounts/1", null, null), NONE)))
                .isEqualTo(RpcError.INVALID_PARAMS);
        var templates = notes.result(Protocol.RESOURCE_TEMPLATES_LIST, new Params.Page(null), NONE);
        assertThat(templates.toString()).contains("notes://notes/{id}");
    }

    @Test
    void completesNamesAndRendersPlaybooks() {
        notes.result(Protocol.TOOLS_CALL, call("notes_note_add", "{\"title\":\"garden plan\"}"), NONE);
        var named = new Params.Complete(
                new Params.Complete.Reference("ref/prompt", "notes_tidy", null),
                new Params.Complete.Argument("about", "garden"),
                null);
        assertThat(notes.result(Protocol.COMPLETE, named, NONE).toString()).contains("garden plan");
        var rendered = notes.result(
                Protocol.PROMPTS_GET,
                new Params.GetPrompt("notes_tidy", Map.of("about", "the garden"), null, null),
                NONE);
        assertThat(rendered.toString()).contains("Look at the notes about the garden with notes_note_search.");
        assertThat(code(notes.ask(
                        Protocol.PROMPTS_GET, new Params.GetPrompt("notes_tidy", Map.of(), null, null), NONE)))
                .isEqualTo(RpcError.INVALID_PARAMS);
    }

    private static int removed(String title) {
        return notes.server.store().write(notes.caller.tenant(), tx -> tx.sql()
                .execute("DELETE FROM note WHERE title = ?", title));
    }

    private static int titled(String title) {
        return notes.server.store().read(notes.caller.tenant(), tx -> tx.sql()
                .createQuery("SELECT count(*) FROM note WHERE title = :title")
                .bind("title", title)
                .mapTo(Integer.class)
                .one());
    }

    private static int code(JsonNode answer) {
        return answer.path("error").path("code").asInt();
    }

    private static String refusal(JsonNode result) {
        return result.path("_meta").path("dev.bac/code").asString("");
    }
}
