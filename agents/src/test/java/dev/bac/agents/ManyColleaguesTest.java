package dev.bac.agents;

import static dev.bac.agents.Scripts.calls;
import static dev.bac.agents.Scripts.saying;
import static dev.bac.agents.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ToolDefinition;
import dev.bac.tools.ToolOffers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A front desk of sixty colleagues: a model is shown few of them, can look for others, and none of them moves. */
class ManyColleaguesTest {
    private static final int MANY = 60;
    private static final int SHOWN = 12;

    private final List<ChatRequest> asked = new ArrayList<>();
    private final Company company = new Company();
    private final Agent desk = Agents.read("desk", "handoffs: [\"*\"]\n");
    private final AgentLibrary library;

    ManyColleaguesTest() {
        var all = new ArrayList<Agent>();
        for (int i = 0; i < MANY; i++) {
            all.add(Agents.read("clerk-" + i, "tools:\n  - {server: crm, allow: [crm_contact_search]}\n"));
        }
        all.add(desk);
        library = new AgentLibrary(all);
    }

    /** Whoever has the number that was said comes first, and those after it. */
    private static List<ToolDefinition> ranked(List<ToolDefinition> handovers, String said) {
        int number = Integer.parseInt(said.replaceAll("\\D", ""));
        var ranked = new ArrayList<ToolDefinition>();
        for (int i = 0; i < MANY; i++) {
            var name = "handoff_clerk_" + (number + i) % MANY;
            handovers.stream().filter(one -> one.name().equals(name)).forEach(ranked::add);
        }
        return ranked;
    }

    private void run(ChatModel model, Transcript said) {
        var offers =
                new AgentLoop.Offers(ToolOffers.everything(), new HandoffOffers(ManyColleaguesTest::ranked, SHOWN));
        new AgentLoop(model, company.toolbox, library, () -> Instant.EPOCH, offers)
                .run(Company.ANN, desk, said, RunContext.of("run", Company.FACTS), _ -> {});
    }

    private static List<String> names(ChatRequest request) {
        return request.tools().stream().map(ToolDefinition::name).toList();
    }

    @Test
    void showsTheNearestAndASearchInsteadOfAll() {
        run(saying(asked, text("x")), Transcript.of("Number 7, please"));
        assertThat(names(asked.getFirst()))
                .hasSize(SHOWN + 1)
                .startsWith("find_colleague", "handoff_clerk_7", "handoff_clerk_8");
        assertThat(asked.getFirst().tools().getFirst().leadsTo())
                .as("what the planner weighs, which no vendor is sent")
                .hasSize(MANY);
        assertThat(Routes.tokens(asked.getFirst().tools()))
                .isLessThan(Routes.tokens(Routes.of(library, Company.ANN, desk, company.toolbox)) / 4);
    }

    @Test
    void looksForOthersAndMovesNoneThatWasShown() {
        run(
                saying(
                        asked,
                        calls("find_colleague", "{\"work\":\"number 40\"}"),
                        calls("handoff_clerk_41", "{}"),
                        text("Here I am.")),
                Transcript.of("Number 7, please"));
        assertThat(names(asked.get(1))).startsWith(names(asked.get(0)).toArray(String[]::new));
        assertThat(names(asked.get(1))).hasSize(2 * SHOWN + 1).contains("handoff_clerk_40", "handoff_clerk_51");
        assertThat(names(asked.get(2)))
                .as("the clerk's own, and the way back")
                .contains("crm_contact_search", "handoff_desk")
                .hasSize(2);
    }

    @Test
    void takesAHandoffThatWasNotShown() {
        run(saying(asked, calls("handoff_clerk_55", "{}"), text("Here I am.")), Transcript.of("Number 7, please"));
        assertThat(names(asked.get(1))).contains("crm_contact_search");
    }
}
