package dev.bac.messaging.vendor;

import dev.bac.messaging.content.ApprovedTemplate;
import dev.bac.messaging.content.Attachment;
import dev.bac.messaging.content.Place;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages through the WhatsApp Cloud API: {@code POST /{version}/{phone number id}/messages}. Outside the 24 hours after a person's last message
 * WhatsApp refuses free text (131047).
 */
public final class WhatsAppVendor implements Vendor {
    private final GraphCall graph;

    /** @param http its connect time-out applies; it must follow no redirects */
    public WhatsAppVendor(MetaAccount account, HttpClient http) {
        graph = new GraphCall(account, new VendorHttp("WhatsApp", http), FailureCodes.WHATSAPP);
    }

    @Override
    public String name() {
        return "whatsapp";
    }

    @Override
    public Submission submit(Outgoing message) {
        var body = VendorHttp.JSON
                .createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put("to", message.digits());
        fill(body, message);
        return graph.submit(
                body, answer -> answer.path("messages").path(0).path("id").asString(""));
    }

    private static void fill(ObjectNode body, Outgoing message) {
        switch (message.content()) {
            case null ->
                body.put("type", "text")
                        .putObject("text")
                        .put("preview_url", false)
                        .put("body", message.body());
            case Attachment attachment ->
                file(body.put("type", attachment.kind().label()), attachment);
            case Place place -> place(body.put("type", "location").putObject("location"), place);
            case ApprovedTemplate template ->
                template(body.put("type", "template").putObject("template"), template);
        }
    }

    private static void file(ObjectNode body, Attachment file) {
        var media = body.putObject(file.kind().label());
        put(media, "link", file.link());
        put(media, "id", file.id());
        put(media, "caption", file.caption());
        put(media, "filename", file.filename());
    }

    private static void put(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    /** Degrees are words in its schema. */
    private static void place(ObjectNode body, Place place) {
        body.put("latitude", place.latitude().toPlainString())
                .put("longitude", place.longitude().toPlainString());
        put(body, "name", place.name());
        put(body, "address", place.address());
    }

    private static void template(ObjectNode body, ApprovedTemplate template) {
        body.put("name", template.name())
                .putObject("language")
                .put("policy", "deterministic")
                .put("code", template.language());
        var components = body.putArray("components");
        var header = template.header();
        if (header != null) {
            header(
                    components
                            .addObject()
                            .put("type", "header")
                            .putArray("parameters")
                            .addObject(),
                    header);
        }
        if (!template.body().isEmpty()) {
            var values = components.addObject().put("type", "body").putArray("parameters");
            template.body()
                    .forEach(value -> values.addObject().put("type", "text").put("text", value));
        }
        for (var button : template.buttons()) {
            boolean reply = button.kind() == ApprovedTemplate.Button.Kind.REPLY;
            String kind = reply ? "payload" : "text";
            components
                    .addObject()
                    .put("type", "button")
                    .put("sub_type", reply ? "quick_reply" : "url")
                    .put("index", Integer.toString(button.index()))
                    .putArray("parameters")
                    .addObject()
                    .put("type", kind)
                    .put(kind, button.value());
        }
    }

    private static void header(ObjectNode parameter, ApprovedTemplate.Header header) {
        var file = header.file();
        if (file == null) {
            parameter.put("type", "text").put("text", header.text());
        } else {
            file(parameter.put("type", file.kind().label()), file);
        }
    }
}
