package dev.bac.orchestrator.conversation;

import static dev.bac.orchestrator.testing.ScriptedModel.after;
import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The main path: a sentence, an agent, a tool call over MCP, rows, an answer. */
class ChatTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String OVERDUE = "{\"status\":\"overdue\"}";

    @Test
    void answersFromTheRowsOfTheCompany() {
        TEST.model().when("Which are overdue?", call("finance_invoice_list", OVERDUE), tellResult());

        var events = TEST.clerk().talk("receivables").say("Which are overdue?");

        assertThat(Talk.end(events)).isEqualTo("answered");
        assertThat(Talk.last(events, "tool_call").path("server").asString()).isEqualTo("finance");
        var rows = Talk.last(events, "tool_result").path("content").path("items");
        assertThat(rows.valueStream().map(row -> row.path("number").asString()))
                .contains("INV-1001")
                .doesNotContain("INV-1002");
        assertThat(Talk.text(events)).contains("INV-1001", "1234.5");
    }

    @Test
    void answersAnotherCompanyFromItsOwnRows() {
        TEST.model().when("What is overdue with us?", call("finance_invoice_list", OVERDUE), tellResult());

        var events = TEST.stranger().talk("receivables").say("What is overdue with us?");

        assertThat(Talk.last(events, "tool_result")
                        .path("content")
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(Talk.text(events)).doesNotContain("INV-1001");
    }

    @Test
    void handsOverAndSaysSo() {
        TEST.model()
                .when(
                        "Overdue, front desk!",
                        call("handoff_receivables", "{}"),
                        call("finance_invoice_list", OVERDUE),
                        answer("One."));

        var events = TEST.clerk().talk("front-desk").say("Overdue, front desk!");

        assertThat(Talk.last(events, "agent").path("agent").asString()).isEqualTo("receivables");
    }

    @Test
    void keepsWhatWasSaidWithItsCallsAndItsCost() {
        TEST.model().when("Keep this", call("finance_invoice_list", OVERDUE), answer("Kept."));
        var talk = TEST.clerk().talk("receivables");
        talk.say("Keep this");

        var view = talk.view();

        assertThat(view.path("title").asString()).isEqualTo("Keep this");
        assertThat(view.path("state").asString()).isEqualTo("idle");
        var said = view.path("messages");
        assertThat(said.get(0).path("text").asString()).isEqualTo("Keep this");
        assertThat(said.findValuesAsString("tool")).contains("finance_invoice_list");
        assertThat(said.get(said.size() - 1).path("text").asString()).isEqualTo("Kept.");
        String run = said.get(0).path("run").asString();
        var detail = TEST.clerk().get("/api/v1/runs/" + run).json();
        assertThat(detail.path("steps")).hasSize(1);
        assertThat(detail.path("run").path("state").asString()).isEqualTo("answered");
    }

    @Test
    void givesTheSameEventsAgainFromAnyPlaceWithoutGaps() {
        TEST.model().when("Again please", call("finance_invoice_list", OVERDUE), answer("One two three four."));
        var talk = TEST.clerk().talk("receivables");
        var events = talk.say("Again please");

        assertThat(events.stream().map(Talk.Event::id))
                .isEqualTo(java.util.stream.LongStream.rangeClosed(1, events.size())
                        .boxed()
                        .toList());
        for (int seen = 0; seen <= events.size(); seen++) {
            assertThat(talk.after(seen)).isEqualTo(events.subList(seen, events.size()));
        }
        var byHeader =
                TEST.clerk().send(TEST.clerk().request(talk.path() + "/events").header("Last-Event-ID", "2"));
        assertThat(Talk.events(byHeader.http().body())).isEqualTo(events.subList(2, events.size()));
    }

    @Test
    void goesOnWhenItsReaderLeaves() throws IOException, InterruptedException {
        var open = new CountDownLatch(1);
        TEST.model().when("I leave now", after(open, call("finance_invoice_list", OVERDUE)), answer("Done meanwhile."));
        Web clerk = TEST.clerk();
        var talk = clerk.talk("receivables");
        try (var stream = stream(talk, "I leave now")) {
            assertThat(stream.readLine()).startsWith(":");
        }
        open.countDown();

        var events = talk.after(0);

        assertThat(Talk.end(events)).isEqualTo("answered");
        assertThat(Talk.text(events)).isEqualTo("Done meanwhile.");
    }

    @Test
    void refusesASecondMessageWhileOneIsAnswered() throws IOException {
        var open = new CountDownLatch(1);
        TEST.model().when("Take your time", after(open, answer("Done.")));
        var talk = TEST.clerk().talk("receivables");
        try (var stream = stream(talk, "Take your time")) {
            assertThat(stream.readLine()).startsWith(":");
            assertThat(talk.web()
                            .post(talk.path() + "/messages", Talk.message("Hurry"))
                            .problem())
                    .isEqualTo("409 busy");
        } finally {
            open.countDown();
        }
    }

    @Test
    void stopsWhenItIsCancelled() throws IOException {
        var open = new CountDownLatch(1);
        TEST.model().when("Stop me", after(open, call("finance_invoice_list", OVERDUE)), answer("Never said."));
        var talk = TEST.clerk().talk("receivables");
        try (var stream = stream(talk, "Stop me")) {
            assertThat(stream.readLine()).startsWith(":");
            assertThat(talk.web().post(talk.path() + "/cancel", "").status()).isEqualTo(202);
        } finally {
            open.countDown();
        }
        var events = talk.after(0);

        assertThat(Talk.end(events)).isEqualTo("cancelled");
        assertThat(Talk.text(events)).doesNotContain("Never said.");
        assertThat(talk.view().path("state").asString()).isEqualTo("idle");
    }

    @Test
    void tellsAnErrorWhenNoModelAnswersAndTakesTheNextMessage() {
        var talk = TEST.clerk().talk("receivables");

        var events = talk.say("Nothing is scripted for this");

        assertThat(Talk.last(events, "error").path("problem").path("code").asString())
                .isNotEmpty();
        assertThat(Talk.end(events)).isEqualTo("failed");
        TEST.model().when("And now?", answer("Now it works."));
        assertThat(Talk.text(talk.say("And now?"))).isEqualTo("Now it works.");
    }

    @Test
    void doesNotLetAnAgentUseAToolThatItWasNotGiven() {
        TEST.model()
                .when(
                        "Write it yourself",
                        call(
                                "finance_invoice_create",
                                "{\"customer\":\"Acme\",\"amount\":\"5\",\"description\":\"smuggled\"}"),
                        answer("I cannot."));

        var events = TEST.clerk().talk("receivables").say("Write it yourself");

        assertThat(Talk.last(events, "tool_result").path("failed").asBoolean()).isTrue();
        assertThat(TEST.finance("SELECT count(*) FROM invoice_line WHERE description = 'smuggled'"))
                .isEqualTo("0");
    }

    private static BufferedReader stream(Talk talk, String text) {
        var request = talk.web()
                .request(talk.path() + "/messages")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Talk.message(text)));
        return new BufferedReader(new InputStreamReader(talk.web().open(request), StandardCharsets.UTF_8));
    }

    @Test
    void listsOnlyOnesOwnConversations() {
        var mine = TEST.clerk().talk("receivables");

        assertThat(List.of(TEST.clerk(), TEST.admin(), TEST.stranger()).stream()
                        .map(web -> web.get("/api/v1/conversations")
                                .json()
                                .findValuesAsString("id")
                                .contains(mine.id())))
                .containsExactly(true, false, false);
    }
}
