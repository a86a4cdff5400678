package dev.bac.agents;

import static dev.bac.agents.Scripts.calls;
import static dev.bac.agents.Scripts.saying;
import static dev.bac.agents.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.tools.Effect;
import dev.bac.tools.InMemoryToolbox;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A place that an answer cites is one that the search gave, or the answer says that it is not. */
class CitationsTest {
    private static final String GIVEN =
            "{\"items\":[{\"cite\":\"[Returns \\\"2026\\\", Opened boxes]\",\"text\":\"30 days\"}]}";
    private final List<ChatRequest> asked = new ArrayList<>();
    private final List<Message> kept = new ArrayList<>();

    private String answer(String answer) {
        var toolbox = new InMemoryToolbox();
        toolbox.add(
                new Tool(
                        "knowledge",
                        "knowledge_passage_search",
                        "Search",
                        "Search",
                        Effect.READ,
                        "none",
                        Company.json(
                                "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"},\"collections\":{\"type\":\"array\"}}}"),
                        Company.json("{}"),
                        List.of()),
                (_, _) -> new ToolOutcome.Done(GIVEN, Company.json(GIVEN)));
        var agent = Agents.read("reader", "knowledge: [{collection: policies, citations: required}]");
        var transcript = new Transcript(List.of(Message.User.of("how long?")), kept::add);
        var said = new StringBuilder();
        var run = new AgentLoop(
                        saying(asked, calls("knowledge_passage_search", "{\"query\": \"returns\"}"), text(answer)),
                        toolbox,
                        new AgentLibrary(List.of()),
                        () -> Instant.EPOCH)
                .run(Company.ANN, agent, transcript, RunContext.of("run", Map.of()), event -> {
                    if (event instanceof AgentEvent.Text piece) {
                        said.append(piece.piece());
                    }
                });
        assertThat(((Run.Answered) run).text())
                .as("what is kept is what was said")
                .isEqualTo(said.toString());
        return said.toString();
    }

    @Test
    void leavesAnAnswerAloneThatCitesWhatWasFound() {
        var good =
                "30 days [Returns \"2026\", Opened boxes]. See [the page](https://x.example) and [1], ![a picture](x).";
        assertThat(answer(good)).isEqualTo(good);
    }

    @Test
    void namesAPlaceThatNobodyFound() {
        assertThat(answer("30 days [Returns \"2026\", Opened boxes], 60 for members [Members, page 7]."))
                .endsWith("do not rely on it: [Members, page 7])");
    }
}
