package dev.bac.messaging.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.accept.AcceptQueue;
import dev.bac.messaging.accept.Acceptance;
import dev.bac.messaging.accept.Accepted;
import dev.bac.messaging.accept.NewMessage;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.contact.Contact;
import dev.bac.messaging.contact.ContactStore;
import dev.bac.messaging.vendor.Vendors;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipient's language decides which text of a template they get. */
class LanguagesTest {
    private static final String TO = "+4915112345678";
    private final TestServer messaging = TestServer.of(MessagingServer.declare(Vendors.none()));

    private void greeting() {
        messaging.ok("messaging_template_save", "{\"name\":\"Greeting\",\"body\":\"Hello {{name}}\"}");
        messaging.ok(
                "messaging_template_save", "{\"name\":\"Greeting\",\"body\":\"Olá {{name}}\",\"language\":\"pt\"}");
        messaging.ok(
                "messaging_template_save", "{\"name\":\"Greeting\",\"body\":\"Oi {{name}}\",\"language\":\"pt-BR\"}");
    }

    private void reads(String language) {
        var contact = new Contact(UUID.randomUUID(), TO, "Ann", language, List.of(), TestServer.NOW, TestServer.NOW);
        messaging.server().store().write(messaging.caller().tenant(), tx -> {
            new ContactStore().save(tx, List.of(contact));
            return true;
        });
    }

    private String accepted() {
        var queue = new AcceptQueue(messaging.server().store(), new Acceptance(Vendors.none()), _ -> {});
        var wanted =
                new NewMessage(TO, MessageChannel.SMS, null, null, "Greeting", Map.of("name", "Ann"), null, 1, false);
        var taken = (Accepted.Taken)
                queue.accept(messaging.caller().tenant(), new AcceptQueue.Request("test", null, List.of(wanted)))
                        .getFirst();
        return messaging.read(tx -> tx.sql()
                .createQuery("SELECT body FROM message WHERE id = :id")
                .bind("id", taken.id())
                .mapTo(String.class)
                .one());
    }

    @ParameterizedTest
    @CsvSource({"pt-br, Oi Ann", "pt-pt, Olá Ann", "pt, Olá Ann", "de, Hello Ann"})
    void whoReadsALanguageGetsItsTextOrTheNearest(String language, String body) {
        greeting();
        reads(language);

        assertThat(accepted()).isEqualTo(body);
        var sent = messaging.approved(
                "messaging_message_send",
                "{\"to\":\"" + TO + "\",\"template\":\"Greeting\",\"values\":{\"name\":\"Ann\"}}");
        assertThat(sent.path("message").path("body").asString()).isEqualTo(body);
    }

    @Test
    void aCampaignWritesToEachInTheirLanguage() {
        greeting();
        reads("pt-br");

        messaging.approved(
                "messaging_campaign_send",
                "{\"name\":\"Hi\",\"template\":\"Greeting\",\"purpose\":\"SERVICE\",\"recipients\":\"to,name\\n" + TO
                        + ",Ann\\n+4915112345679,Bob\\n\"}");

        assertThat(messaging.<List<String>>read(tx -> tx.sql()
                        .createQuery("SELECT body FROM message ORDER BY number")
                        .mapTo(String.class)
                        .list()))
                .containsExactly("Oi Ann", "Hello Bob");
    }

    @Test
    void aPreviewShowsTheTextItsSegmentsAndWhatIsMissing() {
        greeting();
        reads("pt-br");

        var shown = messaging.ok("messaging_template_preview", "{\"template\":\"Greeting\",\"to\":\"" + TO + "\"}");

        assertThat(shown.path("body").asString()).isEqualTo("Oi {{name}}");
        assertThat(shown.path("missing").toString()).isEqualTo("[\"name\"]");
        assertThat(shown.path("segments").asInt()).isEqualTo(1);
    }

    @Test
    void aValueIsTextHoweverItLooks() {
        greeting();

        var shown = messaging.ok(
                "messaging_template_preview",
                "{\"template\":\"Greeting\",\"values\":{\"name\":\"{{#a}}{{class}}{{/a}} {{{name}}}\"}}");

        assertThat(shown.path("body").asString()).isEqualTo("Hello {{#a}}{{class}}{{/a}} {{{name}}}");
    }

    @ParameterizedTest
    @CsvSource({"'{{#name}}x{{/name}}'", "'{{> other}}'", "'{{&name}}'", "'{{{name}}}'", "'{{name.class}}'"})
    void aTextWithLogicIsRefused(String body) {
        greeting();

        assertThat(messaging
                        .refused(
                                "messaging_template_save",
                                "{\"name\":\"Greeting\",\"language\":\"de\",\"body\":\"" + body + "\"}")
                        .text())
                .contains("double braces");
    }

    @Test
    void aTextWithAGapOfItsOwnIsRefused() {
        greeting();

        assertThat(messaging
                        .refused(
                                "messaging_template_save",
                                "{\"name\":\"Greeting\",\"language\":\"de\",\"body\":\"Hallo {{vorname}}\"}")
                        .text())
                .contains("vorname");
    }
}
