package dev.bac.agents;

import static dev.bac.agents.Scripts.calls;
import static dev.bac.agents.Scripts.saying;
import static dev.bac.agents.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ToolDefinition;
import dev.bac.retrieval.Embedder;
import dev.bac.tools.Effect;
import dev.bac.tools.InMemoryToolbox;
import dev.bac.tools.OfferedTools;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolOffers;
import dev.bac.tools.ToolOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An agent of four hundred tools: a model is shown few of them, and what it was shown stays where it was. */
class ManyToolsTest {
    private static final List<String> THINGS =
            List.of("invoice", "contact", "ticket", "parcel", "meeting", "recipe", "song", "flight", "room", "meter");
    private static final int EACH = 40;

    private final InMemoryToolbox toolbox = new InMemoryToolbox();
    private final List<ChatRequest> asked = new ArrayList<>();
    private final Transcript transcript = Transcript.of("Show me the parcel of 7");
    private final AgentLibrary library = new AgentLibrary(List.of(Agents.clerk("")));
    private final Agent agent = Agents.read("many", """
            tools:
              - {server: foreign, allow: ["foreign_*"]}
            handoffs: [clerk]
            """);

    ManyToolsTest() {
        for (var thing : THINGS) {
            for (int i = 0; i < EACH; i++) {
                var schema = JsonMapper.shared().createObjectNode().put("type", "object");
                schema.putObject("properties").putObject("id").put("type", "string");
                toolbox.add(
                        new Tool(
                                "foreign",
                                "foreign_%s_%d".formatted(thing, i),
                                "Show %s %d".formatted(thing, i),
                                "Shows the %s of %d.".formatted(thing, i),
                                Effect.READ,
                                "none",
                                schema,
                                JsonMapper.shared().createObjectNode(),
                                List.of()),
                        (_, call) -> new ToolOutcome.Done("ran " + call.tool(), call.arguments()));
            }
        }
    }

    private Run run(ChatModel model, Transcript said) {
        var offers = new ToolOffers(Embedder.none(), new OfferedTools.Limits(3_000, 5));
        return new AgentLoop(model, toolbox, library, () -> Instant.parse("2026-11-21T10:00:00Z"), offers)
                .run(Company.ANN, agent, said, RunContext.of("run", Company.FACTS), _ -> {});
    }

    private static List<String> bytes(ChatRequest request) {
        return request.tools().stream()
                .map(tool -> JsonMapper.shared().writeValueAsString(tool))
                .toList();
    }

    private static List<String> names(ChatRequest request) {
        return request.tools().stream().map(ToolDefinition::name).toList();
    }

    @Test
    void showsFewAndMovesNoneOfThemOverTurnsAndMessages() {
        var model = saying(
                asked,
                calls("foreign_parcel_7", "{}"),
                calls("find_tools", "{\"query\":\"book a flight\"}"),
                calls("foreign_flight_0", "{}"),
                text("There you are."),
                text("And that."));
        run(model, transcript);
        AgentLoop.say(transcript, RunContext.of("run", Company.FACTS), Message.User.of("Which song is it?"));
        run(model, transcript);

        assertThat(asked).hasSize(5);
        assertThat(names(asked.getFirst()))
                .startsWith("find_tools", "handoff_clerk")
                .contains("foreign_parcel_7")
                .hasSizeLessThan(10);
        for (int turn = 1; turn < asked.size(); turn++) {
            var before = bytes(asked.get(turn - 1));
            assertThat(bytes(asked.get(turn)).subList(0, before.size())).isEqualTo(before);
        }
        assertThat(bytes(asked.get(1))).isEqualTo(bytes(asked.get(0)));
        assertThat(names(asked.get(2))).anyMatch(name -> name.startsWith("foreign_flight_"));
        assertThat(names(asked.get(4)))
                .anyMatch(name -> name.startsWith("foreign_song_"))
                .hasSizeLessThan(20);
    }

    @Test
    void tellsTheModelWhichToolsItFound() {
        run(saying(asked, calls("find_tools", "{\"query\":\"recipe\"}"), text("x")), transcript);
        var found = (Message.ToolResults) transcript.messages().get(2);
        assertThat(found.results().getFirst().failed()).isFalse();
        assertThat(found.results().getFirst().text()).contains("foreign_recipe_");
    }

    @Test
    void callsAToolThatWasNotShownAndShowsItFromThenOn() {
        var run = run(saying(asked, calls("foreign_meter_39", "{}"), text("x")), transcript);
        assertThat(run).isInstanceOf(Run.Answered.class);
        assertThat(names(asked.get(0))).doesNotContain("foreign_meter_39");
        assertThat(names(asked.get(1))).endsWith("foreign_meter_39");
    }

    @Test
    void showsAllInTheirOrderWhenTheyAreFew() {
        new AgentLoop(saying(asked, text("x")), toolbox, library, Instant::now)
                .run(Company.ANN, agent, transcript, RunContext.of("run", Company.FACTS), _ -> {});
        assertThat(names(asked.getFirst()))
                .hasSize(THINGS.size() * EACH + 1)
                .startsWith("foreign_invoice_0")
                .endsWith("handoff_clerk")
                .doesNotContain("find_tools");
    }
}
