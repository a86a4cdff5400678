package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.Agents;
import dev.bac.agents.Company;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintTest {
    private static List<String> rules(Agent... agents) {
        return Lint.check(new AgentLibrary(List.of(agents)), new Company().effects()).stream()
                .map(Lint.Finding::rule)
                .toList();
    }

    @Test
    void findsNothingInTheShippedAgents() {
        assertThat(Lint.check(Fleet.shipped(), new Company().effects())).isEmpty();
        assertThat(Fleet.shipped().all()).isNotEmpty().allSatisfy(agent -> assertThat(agent.tests())
                .hasSizeGreaterThanOrEqualTo(4));
    }

    @Test
    void findsToolsAndAgentsThatDoNotExist() {
        assertThat(rules(Agents.read("a", "tools: [{server: crm, allow: [crm_lead_crate]}]\nhandoffs: [b]")))
                .contains("undefined-tool", "undefined-agent", "untested");
    }

    @Test
    void findsHandoffsThatLeadBack() {
        assertThat(rules(
                        Agents.read("a", "handoffs: [b]"),
                        Agents.read("b", "handoffs: [c]"),
                        Agents.read("c", "handoffs: [a]")))
                .contains("handoff-cycle");
    }

    @Test
    void findsUntestedWritesAndReadsThatWantApproval() {
        assertThat(
                        rules(
                                Agents.read(
                                        "a",
                                        "tools: [{server: crm, allow: [crm_lead_create, crm_lead_list], approval: {tools: [crm_lead_list]}}]")))
                .contains("untested-write", "approval-of-a-read");
    }

    @Test
    void findsDescriptionsThatCollide() {
        assertThat(rules(Agents.read("stock", ""), Agents.read("stocks", ""))).doesNotContain("colliding-descriptions");
        var twin = Fleet.shipped().find("stock-keeper").orElseThrow();
        var other = new Agent(
                "twin",
                twin.about(),
                twin.description() + " Too.",
                twin.starters(),
                twin.model(),
                twin.guidance(),
                twin.variables(),
                twin.tools(),
                twin.handoffs(),
                twin.limits(),
                twin.access(),
                twin.cache(),
                twin.tests(),
                "");
        assertThat(rules(twin, other)).contains("colliding-descriptions");
    }
}
