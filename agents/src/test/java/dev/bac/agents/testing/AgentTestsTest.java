package dev.bac.agents.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.AgentLibrary;
import dev.bac.agents.Agents;
import dev.bac.agents.Company;
import dev.bac.agents.format.Fleet;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentTestsTest {

    @Test
    void passesTheScriptedTestsOfAllShippedAgents() {
        var fleet = Fleet.shipped();
        var report = new AgentTests(Optional.empty(), new Company().toolbox, fleet, InstantSource.system())
                .run(Company.ANN, fleet.all());
        assertThat(report.count(TestReport.Verdict.FAILED)).as(report.table()).isZero();
        assertThat(report.count(TestReport.Verdict.PASSED)).isGreaterThanOrEqualTo(26);
        assertThat(report.exitStatus()).isZero();
    }

    @Test
    void saysWhatDidNotComeAsExpected() {
        var agent = Agents.read("a", """
                tools: [{server: crm, allow: [crm_lead_list, crm_lead_create]}]
                tests:
                  - say: list
                    script: [{call: [{name: crm_lead_create, args: {name: Jane}}]}, {answer: Fine.}]
                    expectTools: [{name: crm_lead_create, args: {name: Joe}}]
                    forbidTools: [crm_lead_create]
                    expectApproval: crm_lead_create
                    expectText: [hello]
                    expectHandoff: b
                """);
        var library = new AgentLibrary(List.of(agent));
        var report = new AgentTests(Optional.empty(), new Company().toolbox, library, InstantSource.system())
                .run(Company.ANN, library.all());
        assertThat(report.lines().getFirst().complaints()).hasSize(5);
        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.table()).contains("failed  a", "1 tests: 0 passed, 1 failed, 0 skipped");
    }
}
