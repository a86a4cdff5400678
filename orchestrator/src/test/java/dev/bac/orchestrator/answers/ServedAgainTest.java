package dev.bac.orchestrator.answers;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.llm.Usage;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A question is answered again without a model while nothing that was read for it has changed. */
class ServedAgainTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String OVERDUE = "{\"status\":\"overdue\"}";
    private static final String CACHE = "answer-cache";

    /** How the answer came about: a model's name, or the cache's. */
    private static String by(List<Talk.Event> events) {
        assertThat(Talk.end(events)).isEqualTo("answered");
        return Talk.last(events, "usage").path("usage").path("model").asString();
    }

    private static void script(String question) {
        TEST.model().when(question, call("finance_invoice_list", OVERDUE), tellResult());
    }

    private static List<Talk.Event> ask(Web web, String question) {
        return web.talk("receivables").say(question);
    }

    private static void touch(String sql, Object... values) {
        TEST.platform().server("finance").store().write(TEST.ours().id(), tx -> tx.sql()
                .execute(sql, values));
    }

    @Test
    void isGivenAgainInAnotherConversationAndSaysSinceWhenItStands() {
        script("Who owes us money?");
        var first = ask(TEST.clerk(), "Who owes us money?");

        var talk = TEST.clerk().talk("receivables");
        var again = talk.say("who owes us   money");

        assertThat(by(first)).isNotEqualTo(CACHE);
        assertThat(by(again)).isEqualTo(CACHE);
        assertThat(Talk.text(again)).isEqualTo(Talk.text(first)).contains("INV-1001");
        assertThat(Talk.last(again, "usage").path("usage").path("why").asString())
                .startsWith("Served again: first answered at ")
                .endsWith("; nothing that it read in finance has changed since.");
        var said = talk.view().path("messages");
        assertThat(said.get(1).path("calls").get(0).path("tool").asString()).isEqualTo("finance_invoice_list");
        assertThat(said.get(2).path("text").asString()).isEqualTo(Talk.text(first));
    }

    @Test
    void isAskedAnewOnceSomethingItReadHasChangedOrGone() {
        balance();
        touch("INSERT INTO party (id, name, kind, terms_days) VALUES (uuidv7(), 'Initech', 'CUSTOMER', 30)");
        balance();

        assertThat(by(ask(TEST.clerk(), "What does Globex owe?"))).isNotEqualTo(CACHE);
        assertThat(by(ask(TEST.clerk(), "What does Globex owe?"))).isEqualTo(CACHE);

        touch("DELETE FROM party WHERE name = 'Initech'");
        balance();
        assertThat(by(ask(TEST.clerk(), "What does Globex owe?"))).isNotEqualTo(CACHE);
    }

    private static void balance() {
        TEST.model()
                .when("What does Globex owe?", call("finance_balance_get", "{\"customer\":\"Globex\"}"), tellResult());
    }

    @Test
    void standsWhenOnlySomethingElseHasChanged() {
        script("Only invoices?");
        ask(TEST.clerk(), "Only invoices?");

        touch("INSERT INTO party (id, name, kind, terms_days) VALUES (uuidv7(), 'Umbrella', 'CUSTOMER', 30)");

        assertThat(by(ask(TEST.clerk(), "Only invoices?"))).isEqualTo(CACHE);
    }

    @Test
    void isNeverGivenToAnotherPersonOrAnotherCompany() {
        script("Whose is it?");
        ask(TEST.clerk(), "Whose is it?");
        script("Whose is it?");
        assertThat(by(ask(TEST.admin(), "Whose is it?"))).isNotEqualTo(CACHE);
        script("Whose is it?");

        var theirs = ask(TEST.stranger(), "Whose is it?");

        assertThat(by(theirs)).isNotEqualTo(CACHE);
        assertThat(Talk.text(theirs)).doesNotContain("INV-1001");
    }

    @Test
    void isNotGivenToTheSamePersonWithOtherPermissions() {
        var both = TEST.member("cy", Role.USER, Role.AUDITOR);
        var wide = new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(both)));
        script("With my rights?");
        ask(wide, "With my rights?");
        var narrow = new Web(
                TEST.platform().baseUrl(),
                Optional.of(TEST.platform()
                        .access()
                        .keys()
                        .create(both, java.util.Set.of(Role.USER), "narrow", Optional.empty())
                        .text()));
        script("With my rights?");

        assertThat(by(ask(narrow, "With my rights?"))).isNotEqualTo(CACHE);
        assertThat(by(ask(wide, "With my rights?"))).isEqualTo(CACHE);
    }

    /** What the first answer cost is saved by the second, in every sum of the report. */
    @Test
    void countsAsSavedAndNotAsAModelsCall() {
        var saver = TEST.member("saver", Role.USER);
        var web = new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(saver)));
        TEST.model().using("Count this", new Usage(1_000, 0, 100, Optional.of(new BigDecimal("0.0125"))));
        script("Count this");
        ask(web, "Count this");
        ask(web, "Count this");

        var byModel = row("model", CACHE);
        assertThat(byModel.path("calls").asInt()).isZero();
        assertThat(byModel.path("servedAgain").asInt()).isPositive();
        var byUser = row("user", "saver");
        assertThat(byUser.path("calls").asInt()).isEqualTo(2);
        assertThat(byUser.path("servedAgain").asInt()).isEqualTo(1);
        assertThat(new BigDecimal(byUser.path("cost").asString())).isEqualByComparingTo("0.025");
        for (var one : List.of(
                byModel,
                byUser,
                row("agent", "receivables"),
                row("day", LocalDate.now(ZoneOffset.UTC).toString()),
                row("tenant", "ours Ltd"))) {
            assertThat(new BigDecimal(one.path("saved").asString())).isEqualByComparingTo("0.025");
        }
        var whole = TEST.admin().get("/api/v1/usage").json().path("saved").path("cache");
        assertThat(new BigDecimal(whole.asString())).isEqualByComparingTo("0.025");
    }

    private static JsonNode row(String by, String key) {
        var rows = TEST.admin().get("/api/v1/usage?by=" + by).json().path("items");
        return rows.valueStream()
                .filter(row -> row.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not in " + rows));
    }

    @Test
    void isAskedAnewWhenItReadNothingFailedOrWrote() {
        TEST.model().when("Hello there", answer("Hello."));
        ask(TEST.clerk(), "Hello there");
        TEST.model().when("Hello there", answer("Hello again."));
        assertThat(by(ask(TEST.clerk(), "Hello there"))).isNotEqualTo(CACHE);

        for (int i = 0; i < 2; i++) {
            TEST.model()
                    .when(
                            "The wrong way",
                            call("finance_invoice_list", "{\"status\":\"nonsense\"}"),
                            call("finance_invoice_list", OVERDUE),
                            tellResult());
            assertThat(by(ask(TEST.clerk(), "The wrong way"))).isNotEqualTo(CACHE);
        }
    }

    @Test
    void goesOnAsAnyTurnDoes() {
        script("And then?");
        ask(TEST.clerk(), "And then?");
        var talk = TEST.clerk().talk("receivables");
        assertThat(by(talk.say("And then?"))).isEqualTo(CACHE);
        TEST.model().when("Anything else?", request -> {
            assertThat(request.messages()).hasSizeGreaterThanOrEqualTo(6);
            return answer("No.").take(request);
        });

        assertThat(Talk.text(talk.say("Anything else?"))).isEqualTo("No.");
    }
}
