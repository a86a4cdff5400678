package dev.bac.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Store;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CampaignTest {
    private static final String TOOL = "messaging_campaign_send";
    private final TestServer messaging = TestServer.of(MessagingServer.declare(Vendors.none()));

    private void template(String body) {
        messaging.ok(
                "messaging_template_save",
                TestServer.parse("{\"name\":\"News\",\"subject\":\"News\"}")
                        .put("body", body)
                        .toString());
    }

    private void consent(String address, String consent) {
        messaging.ok(
                "messaging_consent_set",
                TestServer.parse("{}")
                        .put("address", address)
                        .put("consent", consent)
                        .toString());
    }

    private static ObjectNode campaign(String recipients) {
        return TestServer.parse("{\"name\":\"Spring\",\"template\":\"News\"}").put("recipients", recipients);
    }

    private static String people(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "p%d@acme.example,P%d".formatted(i, i))
                .collect(Collectors.joining("\n", "to,name\n", "\n"));
    }

    private ToolInvocation agreed(ObjectNode arguments) {
        var asked = (ToolAnswer.NeedsApproval) messaging.call(ToolInvocation.of(TOOL, arguments));
        return ToolInvocation.of(TOOL, arguments).granted(messaging.grant(TOOL, asked.argumentsHash()));
    }

    private long messages(String state) {
        return messaging.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM message WHERE state = :state")
                .bind("state", state)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void aDryRunCountsWhoGetsItAndWhatItCosts() {
        template("Hello {{name}}");
        consent("ann@acme.example", "opt_in");
        consent("bob@acme.example", "opt_out");

        var would = messaging.ok(
                TOOL,
                campaign(
                                "to,name\nann@acme.example,Ann\nbob@acme.example,Bob\neve@acme.example,Eve\nann@acme.example,X\n"
                                        + "nobody,Y\n")
                        .put("dry_run", true)
                        .put("price", "0.075")
                        .toString());

        assertThat(would.path("summary").asString())
                .isEqualTo("\"Spring\" to 5 recipients: 0 to send, 1 held, as no vendor is configured, 2 left out, who"
                        + " opted out or have not agreed, 2 with a problem; 1 part, about 0.08 EUR.");
        assertThat(messages("HELD")).isZero();
    }

    @Test
    void sendsOnlyAfterApprovalAndHoldsWithoutAVendor() {
        template("Hello {{name}}");
        consent("p1@acme.example", "opt_in");

        assertThat(messaging.asks(TOOL, campaign(people(3)).toString()).text()).contains("1 held", "2 left out");
        var done = messaging.approved(TOOL, campaign(people(3)).toString());

        assertThat(done.path("state").asString()).isEqualTo("done");
        assertThat(done.path("held").asInt()).isEqualTo(1);
        assertThat(messages("HELD")).isEqualTo(1);
        assertThat(messages("QUEUED")).isZero();
    }

    @Test
    void whoOptsOutWhileItRunsGetsNothingMore() {
        template("Hello {{name}}");
        var call = agreed(campaign(people(40)).put("purpose", "service")).keyed("spring");
        var _ = messaging.server().call(messaging.caller(), call, (_, _, _) -> Thread.currentThread()
                .interrupt());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(messages("HELD")).isEqualTo(25);

        consent("p40@acme.example", "opt_out");
        var done = (ToolAnswer.Result) messaging.call(call);

        assertThat(done.content().path("held").asInt()).isEqualTo(39);
        assertThat(done.content().path("suppressed").asInt()).isEqualTo(1);
    }

    @Test
    void goesOnAfterARestartAndWritesToNobodyTwice() {
        template("Hello {{name}}");
        var call = agreed(campaign(people(80)).put("purpose", "service")).keyed("restart");
        var _ = messaging.server().call(messaging.caller(), call, (done, _, _) -> {
            if (done >= 50) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(Thread.interrupted()).isTrue();

        var reopened = reopened(messaging.server().store(), Vendors.none(), TestServer.CLOCK);
        var _ = reopened.call(messaging.caller(), call);
        var _ = messaging.call(call);

        assertThat(messages("HELD")).isEqualTo(80);
        long addresses = messaging.read(tx -> tx.sql()
                .createQuery("SELECT count(DISTINCT recipient) FROM message")
                .mapTo(Long.class)
                .one());
        assertThat(addresses).isEqualTo(80);
    }

    private static ToolServer reopened(Store store, Vendors vendors, Clock clock) {
        return ToolServer.on(store, MessagingServer.declare(vendors), TestServer.security(), clock);
    }

    private static Vendors mail() {
        return new Vendors(Map.of(MessageChannel.EMAIL, new Vendor() {
            @Override
            public String name() {
                return "none";
            }

            @Override
            public Submission submit(Outgoing message) {
                throw new AssertionError("no dispatcher runs here");
            }
        }));
    }

    @Test
    void whatHasNotLeftYetIsTakenBackWhenItIsStopped() {
        template("Hello {{name}}");
        var server = reopened(messaging.server().store(), mail(), TestServer.CLOCK);
        var call = agreed(campaign(people(60)).put("purpose", "service")).keyed("stop");
        var _ = server.call(
                messaging.caller(), call, (_, _, _) -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(messages("QUEUED")).isEqualTo(25);

        server.stop(messaging.caller(), call);
        var after = (ToolAnswer.Result) server.call(messaging.caller(), call);

        assertThat(after.content().path("state").asString()).isEqualTo("stopped");
        assertThat(after.content().path("cancelled").asInt()).isEqualTo(60);
        assertThat(messages("QUEUED")).isZero();
        assertThat(messages("CANCELLED")).isEqualTo(25);
    }

    @Test
    void refusesATemplateWhoseGapsNoColumnFills() {
        template("Hello {{name}}");

        assertThat(messaging
                        .refused(TOOL, campaign("to\na@b.example\n").toString())
                        .text())
                .contains("needs the columns name");
    }
}
