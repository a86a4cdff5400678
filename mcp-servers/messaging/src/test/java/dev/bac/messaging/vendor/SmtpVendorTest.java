package dev.bac.messaging.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SmtpVendorTest {
    /** Port 1 is nobody's; one that was free a moment ago may be the next test's. */
    private static final int CLOSED_PORT = 1;

    private final Outgoing message = new Outgoing(UUID.randomUUID(), "jane@acme.example", "Größe", "Your order\nis on");

    private Submission submit(int port) {
        var server = new SmtpServer(
                "127.0.0.1", port, SmtpServer.Security.NONE, null, null, "office@bac.example", Duration.ofSeconds(3));
        return new SmtpVendor(server, TestServer.CLOCK).submit(message);
    }

    @Test
    void handsTheMailOverOnceUnderAnIdOfOurs() {
        try (var smtp = new TinySmtp("250 ok", "250 taken")) {
            var taken = submit(smtp.port());

            assertThat(taken).isEqualTo(new Submission.Taken("<" + message.id() + "@bac.example>", true));
            assertThat(smtp.mails).hasSize(1);
            assertThat(smtp.mails.getFirst())
                    .contains("From: office@bac.example", "To: jane@acme.example", "Subject: =?UTF-8?", "Your order");
        }
    }

    @Test
    void aRefusedRecipientIsRefused() {
        try (var smtp = new TinySmtp("550 no such user", "250 taken")) {
            assertThat(submit(smtp.port())).isInstanceOf(Submission.Refused.class);
            assertThat(smtp.mails).isEmpty();
        }
    }

    @Test
    void aBusyServerIsAskedAgainLater() {
        try (var smtp = new TinySmtp("451 greylisted", "250 taken")) {
            assertThat(submit(smtp.port())).isInstanceOf(Submission.Busy.class);
        }
    }

    @Test
    void aMailRefusedAfterItsTextIsRefused() {
        try (var smtp = new TinySmtp("250 ok", "554 looks like spam")) {
            assertThat(submit(smtp.port())).isInstanceOf(Submission.Refused.class);
        }
    }

    @Test
    void silenceAfterTheTextIsUnclear() {
        try (var smtp = new TinySmtp("250 ok", "")) {
            assertThat(submit(smtp.port())).isInstanceOf(Submission.Unclear.class);
            assertThat(smtp.mails).hasSize(1);
        }
    }

    @Test
    void anUnreachableServerWasCertainlyNotAsked() {
        assertThat(submit(CLOSED_PORT)).isInstanceOf(Submission.Busy.class);
    }
}
