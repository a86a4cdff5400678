package dev.bac.orchestrator.agent;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.NamedPeople;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company's own agents: sent to the API or kept as files, and nobody else's. */
class OwnAgentsTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final NamedPeople PEOPLE =
            new NamedPeople(TEST.platform().access().members());

    private static String yaml(String name, String rest) {
        return """
                apiVersion: bac/v1
                kind: Agent
                metadata: {name: %s, title: Our %s, department: Test}
                description: It watches what nobody else watches, in %s.
                starters: [{title: Open, text: What is open?}]
                instructions: Say what is open.
                tools:
                  - {server: finance, allow: [finance_invoice_list]}
                """.formatted(name, name, name) + rest;
    }

    private static Web.Reply put(Web web, String name, String yaml) {
        return web.send(web.request("/api/v1/agents/" + name)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml)));
    }

    private static Web.Reply delete(Web web, String name) {
        return web.send(web.request("/api/v1/agents/" + name).DELETE());
    }

    private static boolean lists(Web web, String name) {
        return web.get("/api/v1/agents").json().path("items").valueStream().anyMatch(agent -> agent.path("name")
                .asString()
                .equals(name));
    }

    private static Web author() {
        return new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(TEST.member("aut", Role.USER, Role.AUTHOR))));
    }

    @Test
    void belongsToTheCompanyThatMadeIt() {
        assertThat(put(author(), "ours-only", yaml("ours-only", "")).status()).isEqualTo(200);

        var got = TEST.clerk().get("/api/v1/agents/ours-only").json();
        assertThat(got.path("yaml").asString()).startsWith("apiVersion: bac/v1");
        assertThat(got.path("origin").asString()).isEqualTo("api");
        assertThat(lists(TEST.clerk(), "ours-only")).isTrue();
        assertThat(lists(TEST.stranger(), "ours-only")).isFalse();
        assertThat(TEST.stranger().get("/api/v1/agents/ours-only").problem()).isEqualTo("404 not_found");
        assertThat(delete(TEST.stranger(), "ours-only").problem()).isEqualTo("404 not_found");
    }

    @Test
    void answersAsItIsWrittenNow() {
        put(TEST.admin(), "changing", yaml("changing", ""));
        TEST.model().when("Which one are you?", request -> {
            assertThat(request.messages().getFirst().toString()).contains("Say what is late.");
            return answer("The second.").take(request);
        });
        put(TEST.admin(), "changing", yaml("changing", "").replace("what is open", "what is late"));

        assertThat(Talk.text(TEST.clerk().talk("changing").say("Which one are you?")))
                .isEqualTo("The second.");
    }

    @Test
    void goesOnWithTheVersionARunBeganWith() {
        String before = yaml("pinned", "").replace("finance_invoice_list", "finance_invoice_create");
        put(TEST.admin(), "pinned", before);
        TEST.model()
                .when(
                        "Invoice it.",
                        call(
                                "finance_invoice_create",
                                "{\"customer\":\"Acme\",\"amount\":\"12.00\",\"description\":\"a pin\",\"currency\":\"EUR\"}"),
                        request -> {
                            assertThat(request.messages().getFirst().toString()).contains("Say what is open.");
                            return answer("As it was.").take(request);
                        });
        Talk talk = TEST.admin().talk("pinned");
        var asked = talk.say("Invoice it.");
        assertThat(Talk.end(asked)).isEqualTo("awaiting_approval");

        put(TEST.admin(), "pinned", before.replace("what is open", "what is late"));
        TEST.admin()
                .post(
                        "/api/v1/approvals/"
                                + Talk.last(asked, "approval")
                                        .at("/approval/id")
                                        .asString() + "/approve",
                        "{}");

        assertThat(Talk.text(talk.after(asked.getLast().id()))).contains("As it was.");
    }

    @Test
    void goesBackToAnEarlierVersion() {
        put(TEST.admin(), "rolled", yaml("rolled", ""));
        String first =
                TEST.admin().get("/api/v1/agents/rolled").json().path("hash").asString();
        put(TEST.admin(), "rolled", yaml("rolled", "").replace("what is open", "what is late"));

        var versions = TEST.admin().get("/api/v1/agents/rolled/versions").json().path("items");
        assertThat(versions.size()).isEqualTo(2);
        assertThat(versions.get(0).path("inForce").asBoolean()).isTrue();
        assertThat(versions.get(1).path("hash").asString()).isEqualTo(first);
        assertThat(TEST.clerk().get("/api/v1/agents/rolled/versions").problem()).isEqualTo("403 forbidden");
        String back = "{\"hash\":\"%s\"}".formatted(first.substring(0, 8));
        assertThat(TEST.stranger().post("/api/v1/agents/rolled/rollback", back).problem())
                .isEqualTo("404 not_found");
        assertThat(TEST.admin()
                        .post("/api/v1/agents/rolled/rollback", "{\"hash\":\"%\"}")
                        .problem())
                .isEqualTo("400 invalid");

        assertThat(TEST.admin().post("/api/v1/agents/rolled/rollback", back).status())
                .isEqualTo(200);
        assertThat(TEST.admin().get("/api/v1/agents/rolled").json().path("yaml").asString())
                .contains("what is open");
    }

    @Test
    void keepsTheTextOfAShippedAgentForTheRunsThatBeganWithIt() {
        TEST.model().when("Which version are you?", answer("The one that ships."));
        TEST.admin().talk("receivables").say("Which version are you?");
        String hash = TEST.admin()
                .get("/api/v1/agents/receivables")
                .json()
                .path("hash")
                .asString();
        assertThat(TEST.admin()
                        .get("/api/v1/agents/receivables/versions")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(version -> version.path("hash").asString()))
                .contains(hash);
    }

    @Test
    void keepsTheLastGoodVersionUnderAThousandBrokenOnes() {
        var agents = new TenantAgents(TEST.platform().access().store());
        var authoring = new AgentAuthoring(agents, List.of("finance"), java.util.Set.of(), PEOPLE);
        var tenant = TEST.ours().id();
        String good = yaml("tough", "");
        var from = new AgentAuthoring.FromApi("tough", "test");
        var random = new java.util.Random(20261121);
        String last = good;
        authoring.take(tenant, good, from);
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            String text = broken(good, random);
            try {
                authoring.take(tenant, text, from);
                last = text;
            } catch (AgentAuthoring.Rejected wrong) {
                refused++;
                assertThat(wrong.problems()).as(text).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.message()).isNotBlank();
                });
            }
            if (i % 100 == 99) {
                assertThat(agents.source(tenant, "tough").yaml()).isEqualTo(last);
                assertThat(agents.library(tenant).find("tough")).isPresent();
            }
        }
        assertThat(refused).as("of a thousand, seed 20261121").isGreaterThan(700);
    }

    /** Alias bombs, tags, wrong types, cut and doubled lines, far too much of it. */
    private static String broken(String good, java.util.Random random) {
        var lines = new java.util.ArrayList<>(good.lines().toList());
        int at = random.nextInt(lines.size());
        switch (random.nextInt(9)) {
            case 0 -> lines.set(at, lines.get(at) + " &a [*a, *a, *a]");
            case 1 -> lines.add(at, "x: !!java.net.URL [\"http://localhost\"]");
            case 2 -> lines.set(at, lines.get(at).replaceFirst(":.*", ": {{{"));
            case 3 -> lines.add(at, "l: &l [x,x]\nm: &m [*l,*l,*l]\nn: [*m,*m,*m]");
            case 4 -> lines.set(at, "\t" + lines.get(at));
            case 5 -> lines.add(at, "limits: {turns: -" + random.nextInt() + "}");
            case 6 -> lines.add("description: " + "x".repeat(70_000));
            case 7 -> lines.add(at, "ask: [tough]");
            default -> lines.set(at, lines.get(at).replaceFirst("[a-z]", "\u0000"));
        }
        return String.join("\n", lines) + "\n";
    }

    @Test
    void tellsWhereATextIsWrong() {
        var unknown = put(TEST.admin(), "wrong", yaml("wrong", "toolz: []\n"));
        assertThat(unknown.problem()).isEqualTo("400 invalid");
        assertThat(unknown.json().path("detail").asString())
                .contains("line 9, column 1")
                .contains("did you mean \"tools\"");
        var tool = put(TEST.admin(), "wrong", yaml("wrong", "").replace("invoice_list", "invoice_lst"));
        assertThat(tool.json().path("detail").asString())
                .contains("line 8")
                .contains("finance_invoice_lst")
                .contains("finance_invoice_list");
        var name = put(TEST.admin(), "other", yaml("wrong", ""));
        assertThat(name.json().path("detail").asString()).contains("line 3").contains("other");
        assertThat(lists(TEST.admin(), "wrong")).isFalse();
    }

    @Test
    void isWrittenByAuthorsAndAdminsAlone() {
        assertThat(put(TEST.clerk(), "mine", yaml("mine", "")).problem()).isEqualTo("403 forbidden");
        assertThat(delete(TEST.clerk(), "front-desk").problem()).isEqualTo("403 forbidden");
    }

    @Test
    void replacesAShippedOneUntilItIsDeleted() {
        assertThat(delete(TEST.stranger(), "receivables").problem()).isEqualTo("403 forbidden");
        put(TEST.stranger(), "receivables", yaml("receivables", ""));
        assertThat(TEST.stranger()
                        .get("/api/v1/agents/receivables")
                        .json()
                        .path("title")
                        .asString())
                .isEqualTo("Our receivables");
        assertThat(TEST.clerk()
                        .get("/api/v1/agents/receivables")
                        .json()
                        .path("origin")
                        .asString())
                .isEqualTo("shipped");

        assertThat(delete(TEST.stranger(), "receivables").status()).isEqualTo(204);
        assertThat(TEST.stranger()
                        .get("/api/v1/agents/receivables")
                        .json()
                        .path("origin")
                        .asString())
                .isEqualTo("shipped");
    }

    @Test
    void comesFromAFileAndFollowsIt(@TempDir Path data) throws IOException {
        var agents = new TenantAgents(TEST.platform().access().store());
        var folders = new AgentFolders(
                data, new AgentAuthoring(agents, List.of("finance"), java.util.Set.of(), PEOPLE), agents);
        var tenant = TEST.ours().id();
        Path file = Files.createDirectories(data.resolve("ours/sales")).resolve("filed.yaml");
        Files.writeString(file, yaml("filed", ""));
        folders.look(tenant, "ours");
        var first = agents.library(tenant).find("filed").orElseThrow();

        Files.writeString(file, yaml("filed", "broken: yes\n"));
        folders.look(tenant, "ours");
        assertThat(agents.library(tenant).find("filed")).contains(first);
        assertThat(folders.broken(tenant)).singleElement().satisfies(broken -> {
            assertThat(broken.file()).isEqualTo("sales/filed.yaml");
            assertThat(broken.problem()).contains("sales/filed.yaml:9:1: unknown key");
        });
        // The running product learns a second later what another process changed.
        LockSupport.parkNanos(Duration.ofMillis(1_100).toNanos());
        assertThat(put(TEST.admin(), "filed", yaml("filed", ""))
                        .json()
                        .path("detail")
                        .asString())
                .contains("comes from the file sales/filed.yaml");

        Files.writeString(file, yaml("filed", "handoffs: [receivables]\n"));
        folders.look(tenant, "ours");
        assertThat(agents.library(tenant).find("filed").orElseThrow().handoffs())
                .containsExactly("receivables");
        assertThat(folders.broken(tenant)).isEmpty();

        Files.delete(file);
        folders.look(tenant, "ours");
        assertThat(agents.library(tenant).find("filed")).isEmpty();
    }
}
