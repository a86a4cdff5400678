package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A link in a message decides on one approval, once, for the person it was sent to. */
class ApprovalLinkTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String CAROL = "carol@ours.example";

    private static Member carol() {
        return TEST.member(CAROL, Role.ADMIN);
    }

    /** The id of an approval that bob's call waits for. */
    private static String waiting(String what) {
        TEST.clerk()
                .tool(
                        "finance",
                        "finance_invoice_create",
                        "{\"customer\":\"Acme\",\"lines\":[{\"description\":\"%s\",\"quantity\":\"1\",\"unitPrice\":\"10.00\"}]}"
                                .formatted(what));
        return TEST.admin()
                .get("/api/v1/approvals?state=pending")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("arguments").toString().contains(what))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private static Web.Reply send(Web by, String approval, String to) {
        return by.post("/api/v1/approvals/" + approval + "/send", "{\"to\":\"" + to + "\"}");
    }

    /** Sends it to carol; the token as it stands in the text that leaves. */
    private static String link(String approval) {
        carol();
        var sent = send(TEST.admin(), approval, CAROL);
        assertThat(sent.status()).as(sent.http().body()).isEqualTo(200);
        String text = TEST.platform()
                .server("messaging")
                .store()
                .read(TEST.ours().id(), tx -> tx.sql()
                        .createQuery("SELECT body FROM message WHERE recipient = :to ORDER BY number DESC LIMIT 1")
                        .bind("to", CAROL)
                        .mapTo(String.class)
                        .one());
        return text.replaceAll("(?s).*token=(ap_\\S+).*", "$1");
    }

    private static Web.Reply open(String token) {
        return TEST.nobody().get("/approve?token=" + token);
    }

    private static Web.Reply decide(String token, String decision) {
        return decide(token, decision, Optional.empty());
    }

    private static Web.Reply decide(String token, String decision, Optional<String> session) {
        var request = TEST.nobody()
                .request("/approve")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "decision=" + decision + "&reason=&token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)));
        session.ifPresent(secret -> request.header("Cookie", Guard.COOKIE + "=" + secret));
        return TEST.nobody().send(request);
    }

    private static String state(String approval) {
        return TEST.admin()
                .get("/api/v1/approvals/" + approval)
                .json()
                .path("state")
                .asString();
    }

    @Test
    void showsWhatWillBeDoneAndDecidesOnceInThePersonsName() {
        String approval = waiting("linked <b>work</b>");
        String token = link(approval);
        assertThat(open(token).http().body())
                .contains("linked &lt;b&gt;work", "finance_invoice_create", CAROL)
                .doesNotContain("<b>work");
        assertThat(state(approval)).as("opening changes nothing").isEqualTo("pending");

        assertThat(decide(token, "approve").http().body()).contains("Approved");

        var kept = TEST.admin().get("/api/v1/approvals/" + approval).json();
        assertThat(kept.path("state").asString()).isEqualTo("approved");
        assertThat(kept.path("decidedBy").path("name").asString()).isEqualTo(CAROL);
        assertThat(kept.path("reason").asString()).isEqualTo("By a link in a message.");
        assertThat(TEST.admin().get("/api/v1/audit?server=orchestrator").http().body())
                .contains("approval.sent", "approval.approved");

        var again = decide(token, "decline");
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.http().body()).contains("A link works once");
        assertThat(open(token).status()).isEqualTo(410);
        assertThat(state(approval)).isEqualTo("approved");
    }

    @Test
    void ofManyAtOnceOneDecides() throws Exception {
        String token = link(waiting("linked many times"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = Stream.<Callable<Integer>>generate(
                            () -> () -> decide(token, "decline").status())
                    .limit(8)
                    .toList();
            int decided = 0;
            for (var one : threads.invokeAll(calls)) {
                decided += one.get() == 200 ? 1 : 0;
            }
            assertThat(decided).isEqualTo(1);
        }
    }

    @Test
    void refusesAForgedAnExpiredAndAnotherPersonsLink() {
        String approval = waiting("linked in vain");
        String token = link(approval);
        String forged = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA");
        assertThat(open(forged).status()).isEqualTo(404);
        assertThat(decide(forged, "approve").http().body()).contains("There is no such link");

        var access = TEST.platform().access();
        var ann = access.sessions().begin(TEST.member("ann", Role.ADMIN)).text();
        var other = decide(token, "approve", Optional.of(ann));
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.http().body()).contains("sent to somebody else");

        access.store()
                .shared(handle -> handle.execute("UPDATE approval_link SET expires_at = now() - interval '1 second'"));
        var late = decide(token, "approve");
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.http().body()).contains("The time of this link is over");
        assertThat(open(token).status()).isEqualTo(410);
        assertThat(state(approval)).isEqualTo("pending");
    }

    @Test
    void refusesAPersonWhoMayNoLongerDecide() {
        String approval = waiting("linked and demoted");
        String token = link(approval);
        TEST.platform()
                .access()
                .store()
                .shared(handle -> handle.execute(
                        "UPDATE membership SET roles = '{user}' WHERE person = ?",
                        carol().user().value()));
        try {
            assertThat(open(token).status()).isEqualTo(404);
            assertThat(decide(token, "approve").status()).isIn(403, 404);
            assertThat(state(approval)).isEqualTo("pending");
        } finally {
            carol();
        }
        assertThat(decide(token, "approve").status())
                .as("nothing came of it before")
                .isEqualTo(200);
    }

    @Test
    void sendsNothingToWhomItCannotReachOrWhoMayNotDecide() {
        String approval = waiting("linked to nobody");
        var unreachable = send(TEST.admin(), approval, "ann");
        assertThat(unreachable.problem()).isEqualTo("409 conflict");
        assertThat(unreachable.http().body()).contains("no address of ann, so nothing was sent");
        TEST.member("dave@ours.example", Role.USER);
        assertThat(send(TEST.admin(), approval, "dave@ours.example").problem()).isEqualTo("403 forbidden");
        assertThat(send(TEST.admin(), approval, "who@ours.example").problem()).isEqualTo("400 invalid");
        assertThat(send(TEST.stranger(), approval, CAROL).problem()).isEqualTo("404 not_found");
        TEST.admin().post("/api/v1/approvals/" + approval + "/decline", "{}");
        carol();
        assertThat(send(TEST.admin(), approval, CAROL).problem()).isEqualTo("409 already_decided");
    }

    /** Whoever reads the company's messages must not get hold of a colleague's decision. */
    @Test
    void nobodyReadsTheLinkAmongTheMessages() {
        String token = link(waiting("linked in secret"));
        var messages = TEST.admin().tool("messaging", "messaging_message_list", "{\"response_format\":\"detailed\"}");
        assertThat(messages.toString()).contains("To be approved").doesNotContain(token);
        assertThat(TEST.admin().get("/api/v1/messages").http().body()).doesNotContain(token);
    }
}
