package dev.bac.messaging.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.ToolRefusal;
import dev.bac.messaging.address.MessageChannel;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedTest {
    private static final Place PLACE = new Place(new BigDecimal("53.5"), new BigDecimal("-9.99"), null, null);

    private static Attachment file(Attachment.Kind kind, @Nullable String link, @Nullable String caption) {
        return new Attachment(kind, link, null, caption, null);
    }

    private static ApprovedTemplate template(String name, String language, String value) {
        return new ApprovedTemplate(name, language, null, List.of(value), List.of());
    }

    private static void refused(MessageChannel channel, Content content, String field) {
        assertThatThrownBy(() -> Carried.by(channel, content))
                .isInstanceOf(ToolRefusal.class)
                .hasMessageStartingWith(field + ": ");
    }

    @ParameterizedTest
    @CsvSource({"SMS,to", "EMAIL,to"})
    void textMessagesAndMailCarryTextAlone(MessageChannel channel, String field) {
        refused(channel, PLACE, field);
        refused(channel, file(Attachment.Kind.IMAGE, "https://a.example/a.png", null), field);
        refused(channel, template("order_ready", "de", "x"), field);
    }

    @Test
    void whatAChannelLacksIsRefusedBeforeTheVendorDoes() {
        refused(MessageChannel.MESSENGER, PLACE, "to");
        refused(MessageChannel.TELEGRAM, template("order_ready", "de", "x"), "to");
        refused(
                MessageChannel.MESSENGER,
                file(Attachment.Kind.IMAGE, "https://a.example/a.png", "Hi"),
                "media.caption");
        refused(MessageChannel.WHATSAPP, file(Attachment.Kind.AUDIO, "https://a.example/a.mp3", "Hi"), "media.caption");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/a.png",
                "file:///etc/passwd",
                "https://user:pw@a.example/a",
                "https:///a",
                "not an address",
                "javascript:alert(1)"
            })
    void aLinkIsAnAddressThatTheVendorCanReach(String link) {
        refused(MessageChannel.WHATSAPP, file(Attachment.Kind.IMAGE, link, null), "media.link");
    }

    @Test
    void aFileHasALinkOrAnId() {
        refused(MessageChannel.WHATSAPP, file(Attachment.Kind.IMAGE, null, null), "media");
        refused(
                MessageChannel.WHATSAPP,
                new Attachment(Attachment.Kind.IMAGE, "https://a.example/a", "123", null, null),
                "media");
        refused(
                MessageChannel.WHATSAPP,
                new Attachment(Attachment.Kind.IMAGE, null, "../../x", null, null),
                "media.id");
    }

    @ParameterizedTest
    @CsvSource({
        "90.1,0,location.latitude",
        "-90.1,0,location.latitude",
        "0,180.5,location.longitude",
        "0,-181,location.longitude"
    })
    void aPlaceIsOnTheEarth(BigDecimal north, BigDecimal east, String field) {
        refused(MessageChannel.TELEGRAM, new Place(north, east, null, null), field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Order Ready|de|x|template.name",
                "order_ready|German|x|template.language",
                "order_ready|pt-BR|x|template.language",
                "order_ready|de|'two\nlines'|template.body",
                "order_ready|de|'a      b'|template.body",
                "order_ready|de|''|template.body"
            })
    void aTemplateIsNamedAndFilledAsWhatsAppWantsIt(String name, String language, String value, String field) {
        refused(MessageChannel.WHATSAPP, template(name, language, value), field);
    }

    @Test
    void aHeadIsWordsOrAFileAndAButtonIsFilledOnce() {
        var both = new ApprovedTemplate.Header("Hi", file(Attachment.Kind.IMAGE, "https://a.example/a", null));
        refused(
                MessageChannel.WHATSAPP,
                new ApprovedTemplate("a", "de", both, List.of(), List.of()),
                "template.header");
        var button = new ApprovedTemplate.Button(0, ApprovedTemplate.Button.Kind.REPLY, "YES");
        refused(
                MessageChannel.WHATSAPP,
                new ApprovedTemplate("a", "de", null, List.of(), List.of(button, button)),
                "template.buttons");
    }

    @ParameterizedTest
    @EnumSource(Attachment.Kind.class)
    void whatIsKeptIsReadAgain(Attachment.Kind kind) {
        for (var content : List.of(
                new Attachment(kind, "https://a.example/a", null, "Hi", null),
                PLACE,
                new ApprovedTemplate(
                        "a",
                        "de",
                        new ApprovedTemplate.Header("x", null),
                        List.of("{{1}}", "'; drop table"),
                        List.of(new ApprovedTemplate.Button(1, ApprovedTemplate.Button.Kind.URL, "so-1"))))) {
            assertThat(Content.read(Content.json(content))).isEqualTo(content);
        }
    }
}
