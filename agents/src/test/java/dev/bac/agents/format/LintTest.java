package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.Agents;
import dev.bac.agents.Company;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LintTest {
    private static List<String> rules(Agent... agents) {
        return Lint.check(new AgentLibrary(List.of(agents)), new Company().known()).stream()
                .map(Lint.Finding::rule)
                .toList();
    }

    @Test
    void findsNothingInTheShippedAgents() {
        assertThat(Lint.check(Fleet.shipped(), new Company().known())).isEmpty();
        assertThat(Fleet.shipped().all()).isNotEmpty().allSatisfy(agent -> assertThat(agent.tests())
                .hasSizeGreaterThanOrEqualTo(3));
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
                twin.asks(),
                twin.limits(),
                twin.access(),
                twin.cache(),
                twin.tests(),
                "");
        assertThat(rules(twin, other)).contains("same-agent");
        assertThat(rules(twin, bounded(other, Set.of("admin")))).contains("colliding-descriptions");
    }

    private static Agent bounded(Agent agent, Set<String> use) {
        return new Agent(
                agent.name(),
                agent.about(),
                agent.description(),
                agent.starters(),
                agent.model(),
                agent.guidance(),
                agent.variables(),
                agent.tools(),
                agent.handoffs(),
                agent.asks(),
                agent.limits(),
                new Agent.Access(use),
                agent.cache(),
                agent.tests(),
                "");
    }

    @Test
    void wantsTestsStartersAndBoundsOfAnAgentThatPeopleUse() {
        assertThat(
                        rules(
                                Agents.read(
                                        "a",
                                        "tools: [{server: crm, allow: [crm_lead_list]}]\nstarters: []\ntests: [{say: x, script: [{answer: y}], expectText: [y]}]")))
                .doesNotContain("few-tests");
        var live = Fleet.shipped().find("stock-keeper").orElseThrow();
        assertThat(rules(shorn(live))).contains("few-tests", "no-starter", "no-plain-test", "no-bounds-test");
    }

    /** One scripted test is left of it, and no starter. */
    private static Agent shorn(Agent agent) {
        return new Agent(
                agent.name(),
                agent.about(),
                agent.description(),
                List.of(),
                agent.model(),
                agent.guidance(),
                agent.variables(),
                agent.tools(),
                agent.handoffs(),
                agent.asks(),
                agent.limits(),
                agent.access(),
                agent.cache(),
                agent.tests().stream()
                        .filter(test ->
                                !test.script().isEmpty() && test.forbidTools().isEmpty())
                        .limit(1)
                        .toList(),
                "");
    }

    @Test
    void findsAgentsThatAskEachOtherInACircle() {
        assertThat(rules(Agents.read("a", "ask: [b]"), Agents.read("b", "ask: [c]"), Agents.read("c", "ask: [a]")))
                .contains("ask-cycle");
        assertThat(rules(Agents.read("a", "ask: [a]"))).contains("ask-cycle");
        assertThat(rules(Agents.read("a", "ask: [b, c]"), Agents.read("b", "ask: [c]"), Agents.read("c", "")))
                .doesNotContain("ask-cycle");
        assertThat(rules(Agents.read("a", "ask: [bb]"), Agents.read("b", ""))).contains("undefined-agent");
        assertThat(rules(Agents.read("a", "ask: [b]\nlimits: {depth: 0}"), Agents.read("b", "")))
                .contains("ask-without-depth");
    }

    @Test
    void findsAnAgentThatChangesMuchAndNeverAsks() {
        assertThat(
                        rules(
                                Agents.read(
                                        "a",
                                        "tools: [{server: erp, allow: [erp_item_save, erp_order_create, erp_order_deliver, erp_order_update, erp_price_set]}]")))
                .contains("unapproved-writes");
    }
}
