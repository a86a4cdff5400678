package dev.bac.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.vendor.Vendors;
import java.util.ArrayList;
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
