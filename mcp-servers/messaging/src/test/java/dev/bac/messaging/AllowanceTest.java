package dev.bac.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.accept.AcceptQueue;
import dev.bac.messaging.accept.Acceptance;
import dev.bac.messaging.accept.Accepted;
import dev.bac.messaging.accept.NewMessage;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.vendor.Vendors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a company's plan lets it send. */
class AllowanceTest {
    private static final String SEND = "messaging_message_send";
    private final TestServer messaging = TestServer.of(MessagingServer.declare(Vendors.none()));

    @Test
    void ofSixtyFourAtOnceJustAsManyAreTakenAsThePlanHolds() throws Exception {
        rule("{\"meter\":\"sms\",\"most\":25}", "");
        var calls = new ArrayList<Callable<ToolAnswer>>();
        for (int i = 0; i < 64; i++) {
            String asked = "{\"to\":\"+491512345%04d\",\"body\":\"Hello %d\"}".formatted(i, i);
            String grant = messaging.grant(SEND, messaging.asks(SEND, asked).argumentsHash());
            var call = ToolInvocation.of(SEND, TestServer.parse(asked)).granted(grant);
            calls.add(() -> messaging.call(call));
        }
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(calls)) {
                switch (one.get()) {
                    case ToolAnswer.Result _ -> taken++;
                    case ToolAnswer.Refused refused ->
                        assertThat(refused.text()).contains("used up");
                    case ToolAnswer.NeedsApproval needs -> throw new AssertionError(needs.text());
                }
            }
        }

        assertThat(taken).isEqualTo(25);
        assertThat(messaging.ok("messaging_message_list", "{}").path("total").asInt())
                .isEqualTo(25);
        assertThat(messaging.<Integer>read(tx -> tx.sql()
                        .createQuery("SELECT used FROM quota_use WHERE meter = 'sms'")
                        .mapTo(Integer.class)
                        .one()))
                .isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource({"sms, +4915123456789", "email, ann@example.com"})
    void aChannelThatIsOffTakesNothing(String feature, String to) {
        rule("", "{\"feature\":\"" + feature + "\",\"tools\":[]}");

        var refused = messaging.refused(SEND, "{\"to\":\"" + to + "\",\"body\":\"Hello\"}");

        assertThat(refused.text()).contains("The feature " + feature + " is switched off");
    }

    /** Half of them call the tool, half the queue of the REST endpoints; both count for one person. */
    @ParameterizedTest
    @CsvSource({"messages", "messages_minute", "user_messages", "user_messages_minute"})
    void ofSixtyFourAtOnceJustAsManyAreSentAsALimitHolds(String meter) throws Exception {
        rule("{\"meter\":\"" + meter + "\",\"most\":25}", "");
        var queue = new AcceptQueue(messaging.server().store(), new Acceptance(Vendors.none()), _ -> {});
        String user = messaging.caller().user().toString();
        var calls = new ArrayList<Callable<String>>();
        for (int i = 0; i < 32; i++) {
            String asked = "{\"to\":\"ann%d@example.com\",\"body\":\"Hello\"}".formatted(i);
            String grant = messaging.grant(SEND, messaging.asks(SEND, asked).argumentsHash());
            var call = ToolInvocation.of(SEND, TestServer.parse(asked)).granted(grant);
            calls.add(() -> switch (messaging.call(call)) {
                case ToolAnswer.Result _ -> "";
                case ToolAnswer.Refused refused -> refused.code();
                case ToolAnswer.NeedsApproval needs -> needs.text();
            });
            var wanted = List.of(NewMessage.text("bob" + i + "@example.com", MessageChannel.EMAIL, "Hello"));
            calls.add(
                    () -> switch (queue.accept(messaging.caller().tenant(), new AcceptQueue.Request(user, null, wanted))
                            .getFirst()) {
                        case Accepted.Taken _ -> "";
                        case Accepted.Refused refused -> refused.code();
                    });
        }
        var ends = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(calls)) {
                ends.add(one.get());
            }
        }

        assertThat(ends.stream().filter(""::equals)).hasSize(25);
        assertThat(ends.stream().filter("send_limit"::equals)).hasSize(39);
        assertThat(messaging.ok("messaging_message_list", "{}").path("total").asInt())
                .isEqualTo(25);
    }

    @Test
    void onePersonsLimitLeavesTheOthersTheirs() {
        rule("{\"meter\":\"user_messages\",\"most\":1}", "");
        var queue = new AcceptQueue(messaging.server().store(), new Acceptance(Vendors.none()), _ -> {});
        var two = List.of(
                NewMessage.text("ann@example.com", MessageChannel.EMAIL, "Hello"),
                NewMessage.text("bob@example.com", MessageChannel.EMAIL, "Hello"));

        for (String user : List.of("one", "other")) {
            var ends = queue.accept(messaging.caller().tenant(), new AcceptQueue.Request(user, null, two));
            assertThat(ends.getFirst()).isInstanceOf(Accepted.Taken.class);
            assertThat(ends.getLast())
                    .isInstanceOfSatisfying(Accepted.Refused.class, refused -> assertThat(refused.reason())
                            .contains("of today are used up"));
        }
    }

    @Test
    void whatTheMonthsSmsDoNotHoldDoesNotCountForTheDay() {
        rule("{\"meter\":\"sms\",\"most\":1},{\"meter\":\"messages\",\"most\":2}", "");
        var queue = new AcceptQueue(messaging.server().store(), new Acceptance(Vendors.none()), _ -> {});
        var wanted = List.of(
                NewMessage.text("+4915112345671", MessageChannel.SMS, "Hello"),
                NewMessage.text("+4915112345672", MessageChannel.SMS, "Hello"));

        queue.accept(messaging.caller().tenant(), new AcceptQueue.Request("one", null, wanted));

        assertThat(messaging.<Long>read(tx -> tx.sql()
                        .createQuery("SELECT used FROM send_use WHERE meter = 'messages'")
                        .mapTo(Long.class)
                        .one()))
                .isEqualTo(1);
    }

    @Test
    void aSuspendedCompanySendsNothing() {
        messaging.ok(
                "messaging_tenant_rule", "{\"state\":\"SUSPENDED\",\"entitlements\":{\"closed\":[],\"limits\":[]}}");

        assertThat(messaging
                        .refused(SEND, "{\"to\":\"+4915123456789\",\"body\":\"Hello\"}")
                        .code())
                .isEqualTo("tenant_suspended");
    }

    private void rule(String limits, String closed) {
        messaging.ok(
                "messaging_tenant_rule",
                "{\"state\":\"ACTIVE\",\"entitlements\":{\"closed\":[%s],\"limits\":[%s]}}".formatted(closed, limits));
    }
}
