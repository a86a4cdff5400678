package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.agents.Agent;
import dev.bac.prompts.PromptLibrary;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeFieldsTest {
    private static final String AGENT = """
            apiVersion: bac/v1
            kind: Agent
            metadata: {name: clerk, title: Clerk, department: General}
            description: Answers from the documents.
            instructions: Be brief.
            """;

    @Test
    void searchesOnlyTheCollectionsThatAreNamed() {
        var agent = agent("""
                knowledge:
                  - {collection: policies, citations: required}
                  - {collection: manuals}
                """);

        assertThat(agent.toolNames()).containsExactly("knowledge_passage_search");
        assertThat(agent.tools().getFirst().bind().get("collections")).hasToString("[\"policies\",\"manuals\"]");
        assertThat(agent.guidance().render(Map.of())).startsWith("Be brief.").contains("square brackets");
    }

    @Test
    void keepsNotesForWhomAndAsLongAsItsFileSays() {
        var agent = agent("memory: {scope: team, ttlDays: 30}\n");

        assertThat(agent.toolNames())
                .containsExactlyInAnyOrder("knowledge_note_save", "knowledge_note_list", "knowledge_note_forget");
        assertThat(bound(agent)).contains("audience=\"team\"", "days=30");
    }

    @Test
    void refusesWhatItDoesNotKnowWithItsLine() {
        assertThatThrownBy(() -> agent("memory: {scope: everybody}\n"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("6:")
                .hasMessageContaining("user, team or agent");
        assertThatThrownBy(() -> agent("memory: {scope: user, ttlDays: 0}\n")).hasMessageContaining("1 to 3650");
        assertThatThrownBy(() -> agent("knowledge: [{collection: Policies}]\n")).hasMessageContaining("small letters");
        assertThatThrownBy(() -> agent("knowledge: [{citations: required}]\n"))
                .hasMessageContaining("collection is missing");
    }

    private static String bound(Agent agent) {
        return agent.tools().getFirst().bind().toString();
    }

    private static Agent agent(String more) {
        return new AgentFile(PromptLibrary.read(Map.of())).parse(AGENT + more, "clerk.yaml");
    }
}
