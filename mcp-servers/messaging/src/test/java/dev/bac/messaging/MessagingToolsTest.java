package dev.bac.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.testing.ToolSnapshots;
import dev.bac.messaging.vendor.Vendors;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagingToolsTest {
    private final TestServer messaging = TestServer.of(MessagingServer.declare(Vendors.none()));

    @Test
    void toolsAreAsCommitted() {
        ToolSnapshots.verify(MessagingServer.declare(Vendors.none()), Path.of("src/test/resources/tools"));
    }

    @Test
    void asksBeforeAnythingLeaves() {
        var asked = messaging.asks(
                "messaging_message_send", "{\"to\":\"+49 151 23456789\",\"body\":\"Your order has shipped\"}");

        assertThat(asked.text()).contains("+4915123456789");
        assertThat(messaging.ok("messaging_message_list", "{}").path("total").asInt())
                .isZero();
    }

    @Test
    void aMessageWithoutAVendorIsHeldAndShownInTheOutbox() {
        var held = messaging.approved(
                "messaging_message_send", "{\"to\":\"+49 151 23456789\",\"body\":\"Your order has shipped\"}");

        assertThat(held.path("summary").asString())
                .isEqualTo(
                        "Held the text message MSG-1001 to +4915123456789 (1 segment): no vendor is configured for this"
                                + " channel, so nothing was sent.");
        var outbox = messaging.ok("messaging_message_list", "{\"state\":\"held\"}");
        assertThat(outbox.path("summary").asString()).isEqualTo("1 message, 1 of these held and not sent.");
    }

    @Test
    void fillsATemplate() {
        messaging.ok("messaging_template_save", """
            {"name":"Shipped","body":"Hello {{name}}, {{order}} <ships> & more"}\
            """);

        var sent = messaging.approved("messaging_message_send", """
            {"to":"+4915123456789","template":"shipped","values":{"name":"Ann","order":"SO-1001"}}\
            """);

        assertThat(sent.path("message").path("body").asString()).isEqualTo("Hello Ann, SO-1001 <ships> & more");
    }

    @Test
    void namesTheGapsThatWereNotFilled() {
        messaging.ok("messaging_template_save", "{\"name\":\"Shipped\",\"body\":\"Hello {{name}}, {{order}}\"}");

        assertThat(messaging
                        .refused("messaging_message_send", "{\"to\":\"+4915123456789\",\"template\":\"Shipped\"}")
                        .text())
                .isEqualTo("values: the template also needs name, order");
    }

    @Test
    void aTemplateHasNoLogic() {
        assertThat(messaging
                        .refused("messaging_template_save", "{\"name\":\"X\",\"body\":\"{{#a}}b{{/a}}\"}")
                        .code())
                .isEqualTo("invalid");
    }

    @Test
    void writesToNobodyWhoOptedOut() {
        messaging.ok("messaging_consent_set", "{\"address\":\"+49 151 2345 6789\",\"consent\":\"opt_out\"}");

        assertThat(messaging
                        .refused("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Hi\"}")
                        .code())
                .isEqualTo("opted_out");
    }

    @Test
    void anotherTenantsRecordsAreNotFound() {
        messaging.approved("messaging_message_send", "{\"to\":\"a@b.example\",\"body\":\"Hi\"}");
        var template = messaging.ok("messaging_template_save", "{\"name\":\"Shipped\",\"body\":\"Hello\"}");
        String message = messaging
                .ok("messaging_message_list", "{}")
                .path("items")
                .path(0)
                .path("id")
                .asString();
        var other = messaging.otherTenant();

        for (String id : new String[] {message, "MSG-1001"}) {
            assertThat(other.refused("messaging_message_status", "{\"message\":\"" + id + "\"}")
                            .code())
                    .isEqualTo("not_found");
        }
        for (String id : new String[] {template.path("template").path("id").asString(), "Shipped"}) {
            assertThat(other.refused(
                                    "messaging_message_send", "{\"to\":\"+4915123456789\",\"template\":\"" + id + "\"}")
                            .code())
                    .isEqualTo("not_found");
        }
        assertThat(other.ok("messaging_message_list", "{\"to\":\"a@b.example\"}")
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(other.ok("messaging_template_list", "{}").path("total").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"to\":\"12\",\"body\":\"x\"}                                              | to",
                "{\"to\":\"0151 23456789\",\"body\":\"x\"}                                   | to",
                "{\"to\":\"a@b.example, c@d.example\",\"body\":\"x\"}                        | to",
                "{\"to\":\"a@b.example\\nBcc: c@d.example\",\"body\":\"x\"}                  | to",
                "{\"to\":\"a@b.example\"}                                                    | body",
                "{\"to\":\"a@b.example\",\"body\":\"x\",\"channel\":\"sms\"}                 | to",
                "{\"to\":\"a@b.example\",\"body\":\"x\",\"channel\":\"pigeon\"}              | channel",
                "{\"to\":\"a@b.example\",\"body\":\"x\",\"template\":\"Y\"}                  | body",
                "{\"to\":\"a@b.example\",\"body\":\"x\",\"values\":{\"a\":\"b\"}}            | values",
                "{\"to\":\"a@b.example\",\"body\":\"x\",\"bcc\":\"c@d.example\"}             | bcc",
            })
    void refusesWhatCannotBeSent(String arguments, String field) {
        var refused = messaging.refused("messaging_message_send", arguments);

        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.text()).startsWith(field);
    }

    @Test
    void refusesATextMessageThatIsTooLong() {
        var refused = messaging.refused(
                "messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"" + "x".repeat(1601) + "\"}");

        assertThat(refused.text()).isEqualTo("body: has 1601 characters; at most 1600 fit");
    }

    @Test
    void filesPlacesAndApprovedTemplatesAreAskedForAndKeptWithWhatTheySay() {
        var asked = messaging.asks("messaging_media_send", """
            {"to":"whatsapp:+4915123456789","kind":"IMAGE","link":"https://acme.example/map.png","caption":"Map"}\
            """);
        assertThat(asked.text()).contains("+4915123456789").contains("https://acme.example/map.png");

        var place = messaging.approved("messaging_location_send", """
            {"to":"telegram:987654321","latitude":53.5436,"longitude":9.9886,"name":"Warehouse"}\
            """);
        assertThat(place.at("/message/body").asString()).isEqualTo("[location 53.5436, 9.9886] Warehouse");
        assertThat(place.at("/message/state").asString()).isEqualToIgnoringCase("held");

        var template = messaging.approved("messaging_whatsapp_send", """
            {"to":"+4915123456789","template":"order_ready","language":"de","values":["Lena","SO-1001"],
             "buttons":[{"index":0,"kind":"REPLY","value":"yes"}]}\
            """);
        assertThat(template.at("/message/channel").asString()).isEqualToIgnoringCase("whatsapp");
        assertThat(template.at("/message/body").asString()).isEqualTo("[template order_ready, de] Lena · SO-1001");
    }

    @Test
    void whatAChannelDoesNotCarryIsRefusedAndNothingIsWritten() {
        assertThat(messaging.refused("messaging_media_send", """
            {"to":"+4915123456789","kind":"IMAGE","link":"https://acme.example/map.png"}\
            """).text()).contains("to: takes" + " text" + " alone");
        assertThat(messaging.refused("messaging_media_send", """
            {"to":"whatsapp:+4915123456789","kind":"IMAGE","link":"http://127.0.0.1/x"}\
            """).text()).contains("media.link");
        messaging.ok("messaging_consent_set", "{\"address\":\"+49 151 2345 6789\",\"consent\":\"opt_out\"}");
        assertThat(messaging.refused("messaging_whatsapp_send", """
            {"to":"+4915123456789","template":"order_ready","language":"de"}\
            """).code()).isEqualTo("opted_out");
        assertThat(messaging.ok("messaging_message_list", "{}").path("total").asInt())
                .isZero();
    }
}
