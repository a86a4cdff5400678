package dev.bac.orchestrator.config;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.vendor.AfricasTalkingAccount;
import dev.bac.messaging.vendor.InfobipAccount;
import dev.bac.messaging.vendor.MetaAccount;
import dev.bac.messaging.vendor.SmtpServer;
import dev.bac.messaging.vendor.TelegramAccount;
import dev.bac.messaging.vendor.TwilioAccount;
import dev.bac.messaging.vendor.VonageAccount;
import dev.bac.messaging.webhook.MetaSigned;
import dev.bac.messaging.webhook.PlainWord;
import dev.bac.messaging.webhook.TelegramWebhook;
import dev.bac.messaging.webhook.VonageWebhook;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a vendor knows us and we know it. Secrets are written as variables of the environment, such as
 * {@code ${TWILIO_TOKEN}}, or as text; no {@code toString} shows them. An account without the secret of its webhook hears
 * nothing.
 */
public sealed interface VendorSettings {
    /** The vendors there are, as the file calls them. */
    List<String> NAMES = List.of(
            "smtp", "twilio", "vonage", "infobip", "africastalking", "whatsapp", "messenger", "telegram", "sandbox");

    record Smtp(SmtpServer server) implements VendorSettings {}

    record Twilio(TwilioAccount account) implements VendorSettings {}

    record Vonage(VonageAccount account, Optional<VonageWebhook> webhook) implements VendorSettings {}

    record Infobip(InfobipAccount account, Optional<PlainWord> word) implements VendorSettings {}

    record AfricasTalking(AfricasTalkingAccount account, Optional<PlainWord> word) implements VendorSettings {}

    record WhatsApp(MetaAccount account, Optional<MetaSigned> signed) implements VendorSettings {}

    record Messenger(MetaAccount account, Optional<MetaSigned> signed) implements VendorSettings {}

    record Telegram(TelegramAccount account, Optional<TelegramWebhook> webhook) implements VendorSettings {}

    /** Reaches nobody. */
    record Sandbox(MessageChannel channel) implements VendorSettings {}

    static VendorSettings read(Section section, String vendor) {
        try {
            return switch (vendor) {
                case "smtp" -> smtp(section);
                case "twilio" -> twilio(section);
                case "vonage" -> vonage(section);
                case "infobip" ->
                    new Infobip(
                            new InfobipAccount(
                                    url(section, section.required("url")),
                                    section.required("key"),
                                    section.required("sender"),
                                    timeout(section),
                                    section.duration("logsAfter", Duration.ofSeconds(30))),
                            word(section));
                case "africastalking" ->
                    new AfricasTalking(
                            new AfricasTalkingAccount(
                                    url(section, "https://api.africastalking.com"),
                                    section.required("username"),
                                    section.required("key"),
                                    section.text("sender").orElse(null),
                                    timeout(section)),
                            word(section));
                case "whatsapp" -> new WhatsApp(meta(section, section.required("phone")), signed(section));
                case "messenger" -> new Messenger(meta(section, "me"), signed(section));
                case "telegram" ->
                    new Telegram(
                            new TelegramAccount(
                                    url(section, "https://api.telegram.org"),
                                    section.required("token"),
                                    timeout(section)),
                            section.text("secret").map(TelegramWebhook::new));
                case "sandbox" -> new Sandbox(channel(section));
                default -> throw section.mistake("vendor", "must be one of " + String.join(", ", NAMES));
            };
        } catch (IllegalArgumentException e) {
            throw section.mistake("id", "cannot be set up: " + e.getMessage());
        }
    }

    private static Duration timeout(Section section) {
        return section.duration("timeout", Duration.ofSeconds(20));
    }

    private static URI url(Section section, String usual) {
        return URI.create(section.text("url").orElse(usual));
    }

    private static Smtp smtp(Section section) {
        return new Smtp(new SmtpServer(
                section.required("host"),
                section.whole("port", 587, 1, 65_535),
                oneOf(section, "security", SmtpServer.Security.values(), SmtpServer.Security.STARTTLS),
                section.text("user").orElse(null),
                section.text("password").orElse(null),
                section.required("sender"),
                timeout(section)));
    }

    private static Twilio twilio(Section section) {
        return new Twilio(new TwilioAccount(
                url(section, "https://api.twilio.com"),
                section.required("account"),
                section.required("token"),
                section.required("sender"),
                timeout(section)));
    }

    private static Vonage vonage(Section section) {
        var account = new VonageAccount(
                url(section, "https://rest.nexmo.com"),
                section.required("key"),
                section.required("secret"),
                section.required("sender"),
                timeout(section));
        var method = oneOf(section, "signatureMethod", VonageWebhook.Method.values(), VonageWebhook.Method.HMAC_SHA256);
        return new Vonage(account, section.text("signatureSecret").map(secret -> new VonageWebhook(secret, method)));
    }

    private static MetaAccount meta(Section section, String node) {
        return new MetaAccount(
                url(section, "https://graph.facebook.com"),
                section.text("version").orElse("v23.0"),
                node,
                section.required("token"),
                timeout(section));
    }

    private static Optional<MetaSigned> signed(Section section) {
        var verify = section.text("verifyToken");
        return section.text("appSecret")
                .map(secret -> new MetaSigned(
                        secret,
                        verify.orElseThrow(() -> section.mistake("verifyToken", "is missing; Meta asks for it once"))));
    }

    private static Optional<PlainWord> word(Section section) {
        var from = Set.copyOf(section.texts("webhookFrom"));
        return section.text("webhookWord").map(word -> new PlainWord(word, from));
    }

    private static MessageChannel channel(Section section) {
        return oneOf(section, "channel", MessageChannel.values(), MessageChannel.SMS);
    }

    private static <E extends Enum<E>> E oneOf(Section section, String key, E[] values, E usual) {
        String given = section.text(key).orElse(label(usual));
        return Arrays.stream(values)
                .filter(one -> label(one).equals(given))
                .findFirst()
                .orElseThrow(() -> section.mistake(
                        key,
                        "must be "
                                + String.join(
                                        " or ",
                                        Arrays.stream(values)
                                                .map(VendorSettings::label)
                                                .toList())
                                + ", not \"" + given + "\""));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
