package dev.bac.orchestrator.config;

import dev.bac.messaging.vendor.SmtpServer;
import dev.bac.messaging.vendor.TwilioAccount;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Who carries messages out of the house. A channel without a vendor holds its messages.
 *
 * @param smtp for e-mail
 * @param twilio for text messages
 */
public record MessagingSettings(Optional<SmtpServer> smtp, Optional<TwilioAccount> twilio) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int SUBMISSION = 587;

    static MessagingSettings read(Section section) {
        var smtp = section.section("smtp");
        var twilio = section.section("twilio");
        section.done();
        return new MessagingSettings(
                smtp.given() ? Optional.of(smtp(smtp)) : Optional.empty(),
                twilio.given() ? Optional.of(twilio(twilio)) : Optional.empty());
    }

    private static SmtpServer smtp(Section section) {
        var read = new SmtpServer(
                section.required("host"),
                section.whole("port", SUBMISSION, 1, 65_535),
                security(section),
                section.text("user").orElse(null),
                section.text("password").orElse(null),
                section.required("sender"),
                section.duration("timeout", TIMEOUT));
        section.done();
        return read;
    }

    private static SmtpServer.Security security(Section section) {
        String given = section.text("security").orElse("starttls");
        return Arrays.stream(SmtpServer.Security.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> section.mistake("security", "must be none, starttls or tls, not \"" + given + "\""));
    }

    private static TwilioAccount twilio(Section section) {
        String url = section.text("url").orElse("https://api.twilio.com");
        String account = section.required("account");
        String token = section.required("token");
        String sender = section.required("sender");
        Duration timeout = section.duration("timeout", TIMEOUT);
        section.done();
        try {
            return new TwilioAccount(URI.create(url), account, token, sender, timeout);
        } catch (IllegalArgumentException e) {
            throw section.mistake("account", "is refused: " + e.getMessage());
        }
    }
}
