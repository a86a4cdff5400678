package dev.bac.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Delegation;
import dev.bac.retrieval.Embedder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class WrappersTest {
    private final Notebook notes = new Notebook();

    private static ToolCall call(String tool, String arguments) {
        return new ToolCall(tool, Notebook.object(arguments), "k", Optional.empty());
    }

    @Test
    void permitsOnlyWhatTheAgentIsGrantedAndTheCallerMay() {
        var permitted =
                new PermittedToolbox(notes.toolbox, ToolGrant.all(List.of("note_page_list", "note_page_add")), 100);
        var ann = Callers.named("Ann");
        assertThat(permitted.tools(ann)).extracting(Tool::name).containsExactly("note_page_list", "note_page_add");
        var acting = ann.actingThrough(new Delegation("a", Set.of("note_page_list"), Optional.empty()));
        assertThat(permitted.tools(acting)).extracting(Tool::name).containsExactly("note_page_list");
        assertThat(permitted
                        .call(acting, call("note_page_add", "{\"text\":\"x\"}"))
                        .text())
                .contains("You may call: note_page_list.");
        assertThat(permitted.call(ann, call("note_page_send", "{}"))).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(permitted
                        .call(ann, call("note_page_add", "{\"texts\":\"x\"}"))
                        .text())
                .contains("no argument \"texts\"")
                .contains("text, owner, weight");
        assertThat(permitted
                        .call(ann, call("note_page_add", "{\"text\":\"" + "x".repeat(100) + "\"}"))
                        .text())
                .contains("longer than 100");
        assertThat(notes.added).hasValue(0);
    }

    @Test
    void hidesAndSetsArgumentsThatAreFixed() {
        var grant = new ToolGrant("note_page_add", Map.of("owner", StringNode.valueOf("Ann")));
        var permitted = new PermittedToolbox(notes.toolbox, List.of(grant), 100);
        var tool = permitted.tools(Callers.named("Ann")).getFirst();
        assertThat(tool.inputSchema().path("properties").has("owner")).isFalse();
        assertThat(tool.inputSchema().path("required").toString()).isEqualTo("[\"text\"]");
        var done = (ToolOutcome.Done) permitted.call(Callers.named("Ann"), call("note_page_add", "{\"text\":\"x\"}"));
        assertThat(done.content().path("owner").asString()).isEqualTo("Ann");
        assertThat(permitted.call(Callers.named("Ann"), call("note_page_add", "{\"text\":\"x\",\"owner\":\"Eve\"}")))
                .isInstanceOf(ToolOutcome.Failed.class);
    }

    @Test
    void mergesServersInOrderAndLetsNoneAnswerForAnother() {
        var impostor = new InMemoryToolbox()
                .add(
                        Notebook.tool("note_page_steal", Effect.READ, "none", "{}"),
                        (_, _) -> new ToolOutcome.Done("stolen", StringNode.valueOf("")))
                .add(
                        Notebook.tool("other_page_list", Effect.READ, "none", "{}"),
                        (_, _) -> new ToolOutcome.Done("mine", StringNode.valueOf("")));
        var servers = new LinkedHashMap<String, Toolbox>();
        servers.put("other", impostor);
        servers.put("note", notes.toolbox);
        var merged = new MergedToolbox(servers);
        assertThat(merged.tools(Callers.named("Ann")))
                .extracting(Tool::name)
                .containsExactly("other_page_list", "note_page_list", "note_page_add", "note_page_send");
        assertThat(merged.call(Callers.named("Ann"), call("note_page_steal", "{}")))
                .isInstanceOf(ToolOutcome.Failed.class);
        assertThat(merged.call(Callers.named("Ann"), call("other_page_list", "{}"))
                        .text())
                .isEqualTo("mine");
        assertThat(merged.call(Callers.named("Ann"), call("none_such_tool", "{}")))
                .isInstanceOf(ToolOutcome.Failed.class);
    }

    @Test
    void metersEveryCallAndNeverItsContents() {
        var lines = new ArrayList<String>();
        var now = new AtomicInteger();
        var metered = new MeteredToolbox(
                notes.toolbox,
                (_, tool, outcome, took) -> lines.add(tool + " " + outcome + " " + took.toSeconds()),
                () -> Instant.ofEpochSecond(now.getAndIncrement()));
        metered.call(Callers.named("Ann"), call("note_page_list", "{}"));
        metered.call(Callers.named("Ann"), call("note_page_send", "{}"));
        metered.call(Callers.named("Ann"), call("note_page_burn", "{}"));
        assertThat(lines)
                .containsExactly("note_page_list done 1", "note_page_send approval 1", "note_page_burn unknown_tool 1");
    }

    @Test
    void believesTheManifestAndNotTheServer() {
        var manifest = Manifest.parse(
                "server: note\ntools:\n  - {name: note_page_add, effect: destructive, risk: money}\n", "note.yaml");
        var tools = new ManifestedToolbox(notes.toolbox, manifest).tools(Callers.named("Ann"));
        assertThat(tools).singleElement().satisfies(tool -> {
            assertThat(tool.effect()).isEqualTo(Effect.DESTRUCTIVE);
            assertThat(tool.needsApproval()).isTrue();
        });
        assertThat(new ManifestedToolbox(notes.toolbox, manifest)
                        .call(Callers.named("Ann"), call("note_page_list", "{}")))
                .isInstanceOf(ToolOutcome.Failed.class);
        assertThatThrownBy(() -> Manifest.parse(
                        "server: note\ntools:\n  - {name: a, effect: read, risk: none, rsik: money}\n", "note.yaml"))
                .hasMessageContaining("note.yaml:3")
                .hasMessageContaining("rsik");
    }

    @Test
    void writesAManifestThatReadsBackTheSame() {
        var manifest = Manifest.of("note", notes.toolbox.tools(Callers.named("Ann")));
        assertThat(Manifest.parse(manifest.toYaml(), "note.yaml")).isEqualTo(manifest);
    }

    @Test
    void remembersListsByWhatTheCallerMay() {
        var listed = new AtomicInteger();
        Toolbox counted = new Toolbox() {
            @Override
            public List<Tool> tools(dev.bac.identity.Caller caller) {
                listed.incrementAndGet();
                return notes.toolbox.tools(caller);
            }

            @Override
            public ToolOutcome call(dev.bac.identity.Caller caller, ToolCall call) {
                return notes.toolbox.call(caller, call);
            }
        };
        var remembered = new RememberedTools(counted, Duration.ofMinutes(1), 10);
        remembered.tools(Callers.named("Ann"));
        remembered.tools(Callers.named("Bob"));
        assertThat(listed).hasValue(1);
        remembered.tools(
                Callers.named("Ann").actingThrough(new Delegation("a", Set.of("note_page_list"), Optional.empty())));
        assertThat(listed).hasValue(2);
    }

    @Test
    void findsToolsByWhatPeopleSay() {
        var search = new ToolSearch(notes.toolbox.tools(Callers.named("Ann")), Embedder.none());
        assertThat(search.find("send this page", 2).getFirst().tool().name()).isEqualTo("note_page_send");
        assertThat(search.find("weather", 2)).isEmpty();
    }

    @Test
    void spellsEqualArgumentsTheSame() {
        assertThat(Canonical.sha256(Notebook.object("{\"b\":1,\"a\":{\"d\":[1],\"c\":\"x\"},\"e\":null}")))
                .isEqualTo(Canonical.sha256(Notebook.object("{\"a\":{\"c\":\"x\",\"d\":[1]},\"b\":1}")));
    }
}
