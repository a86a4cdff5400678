package dev.bac.orchestrator.conversation;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A write that needs a person's consent: asked, decided once, done once. */
class ApprovalTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    /** A conversation that waits for consent to an invoice. */
    private record Asked(Talk talk, List<Talk.Event> events) {
        String id() {
            return approval().path("id").asString();
        }

        JsonNode approval() {
            return Talk.last(events, "approval").path("approval");
        }

        long seen() {
            return events.getLast().id();
        }

        String path(String verb) {
            return "/api/v1/approvals/" + id() + "/" + verb;
        }
    }

    private static Asked ask(String what, ScriptedModel.Step then) {
        TEST.model().when("Bill " + what, create(what), then);
        var talk = TEST.clerk().talk("invoicing-clerk");
        return new Asked(talk, talk.say("Bill " + what));
    }

    private static ScriptedModel.Step create(String what) {
        return call(
                "finance_invoice_create",
                "{\"customer\":\"Acme\",\"amount\":\"99.95\",\"description\":\"%s\"}".formatted(what));
    }

    private static String booked(String what) {
        return TEST.finance("SELECT count(*) FROM invoice_line WHERE description = ?", what);
    }

    @Test
    void asksBeforeItWritesAndShowsWhatItWouldDo() {
        var asked = ask("a first look", answer("unused"));

        assertThat(Talk.end(asked.events())).isEqualTo("awaiting_approval");
        assertThat(booked("a first look")).isEqualTo("0");
        assertThat(asked.approval().path("risk").asString()).isEqualTo("money");
        assertThat(asked.approval().path("preview").toString()).contains("99.95");
        assertThat(asked.approval().path("mayDecide").asBoolean()).isFalse();
        assertThat(asked.approval().path("quorum").asInt()).isEqualTo(1);
        assertThat(asked.approval().path("agreed").asInt(-1)).isZero();
        assertThat(asked.talk().view().path("approvals")).hasSize(1);
        var listed = TEST.admin().get("/api/v1/approvals?state=pending").json();
        assertThat(listed.path("items").valueStream().map(item -> item.path("id")
                        .asString()))
                .contains(asked.id());
    }

    @Test
    void writesOnceWhenItIsApproved() {
        var asked = ask("one chair", tellResult());

        var approved = TEST.admin().post(asked.path("approve"), "{}");
        var events = asked.talk().after(asked.seen());

        assertThat(approved.status()).isEqualTo(200);
        assertThat(approved.json().path("decidedBy").path("name").asString()).isEqualTo("ann");
        assertThat(Talk.end(events)).isEqualTo("answered");
        assertThat(Talk.text(events)).contains("INV-");
        assertThat(booked("one chair")).isEqualTo("1");
    }

    @Test
    void tellsTheModelWhenItIsDeclinedAndWritesNothing() {
        var asked = ask("two chairs", tellResult());

        TEST.admin().post(asked.path("decline"), "{\"reason\":\"They are broke.\"}");
        var events = asked.talk().after(asked.seen());

        assertThat(Talk.end(events)).isEqualTo("answered");
        assertThat(Talk.text(events)).contains("They are broke.");
        assertThat(booked("two chairs")).isEqualTo("0");
    }

    @Test
    void takesOneDecisionOnly() {
        var asked = ask("three chairs", tellResult());
        TEST.admin().post(asked.path("approve"), "{}");
        asked.talk().after(asked.seen());

        assertThat(TEST.admin().post(asked.path("approve"), "{}").problem()).isEqualTo("409 already_decided");
        assertThat(TEST.admin().post(asked.path("decline"), "{}").problem()).isEqualTo("409 already_decided");
        assertThat(booked("three chairs")).isEqualTo("1");
    }

    @Test
    void takesOneOfManyDecisionsAtOnce() throws Exception {
        var asked = ask("four chairs", tellResult());
        var admin = TEST.admin();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = threads
                    .invokeAll(java.util.Collections.nCopies(
                            8, () -> admin.post(asked.path("approve"), "{}").status()))
                    .stream()
                    .map(future -> future.resultNow())
                    .toList();
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        }
        asked.talk().after(asked.seen());

        assertThat(booked("four chairs")).isEqualTo("1");
    }

    @Test
    void refusesWhoeverMayNotDecide() {
        var asked = ask("five chairs", tellResult());

        assertThat(TEST.clerk().post(asked.path("approve"), "{}").problem()).isEqualTo("403 forbidden");
        assertThat(TEST.stranger().post(asked.path("approve"), "{}").problem()).isEqualTo("404 not_found");
        assertThat(TEST.stranger().get("/api/v1/approvals/" + asked.id()).problem())
                .isEqualTo("404 not_found");
        assertThat(booked("five chairs")).isEqualTo("0");
    }

    @Test
    void declinesWhatWaitsWhenThePersonSaysSomethingElse() {
        var asked = ask("six chairs", answer("unused"));
        TEST.model().when("Forget it", answer("Forgotten."));

        var events = asked.talk().say("Forget it");

        assertThat(Talk.text(events)).isEqualTo("Forgotten.");
        assertThat(TEST.admin().post(asked.path("approve"), "{}").problem()).isEqualTo("409 already_decided");
        assertThat(TEST.admin()
                        .get("/api/v1/approvals/" + asked.id())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("withdrawn");
        assertThat(booked("six chairs")).isEqualTo("0");
    }

    @Test
    void withdrawsWhatWaitsWhenItIsCancelled() {
        var asked = ask("seven chairs", answer("unused"));

        assertThat(asked.talk().web().post(asked.talk().path() + "/cancel", "").status())
                .isEqualTo(202);

        assertThat(Talk.end(asked.talk().after(asked.seen()))).isEqualTo("cancelled");
        assertThat(TEST.admin().post(asked.path("approve"), "{}").problem()).isEqualTo("409 already_decided");
        assertThat(asked.talk().view().path("state").asString()).isEqualTo("idle");
    }

    @Test
    void doesTheSameHonestCallTwiceWhenItIsAskedTwice() {
        for (int i = 0; i < 2; i++) {
            var asked = ask("eight chairs", tellResult());
            TEST.admin().post(asked.path("approve"), "{}");
            asked.talk().after(asked.seen());
        }

        assertThat(booked("eight chairs")).isEqualTo("2");
    }

    @Test
    void asksAnExternalClientForConsentToo() {
        var answer = TEST.admin()
                .tool(
                        "finance",
                        "finance_invoice_create",
                        "{\"customer\":\"Acme\",\"amount\":\"1\",\"description\":\"from outside\"}");

        assertThat(answer.path("isError").asBoolean()).isTrue();
        assertThat(answer.path("_meta").has("dev.bac/approval")).isTrue();
        assertThat(booked("from outside")).isEqualTo("0");
    }

    @Test
    void comesTooLateWhenItsTimeIsOver() {
        var asked = ask("ten chairs", answer("unused"));
        TEST.platform().access().store().write(TEST.ours().id(), tx -> tx.sql()
                .createUpdate("UPDATE approval SET expires_at = requested_at WHERE id = :id")
                .bind("id", java.util.UUID.fromString(asked.id()))
                .execute());

        // The scheduler may have told the run already that nobody agreed.
        assertThat(TEST.admin().post(asked.path("approve"), "{}").problem()).isIn("410 expired", "409 already_decided");
        assertThat(booked("ten chairs")).isEqualTo("0");
    }

    /** Waits for the scheduler, which looks every thirty seconds. */
    @Test
    void tellsTheRunWhenNobodyAgreedInTime() throws InterruptedException {
        var asked = ask("eleven chairs", tellResult());
        TEST.platform().access().store().write(TEST.ours().id(), tx -> tx.sql()
                .createUpdate("UPDATE approval SET expires_at = requested_at WHERE id = :id")
                .bind("id", java.util.UUID.fromString(asked.id()))
                .execute());
        for (int i = 0; i < 90 && !asked.talk().view().path("state").asString().equals("idle"); i++) {
            Thread.sleep(500);
        }

        assertThat(Talk.text(asked.talk().after(asked.seen()))).contains("Nobody agreed in time");
        assertThat(booked("eleven chairs")).isEqualTo("0");
    }

    @Test
    void writesTheDecisionIntoTheAudit() {
        var asked = ask("nine chairs", tellResult());
        TEST.admin().post(asked.path("approve"), "{}");
        asked.talk().after(asked.seen());

        var audit = TEST.admin().get("/api/v1/audit?server=orchestrator").http().body();

        assertThat(audit).contains("approval.approved", asked.id());
    }
}
