package dev.bac.orchestrator.conversation;

import static dev.bac.orchestrator.testing.ScriptedModel.after;
import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.Store;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Agents that ask each other in the running product: kept, shown, approved and taken up again. */
@Timeout(60)
class AskTest {
    private static final TestPlatform HOUSE = TestPlatform.shared();

    @BeforeAll
    static void write() {
        put("asked-books", "tools: [{server: finance, allow: [finance_invoice_list, finance_invoice_create]}]");
        put("asked-again", "tools: [{server: finance, allow: [finance_invoice_list]}]");
        put("asking", "ask: [asked-books, asked-again]");
    }

    @AfterAll
    static void forget() {
        for (String name : List.of("asking", "asked-books", "asked-again")) {
            HOUSE.admin().send(HOUSE.admin().request("/api/v1/agents/" + name).DELETE());
        }
    }

    private static void put(String name, String rest) {
        var yaml = """
                apiVersion: bac/v1
                kind: Agent
                metadata: {name: %s, title: The %s, department: Test}
                description: It is for tests of questions between agents, %s.
                instructions: Be brief.
                """.formatted(name, name, name) + rest;
        var admin = HOUSE.admin();
        assertThat(admin.send(admin.request("/api/v1/agents/" + name)
                                .header("Content-Type", "application/yaml")
                                .PUT(BodyPublishers.ofString(yaml)))
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode run(Talk talk) {
        var runs = talk.web().get("/api/v1/runs?conversation=" + talk.id()).json();
        return talk.web()
                .get("/api/v1/runs/" + runs.at("/items/0/id").asString())
                .json();
    }

    @Test
    void showsWhoAskedWhomWithTimeAndCost() {
        HOUSE.model().when("Look at the books.", call("finance_invoice_list", "{}"), answer("Two invoices."));
        HOUSE.model().when("Look again.", answer("Still two."));
        HOUSE.model()
                .when(
                        "Ask both.",
                        request -> java.util.stream.Stream.of(
                                        call("ask_asked_books", "{\"question\":\"Look at the books.\"}"),
                                        call("ask_asked_again", "{\"question\":\"Look again.\"}"))
                                .flatMap(step -> step.take(request).stream())
                                .toList(),
                        answer("Two, both say."));
        Talk talk = HOUSE.admin().talk("asking");
        var events = talk.say("Ask both.");

        assertThat(Talk.text(events)).isEqualTo("Two, both say.");
        var below = events.stream()
                .filter(event -> event.type().equals("tool_call"))
                .map(Talk.Event::data)
                .filter(data -> data.path("tool").asString().equals("finance_invoice_list"))
                .findFirst()
                .orElseThrow();
        assertThat(below.path("agent").asString()).isEqualTo("asked-books");

        var run = run(talk);
        assertThat(run.at("/run/turns").asInt()).as("of all of them").isEqualTo(5);
        assertThat(run.path("asks").size()).isEqualTo(2);
        var books = run.path("asks")
                .valueStream()
                .filter(ask -> ask.path("agent").asString().equals("asked-books"))
                .findFirst()
                .orElseThrow();
        assertThat(books.path("call")).isEqualTo(below.path("within"));
        assertThat(books.path("asker").asString()).isEqualTo("asking");
        assertThat(books.path("question").asString()).isEqualTo("Look at the books.");
        assertThat(books.path("state").asString()).isEqualTo("answered");
        assertThat(books.path("turns").asInt()).isEqualTo(2);
    }

    @Test
    void bringsAnApprovalOfWhoIsAskedIntoThePersonsChat() {
        HOUSE.model()
                .when(
                        "Invoice Acme for advice.",
                        call(
                                "finance_invoice_create",
                                "{\"customer\":\"Acme\",\"amount\":\"31.00\",\"description\":\"asked advice\",\"currency\":\"EUR\"}"),
                        tellResult());
        HOUSE.model()
                .when(
                        "Have Acme invoiced.",
                        call("ask_asked_books", "{\"question\":\"Invoice Acme for advice.\"}"),
                        answer("It is done."));
        Talk talk = HOUSE.admin().talk("asking");
        var events = talk.say("Have Acme invoiced.");
        assertThat(Talk.end(events)).isEqualTo("awaiting_approval");
        var approval = Talk.last(events, "approval").path("approval");
        assertThat(approval.path("agent").asString()).isEqualTo("asked-books");
        assertThat(run(talk).at("/asks/0/state").asString()).isEqualTo("awaiting_approval");
        assertThat(HOUSE.finance("SELECT count(*)::text FROM invoice_line WHERE description = ?", "asked advice"))
                .isEqualTo("0");

        talk.web().post("/api/v1/approvals/" + approval.path("id").asString() + "/approve", "{}");
        var rest = talk.after(events.getLast().id());
        assertThat(Talk.end(rest)).isEqualTo("answered");
        assertThat(HOUSE.finance("SELECT count(*)::text FROM invoice_line WHERE description = ?", "asked advice"))
                .isEqualTo("1");
        assertThat(run(talk).at("/asks/0/state").asString()).isEqualTo("answered");
    }

    @Test
    void asksNobodyTwiceWhenAnotherNodeTakesTheRunUp() {
        var latch = new CountDownLatch(1);
        HOUSE.model()
                .when(
                        "What is there?",
                        call("finance_invoice_list", "{}"),
                        after(latch, answer("Said too late.")),
                        answer("Two."));
        HOUSE.model()
                .when(
                        "Find out.",
                        call("ask_asked_books", "{\"question\":\"What is there?\"}"),
                        answer("There are two."));
        Talk talk = HOUSE.admin().talk("asking");
        talk.web()
                .open(talk.web()
                        .request(talk.path() + "/messages")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Talk.message("Find out."))));
        eventually(() -> run(talk)
                .path("steps")
                .valueStream()
                .anyMatch(step -> step.at("/call/tool").asString().equals("finance_invoice_list")
                        && step.at("/call/state").asString().equals("done")));
        Store store = HOUSE.platform().access().store();
        String run = run(talk).at("/run/id").asString();
        store.shared(handle -> handle.execute(
                "UPDATE lease SET holder = 'another node', epoch = epoch + 1, expires_at = '-infinity' WHERE name = ?",
                "run/" + run));
        latch.countDown();

        assertThat(Talk.end(talk.after(0))).isEqualTo("answered");
        var shown = run(talk);
        assertThat(shown.path("asks").size()).isEqualTo(1);
        assertThat(shown.path("steps").valueStream().map(step -> step.at("/call/tool")
                        .asString()))
                .containsExactlyInAnyOrder("ask_asked_books", "finance_invoice_list");
        assertThat(shown.path("steps")
                        .valueStream()
                        .filter(step -> step.at("/call/tool").asString().equals("finance_invoice_list"))
                        .map(step -> step.path("attempts").asInt()))
                .containsExactly(1);
    }

    @Test
    void endsWithWhoAsked() {
        HOUSE.model().when("Think for ever.", after(new CountDownLatch(1), answer("never")));
        HOUSE.model().when("Ask and wait.", call("ask_asked_again", "{\"question\":\"Think for ever.\"}"));
        Talk talk = HOUSE.admin().talk("asking");
        talk.web()
                .open(talk.web()
                        .request(talk.path() + "/messages")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Talk.message("Ask and wait."))));
        eventually(() -> run(talk).path("asks").size() == 1);

        talk.web().post(talk.path() + "/cancel", "{}");

        assertThat(Talk.end(talk.after(0))).isEqualTo("cancelled");
        assertThat(run(talk).at("/asks/0/state").asString()).isEqualTo("cancelled");
    }

    private static void eventually(java.util.function.BooleanSupplier wanted) {
        for (int look = 0; look < 200 && !wanted.getAsBoolean(); look++) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }
}
