package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.Agent;
import dev.bac.agents.ApprovalRule;
import dev.bac.agents.ToolAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/agents.md} says what ships. {@code -Dbac.accept=true} writes it anew. */
class AgentsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("bac.root", ".."), "docs", "agents.md");

    @Test
    void listsEveryAgentThatShips() throws IOException {
        var page = page(Fleet.shipped().all());
        if (Boolean.getBoolean("bac.accept")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    private static String page(List<Agent> agents) {
        var byDepartment = new TreeMap<String, List<Agent>>();
        agents.forEach(agent -> byDepartment
                .computeIfAbsent(agent.about().department(), _ -> new ArrayList<>())
                .add(agent));
        var lines = new ArrayList<String>();
        lines.add("# Agents");
        lines.add("");
        lines.add(
                "Generated from `agents/library`. %d agents in %d departments, with %d tests that need no model: `./bac agents test`. A request goes to the front desk, which finds the agent: `./bac agents bench` measures how well."
                        .formatted(
                                agents.size(),
                                byDepartment.size(),
                                agents.stream()
                                        .mapToInt(agent -> agent.tests().size())
                                        .sum()));
        lines.add("");
        lines.add(
                "No two of them can do the same within the same bounds; `./bac agents lint` proves it. *(x = y)* is an argument that is fixed and that no model can change. Beside the approvals named here, the servers ask for one themselves wherever money moves, something leaves the company or many records change (see [tools](tools.md)).");
        byDepartment.forEach((department, those) -> {
            lines.add("");
            lines.add("## " + department);
            lines.add("");
            lines.add("| agent | what it does | tools | asks a person | for |");
            lines.add("|---|---|---|---|---|");
            those.forEach(agent -> lines.add(row(agent)));
        });
        lines.add("");
        lines.addAll(MISSING.formatted(agents.size()).lines().toList());
        return String.join("\n", lines) + "\n";
    }

    private static String row(Agent agent) {
        return "| %s `%s` | %s | %s | %s | %s |"
                .formatted(
                        agent.about().title(),
                        agent.name(),
                        agent.description().replace("|", "\\|"),
                        agent.tools().stream().map(AgentsPageTest::tools).collect(Collectors.joining("; ")),
                        agent.tools().stream()
                                .flatMap(access -> access.approval().stream())
                                .map(AgentsPageTest::asks)
                                .collect(Collectors.joining("; ")),
                        agent.access().use().isEmpty()
                                ? "everybody"
                                : String.join(", ", new TreeSet<>(agent.access().use())));
    }

    private static String tools(ToolAccess access) {
        var fixed = new TreeMap<>(access.bind())
                .entrySet().stream()
                        .map(one -> one.getKey() + " = "
                                + one.getValue().asString(one.getValue().toString()))
                        .collect(Collectors.joining(", "));
        return access.allow().stream().map(tool -> "`" + tool + "`").collect(Collectors.joining(", "))
                + (fixed.isEmpty() ? "" : " *(" + fixed + ")*");
    }

    private static String asks(ApprovalRule rule) {
        return rule.needs().approvers().told("whoever asks")
                + rule.when()
                        .map(when -> " when `" + when.toString().replace("|", "\\|") + "`")
                        .orElse("");
    }

    private static final String MISSING = """
            ## How many stand, and what the others would need

            An agent ships when today's tools carry a purpose of its own: what it can do, or within which bounds, is no other agent's, its
            words are its own, and its tests show both. Two hundred were asked for; %d stand. The rest of the list would have been the same
            agent under another name, or one that promises what no tool does. It needs these tools first:

            | department | agents left out | tools that are missing |
            |---|---|---|
            | Customer service | ticket desk, escalation desk, satisfaction analyst, knowledge-base editor, repair tracker | tickets with state, priority and deadline; surveys; articles with versions; repair orders |
            | Marketing | landing-page writer, event manager, social-media planner, A/B tester, webinar host, press desk | forms, events with guests, channels to post to, opens and clicks of campaigns |
            | People | leave planner, time keeper, expense clerk, recruiter, payroll clerk, training planner, appraisal secretary, shift planner | employees, absences, working times, expenses with receipts, applicants, payroll, courses, shifts |
            | Legal | contract keeper, deadline keeper, retention officer, NDA writer, trademark watch | contracts as records with terms and deadlines, deletion by rule, drafts to sign |
            | Finance | asset accountant, loan clerk, direct-debit clerk, intercompany clerk, VAT return clerk, card clerk, factoring clerk | fixed assets, loans, SEPA files, several companies in one book, tax returns, card statements |
            | Warehouse | bin manager, carrier booker, customs clerk, label printer, dock planner | stock by bin as records, carriers and labels, customs tariffs, time slots |
            | Production | capacity planner, quality inspector, maintenance planner, machine-hour reporter, rework clerk | work centres and calendars, inspections, machines, times on work orders |
            | IT and data | access reviewer, backup watch, report builder, integration watch, licence keeper | roles and grants as tools, runs and health as tools, queries over several domains |
            | Management | objectives keeper, meeting secretary, approval delegate, headcount planner | objectives, minutes, absences of approvers, employees |
            | Personal | calendar keeper, mail assistant, travel booker | calendars and mailboxes of the person, travel offers |
            | Pharmacy and health | prescription desk, interaction checker, controlled-drug register, patient reception | prescriptions, a drug catalogue, a register with four eyes, patients |
            | Retail | till closer, loyalty desk, planogram keeper | tills, points, shelves |
            | Logistics | tour planner, freight auditor, driver desk | tours, tariffs of carriers, drivers and vehicles |
            | Hospitality | room desk, rate keeper, housekeeping, banquet desk | rooms and nights, rates by day, states of rooms, events |
            | Agency | time recorder, resource planner, media buyer | hours on projects, people and their capacity, media plans |
            | Construction | site diary, defects desk, measurement clerk, tender desk | diaries with photographs, defects, quantities measured, bills of quantities |
            | Others | workshop, school office, real-estate letting, car rental, non-profit donations | vehicles, pupils, tenancies, rentals, donations: a domain each |
            """;
}
