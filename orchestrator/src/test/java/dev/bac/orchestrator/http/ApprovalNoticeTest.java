package dev.bac.orchestrator.http;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a rule says so, those who may decide are told by message, each once, and decide by the link in it. */
@Timeout(120)
class ApprovalNoticeTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String NORA = "nora@ours.example";
    private static final String OTTO = "otto@office.example";

    private record Mail(String to, String state, String token) {}

    @BeforeAll
    static void rule() {
        TEST.platform().workflows().catalogue().put(TEST.ours().id(), """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: told, title: Told, department: Finance}
                description: For these tests.
                rules:
                  - name: lead
                    tools: [crm_lead_create]
                    when: has(args.company) && args.company == 'Told Ltd'
                    does: ask
                    notify: true
                  - name: quiet
                    tools: [crm_lead_create]
                    when: has(args.company) && args.company == 'Quiet Ltd'
                    does: ask
                """, "test");
        TEST.member(NORA, Role.ADMIN);
        TEST.member("otto", Role.ADMIN);
        TEST.member("pia", Role.ADMIN);
        TEST.member("quinn@ours.example", Role.USER);
        assertThat(TEST.platform().access().addresses().keep(TEST.ours().id(), "otto", Optional.of(OTTO)))
                .isTrue();
    }

    @AfterAll
    static void forget() {
        TEST.platform().workflows().catalogue().remove(TEST.ours().id(), "policy", "told");
        TEST.admin().send(TEST.admin().request("/api/v1/agents/told-leads").DELETE());
    }

    private static String waiting(Web by, String agent, String person, String company) {
        TEST.model()
                .when(
                        "New lead " + person,
                        call("crm_lead_create", "{\"name\":\"%s\",\"company\":\"%s\"}".formatted(person, company)),
                        answer("Noted."));
        var events = by.talk(agent).say("New lead " + person);
        assertThat(Talk.end(events)).isEqualTo("awaiting_approval");
        return Talk.last(events, "approval").at("/approval/id").asString();
    }

    /** The messages that carry a link to this approval. */
    private static List<Mail> mails(String approval) {
        return TEST
                .platform()
                .server("messaging")
                .store()
                .read(TEST.ours().id(), tx -> tx.sql()
                        .createQuery("SELECT recipient, state, body FROM message WHERE body LIKE '%token=ap_%'")
                        .map((row, _) -> new Mail(
                                row.getString("recipient"),
                                row.getString("state"),
                                row.getString("body").replaceAll("(?s).*token=(ap_\\S+).*", "$1")))
                        .list())
                .stream()
                .filter(mail -> TEST.platform()
                        .access()
                        .approvalLinks()
                        .find(mail.token())
                        .filter(link -> link.approval().equals(UUID.fromString(approval)))
                        .isPresent())
                .toList();
    }

    private static void until(BooleanSupplier wanted) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!wanted.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static long notices(String approval, String state) {
        return TEST.platform().access().store().read(TEST.ours().id(), tx -> tx.sql()
                .createQuery("SELECT count(*) FROM approval_notice_to WHERE approval = :id AND state = :state")
                .bind("id", UUID.fromString(approval))
                .bind("state", state)
                .mapTo(Long.class)
                .one());
    }

    private static void sent(String approval) {
        until(() -> notices(approval, "sent") > 0 && notices(approval, "due") == 0);
    }

    private static Web.Reply decide(String token) {
        return TEST.nobody()
                .send(TEST.nobody()
                        .request("/approve")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("decision=approve&reason=&token=" + token)));
    }

    @Test
    void tellsEachWhoMayDecideAndHasAnAddressOnceAndTheLinkDecides() {
        String approval = waiting(TEST.clerk(), "lead-intake", "Told One", "Told Ltd");
        sent(approval);

        var mails = mails(approval);
        assertThat(mails)
                .extracting(Mail::to)
                .contains(NORA, OTTO)
                .doesNotContain("quinn@ours.example", "pia")
                .doesNotHaveDuplicates();
        assertThat(mails).extracting(Mail::state).as("no vendor carries them").containsOnly("HELD");
        var kept = TEST.platform().access().store().read(TEST.ours().id(), tx -> tx.sql()
                .createQuery("SELECT count(*) FROM approval_notice_to WHERE state <> 'due' AND token IS NOT NULL")
                .mapTo(Long.class)
                .one());
        assertThat(kept).as("secrets that are kept").isZero();
        assertThat(TEST.admin().get("/api/v1/audit?server=orchestrator").http().body())
                .contains("approval.sent");

        String token = mails.stream()
                .filter(mail -> mail.to().equals(OTTO))
                .findFirst()
                .orElseThrow()
                .token();
        assertThat(decide(token).http().body()).contains("Approved");
        var decided = TEST.admin().get("/api/v1/approvals/" + approval).json();
        assertThat(decided.at("/decidedBy/name").asString()).isEqualTo("otto");
        assertThat(mails(approval)).as("nobody is told again").hasSameSizeAs(mails);
    }

    /** The process died after the messaging server had the message and before that was noted. */
    @Test
    void sendsNothingTwiceAfterACrash() {
        String approval = waiting(TEST.clerk(), "lead-intake", "Told Twice", "Told Ltd");
        sent(approval);
        var before = mails(approval);

        for (var mail : before) {
            TEST.platform().access().store().write(TEST.ours().id(), tx -> tx.sql()
                    .createUpdate("""
                            UPDATE approval_notice_to SET state = 'due', token = :token, next_at = :now
                            WHERE approval = :id AND address = :to
                            """)
                    .bind("token", mail.token())
                    .bind("now", tx.now())
                    .bind("id", UUID.fromString(approval))
                    .bind("to", mail.to())
                    .execute());
        }
        assertThat(notices(approval, "due")).isPositive();
        sent(approval);

        assertThat(mails(approval)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(decide(before.getFirst().token()).status()).isEqualTo(200);
        assertThat(decide(before.getFirst().token()).status())
                .as("a link works once")
                .isEqualTo(410);
    }

    @Test
    void tellsNobodyWhereNoRuleSaysSoNorWhoeverAskedInTheChat() {
        String quiet = waiting(TEST.clerk(), "lead-intake", "Quiet One", "Quiet Ltd");
        var nora = new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(TEST.member(NORA, Role.ADMIN))));
        String asked = waiting(nora, "lead-intake", "Told Three", "Told Ltd");
        sent(asked);

        assertThat(mails(asked)).extracting(Mail::to).contains(OTTO).doesNotContain(NORA);
        assertThat(mails(quiet)).isEmpty();
    }

    @Test
    void anAgentsOwnApprovalCanTellThemToo() {
        var put = TEST.admin()
                .send(TEST.admin()
                        .request("/api/v1/agents/told-leads")
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString("""
                                apiVersion: bac/v1
                                kind: Agent
                                metadata: {name: told-leads, title: Told leads, department: Sales, version: "1", maturity: draft}
                                description: Takes leads down once an admin agrees, who is told by message.
                                instructions: You take leads down.
                                tools:
                                  - server: crm
                                    allow: [crm_lead_create]
                                    approval: {approvers: [admin], expires: 2h, notify: true}
                                """)));
        assertThat(put.status()).as(put.http().body()).isEqualTo(200);

        String approval = waiting(TEST.clerk(), "told-leads", "Told Four", "Other Ltd");
        sent(approval);

        assertThat(mails(approval)).extracting(Mail::to).contains(NORA, OTTO);
    }

    /** What was decided before the message left needs no message. */
    @Test
    void tellsNobodyOfWhatIsDecided() {
        String approval = waiting(TEST.clerk(), "lead-intake", "Quiet Two", "Quiet Ltd");
        TEST.admin().post("/api/v1/approvals/" + approval + "/decline", "{}");
        TEST.platform().access().store().write(TEST.ours().id(), tx -> tx.sql()
                .createUpdate("INSERT INTO approval_notice (approval) VALUES (:id)")
                .bind("id", UUID.fromString(approval))
                .execute());
        until(() -> TEST.platform().access().store().read(TEST.ours().id(), tx -> tx.sql()
                .createQuery("SELECT addressed FROM approval_notice WHERE approval = :id")
                .bind("id", UUID.fromString(approval))
                .mapTo(Boolean.class)
                .one()));

        assertThat(mails(approval)).isEmpty();
    }

    @Test
    void anAddressIsOfOneCompanyAndMustBeOne() {
        var access = TEST.platform().access();
        var theirs = access.companies().find("theirs").orElseThrow().id();
        access.members().enrol(theirs, "otto", java.util.Set.of(Role.ADMIN));

        assertThat(access.addresses().find(theirs, "otto").orElseThrow().address())
                .isEmpty();
        assertThat(access.addresses()
                        .find(TEST.ours().id(), "otto")
                        .orElseThrow()
                        .address())
                .contains(OTTO);
        assertThatThrownBy(() -> access.addresses().keep(TEST.ours().id(), "otto", Optional.of("next door")))
                .hasMessageContaining("no e-mail address");
        assertThat(access.addresses().keep(TEST.ours().id(), "nobody here", Optional.of(OTTO)))
                .isFalse();
    }

    /** What the page's button shows. */
    @Test
    void namesThoseToWhomALinkCanBeSent() {
        String approval = waiting(TEST.clerk(), "lead-intake", "Quiet Three", "Quiet Ltd");
        String path = "/api/v1/approvals/" + approval;

        var people = TEST.clerk().get(path + "/people").json().path("items");
        assertThat(people.valueStream()
                        .map(one -> one.path("name").asString() + " "
                                + one.path("reachable").asBoolean()))
                .contains(NORA + " true", "otto true", "pia false")
                .doesNotContain("quinn@ours.example true", "bob false");
        assertThat(people.toString()).as("no addresses").doesNotContain(OTTO);
        assertThat(TEST.stranger().get(path + "/people").problem()).isEqualTo("404 not_found");

        var sent = TEST.clerk().post(path + "/send", "{\"to\":\"otto\"}");
        assertThat(sent.status()).as(sent.http().body()).isEqualTo(200);
        assertThat(mails(approval)).extracting(Mail::to).containsExactly(OTTO);
    }
}
