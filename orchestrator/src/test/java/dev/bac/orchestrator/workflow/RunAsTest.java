package dev.bac.orchestrator.workflow;

import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A workflow acts for somebody by name or for a service, within the scopes that its file gives and never beyond. */
@Timeout(120)
class RunAsTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private final Flows flows = new Flows(TEST);

    private static Web author(String name) {
        return new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(TEST.member(name, Role.USER, Role.AUTHOR))));
    }

    private JsonNode ran(String name, String rest) {
        flows.put(name, rest);
        return flows.ended(flows.start(name, "{}"));
    }

    private static String lead(String person, String scopes, String name) {
        return """
                runAs: {person: %s, scopes: [%s]}
                steps:
                  - {id: lead, tool: crm_lead_create, args: {name: "%s", company: "Run As Ltd"}}
                """.formatted(person, scopes, name);
    }

    @Test
    void actsForThePersonItNames() {
        TEST.member("petra", Role.USER);
        JsonNode run = ran("for-petra", lead("petra", "crm:write", "As Petra"));

        assertThat(run.at("/run/state").asString()).as(run.toString()).isEqualTo("done");
        String petra = TEST.member("petra", Role.USER).user().toString();
        int written = TEST.platform().server("crm").store().read(TEST.ours().id(), tx -> tx.sql()
                .createQuery("SELECT count(*) FROM audit WHERE actor = :petra")
                .bind("petra", petra)
                .mapTo(Integer.class)
                .one());
        assertThat(written).isPositive();
    }

    @Test
    void doesNoMoreThanItsScopes() {
        TEST.member("petra", Role.USER);
        JsonNode run = ran("for-petra-reading", lead("petra", "crm:read", "Not As Petra"));
        assertThat(run.at("/run/state").asString()).as(run.toString()).isEqualTo("failed");
    }

    @Test
    void doesNoMoreThanThePersonMay() {
        TEST.member("otis", Role.OPERATOR);
        JsonNode run = ran("for-otis", lead("otis", "crm:write", "Not As Otis"));
        assertThat(run.at("/run/state").asString()).as(run.toString()).isEqualTo("failed");
    }

    @Test
    void actsForNobodyWhoIsNotThere() {
        String rest = lead("nobody here", "crm:write", "As Nobody");
        var put = TEST.admin()
                .send(TEST.admin()
                        .request("/api/v1/workflows/for-nobody")
                        .PUT(BodyPublishers.ofString(Flows.HEAD.formatted("for-nobody") + rest)));
        assertThat(put.problem()).startsWith("400 ");
        assertThat(put.http().body()).contains("runAs: there is no").contains("nobody here");

        // As when they have left since.
        TEST.platform()
                .workflows()
                .catalogue()
                .put(TEST.ours().id(), Flows.HEAD.formatted("for-nobody") + rest, "test");
        JsonNode run = flows.ended(flows.start("for-nobody", "{}"));
        assertThat(run.at("/run/state").asString()).as(run.toString()).isEqualTo("failed");
    }

    /** Rule: writing workflows is no way to act as somebody else. */
    @Test
    void anAuthorNamesNobodyButThemselves() {
        var author = author("arno");
        String yaml = Flows.HEAD.formatted("by-arno") + lead("%s", "crm:write", "By Arno");
        var boss = author.send(
                author.request("/api/v1/workflows/by-arno").PUT(BodyPublishers.ofString(yaml.formatted("bob"))));
        assertThat(boss.problem()).isEqualTo("403 forbidden");
        assertThat(boss.http().body()).contains("runAs");
        var own = author.send(
                author.request("/api/v1/workflows/by-arno").PUT(BodyPublishers.ofString(yaml.formatted("arno"))));
        assertThat(own.status()).as(own.http().body()).isEqualTo(200);
    }

    /** Rule: an agent that a service asks has the service's scopes, not a user's. */
    @Test
    void anAgentAskedByAServiceIsBoundedAsTheService() {
        TEST.model()
                .when(
                        "Take down Serv Ice",
                        call("crm_lead_create", "{\"name\":\"Serv Ice\",\"company\":\"Run As Ltd\"}"),
                        tellResult());
        JsonNode run = ran("service-asks", """
                runAs: {service: reader, scopes: [crm:read]}
                steps:
                  - {id: asked, agent: lead-intake, say: "Take down Serv Ice"}
                  - {id: told, set: "=steps.asked.text"}
                """);

        assertThat(run.at("/run/state").asString()).as(run.toString()).isEqualTo("done");
        assertThat(TEST.admin()
                        .tool("crm", "crm_lead_list", "{\"query\": \"Serv Ice\"}")
                        .at("/structuredContent/total")
                        .asInt())
                .isZero();
    }

    /** The same once a person has agreed, where the run is taken up again from what is kept of it. */
    @Test
    void anAgentAskedByAServiceGoesOnAfterAnApproval() {
        var put = TEST.admin()
                .send(TEST.admin()
                        .request("/api/v1/agents/service-leads")
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString("""
                                apiVersion: bac/v1
                                kind: Agent
                                metadata: {name: service-leads, title: Service leads, department: Sales, version: "1", maturity: draft}
                                description: Takes leads down for services once an admin agrees.
                                instructions: You take leads down.
                                tools:
                                  - {server: crm, allow: [crm_lead_create], approval: {approvers: [admin]}}
                                """)));
        assertThat(put.status()).as(put.http().body()).isEqualTo(200);
        TEST.model()
                .when(
                        "Take down Serv Two",
                        call("crm_lead_create", "{\"name\":\"Serv Two\",\"company\":\"Run As Ltd\"}"),
                        tellResult());
        flows.put("service-asks-twice", """
                runAs: {service: writer, scopes: [crm:write]}
                steps:
                  - {id: asked, agent: service-leads, say: "Take down Serv Two"}
                  - {id: told, set: "=steps.asked.text"}
                """);
        var run = flows.start("service-asks-twice", "{}");
        String approval = waiting("service-leads");
        assertThat(TEST.admin()
                        .post("/api/v1/approvals/" + approval + "/approve", "{}")
                        .status())
                .isEqualTo(200);

        assertThat(flows.ended(run).at("/run/state").asString()).isEqualTo("done");
        assertThat(TEST.admin()
                        .tool("crm", "crm_lead_list", "{\"query\": \"Serv Two\"}")
                        .at("/structuredContent/total")
                        .asInt())
                .isEqualTo(1);
    }

    private static String waiting(String agent) {
        var found = new AtomicReference<String>();
        Flows.await(
                () -> {
                    TEST.admin()
                            .get("/api/v1/approvals?state=pending")
                            .json()
                            .path("items")
                            .valueStream()
                            .filter(one -> one.path("agent").asString().equals(agent))
                            .map(one -> one.path("id").asString())
                            .forEach(found::set);
                    return found.get() != null;
                },
                () -> "nothing of " + agent + " waits");
        return found.get();
    }

    @AfterAll
    static void forget() {
        TEST.admin().send(TEST.admin().request("/api/v1/agents/service-leads").DELETE());
    }
}
