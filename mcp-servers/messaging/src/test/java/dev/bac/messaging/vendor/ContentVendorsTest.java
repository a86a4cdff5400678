package dev.bac.messaging.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.messaging.content.ApprovedTemplate;
import dev.bac.messaging.content.Attachment;
import dev.bac.messaging.content.Content;
import dev.bac.messaging.content.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is no text, as each vendor that carries it is asked for it, against its own contract. */
class ContentVendorsTest extends VendorsOverHttp {
    private static Submission submit(String vendor, Content content) {
        var text = message(vendor);
        return vendor(vendor, SERVER.baseUrl(), Duration.ofSeconds(20))
                .submit(new Outgoing(ID, text.to(), null, content.told(), content, Optional.of(CALLBACK)));
    }

    private static final String LINK = "https://acme.example/map.png";

    private static List<Content> files() {
        return Stream.of(Attachment.Kind.values())
                .flatMap(kind -> Stream.of(
                        new Attachment(kind, LINK, null, null, null),
                        new Attachment(kind, null, "1013859600285441", null, null)))
                .map(file -> (Content) file)
                .toList();
    }

    static Stream<Content> contents() {
        var all = new java.util.ArrayList<>(files());
        all.add(new Attachment(Attachment.Kind.DOCUMENT, LINK, null, "Prices", "prices.pdf"));
        all.add(new Place(new BigDecimal("53.5436"), new BigDecimal("9.9886"), "Warehouse", "Am Sandtorkai 1"));
        all.add(new Place(new BigDecimal("-33.9"), new BigDecimal("18.4"), null, null));
        all.add(new ApprovedTemplate("hello_world", "en_US", null, List.of(), List.of()));
        all.add(new ApprovedTemplate(
                "order_ready",
                "de",
                new ApprovedTemplate.Header(null, new Attachment(Attachment.Kind.IMAGE, LINK, null, null, null)),
                List.of("Lena", "SO-1001"),
                List.of(
                        new ApprovedTemplate.Button(0, ApprovedTemplate.Button.Kind.REPLY, "SO-1001 taken"),
                        new ApprovedTemplate.Button(1, ApprovedTemplate.Button.Kind.URL, "so-1001"))));
        all.add(new ApprovedTemplate(
                "offer", "pt_BR", new ApprovedTemplate.Header("Abril", null), List.of("a"), List.of()));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void asksWhatsAppForWhatIsNoTextAsItsContractSays(Content content) {
        var contract = whatsapp();
        saysYes("whatsapp");

        assertThat(submit("whatsapp", content)).isEqualTo(new Submission.Taken("SM1", false));

        var body = (ObjectNode) JSON.readTree(asked().getBody());
        String type = body.path("type").asString();
        var schema = contract.at(
                "/components/schemas/" + Character.toUpperCase(type.charAt(0)) + type.substring(1) + "Message");
        assertThat(problems(schema, contract, body, false)).isEmpty();
        assertThat(List.copyOf(body.propertyNames()))
                .containsExactlyInAnyOrder("messaging_product", "recipient_type", "to", "type", type);
        for (var component : body.at("/template/components")) {
            String kind = component.path("type").asString();
            var its = contract.at(
                    "/components/schemas/" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "Component");
            assertThat(problems(its, contract, component, false)).isEmpty();
        }
        body.remove(type);
        assertThat(problems(schema, contract, body, false)).isNotEmpty();
    }

    /** Its schema, without what contradicts itself and its own examples. */
    private static JsonNode whatsapp() {
        var contract = YAMLMapper.builder()
                .build()
                .readTree(data("whatsapp-cloud.openapi.yaml").toFile());
        for (var name : contract.at("/components/schemas").propertyNames()) {
            if (name.endsWith("Message")) {
                // Its two halves each forbid the fields of the other; the names are compared by the test.
                contract.at("/components/schemas/" + name).path("allOf").forEach(half -> ((ObjectNode) half)
                        .remove("additionalProperties"));
            }
        }
        // "Position index of the button (0-9)", says its text, and its example is 0.
        for (var index : List.of("TemplateComponent/properties/index", "ButtonComponent/allOf/1/properties/index")) {
            ((ObjectNode) contract.at("/components/schemas/" + index)).put("pattern", "^[0-9]$");
        }
        return contract;
    }

    @Test
    void fillsWhatsAppsTemplateInItsOrder() {
        saysYes("whatsapp");
        submit(
                "whatsapp",
                contents()
                        .filter(one -> one.told().contains("order_ready"))
                        .findFirst()
                        .orElseThrow());

        var template = JSON.readTree(asked().getBody()).path("template");
        assertThat(template.toString())
                .isEqualTo("{'name':'order_ready','language':{'policy':'deterministic','code':'de'},'components':["
                        .concat("{'type':'header','parameters':[{'type':'image','image':{'link':'" + LINK + "'}}]},")
                        .concat(
                                "{'type':'body','parameters':[{'type':'text','text':'Lena'},{'type':'text','text':'SO-1001'}]},")
                        .concat(
                                "{'type':'button','sub_type':'quick_reply','index':'0','parameters':[{'type':'payload','payload':'SO-1001 taken'}]},")
                        .concat(
                                "{'type':'button','sub_type':'url','index':'1','parameters':[{'type':'text','text':'so-1001'}]}]}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void asksTelegramForWhatIsNoTextAsItsContractSays(Content content) {
        if (content instanceof ApprovedTemplate) {
            return;
        }
        saysYes("telegram");
        assertThat(submit("telegram", content)).isEqualTo(new Submission.Taken("987654321:7", true));

        String method = asked().getUrl().replaceFirst(".*/", "");
        var fields = JSON.readTree(data("telegram-bot-api.json").toFile()).at("/methods/" + method + "/fields");
        assertThat(fields.isEmpty()).as(method).isFalse();
        var body = (ObjectNode) JSON.readTree(asked().getBody());
        assertThat(fields.valueStream()
                        .filter(field -> field.path("required").asBoolean())
                        .map(field -> field.path("name").asString()))
                .allMatch(body::has);
        assertThat(fields.valueStream().map(field -> field.path("name").asString()))
                .containsAll(body.propertyNames());
    }

    @Test
    void givesMessengerAFileByItsAddressOrItsId() {
        saysYes("messenger");
        submit("messenger", new Attachment(Attachment.Kind.DOCUMENT, LINK, null, null, null));
        assertThat(JSON.readTree(asked().getBody()).at("/message/attachment").toString())
                .isEqualTo("{'type':'file','payload':{'url':'%s','is_reusable':false}}"
                        .formatted(LINK)
                        .replace('\'', '"'));
        SERVER.resetRequests();
        submit("messenger", new Attachment(Attachment.Kind.IMAGE, null, "1857777774821032", null, null));
        assertThat(JSON.readTree(asked().getBody()).at("/message/attachment").toString())
                .isEqualTo("{'type':'image','payload':{'attachment_id':'1857777774821032'}}".replace('\'', '"'));
    }
}
