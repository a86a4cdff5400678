package dev.bac.messaging.vendor;

import dev.bac.messaging.content.ApprovedTemplate;
import dev.bac.messaging.content.Attachment;
import dev.bac.messaging.content.Place;
import java.net.http.HttpClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages through the Messenger Platform: {@code POST /{version}/me/messages}. What we send answers somebody who wrote
 * to us within 24 hours ({@code RESPONSE}); outside of these Messenger refuses it (10).
 */
public final class MessengerVendor implements Vendor {
    private final GraphCall graph;

    /** @param http its connect time-out applies; it must follow no redirects */
    public MessengerVendor(MetaAccount account, HttpClient http) {
        graph = new GraphCall(account, new VendorHttp("Messenger", http), FailureCodes.MESSENGER);
    }

    @Override
    public String name() {
        return "messenger";
    }

    @Override
    public Submission submit(Outgoing message) {
        var body = VendorHttp.JSON.createObjectNode().put("messaging_type", "RESPONSE");
        body.putObject("recipient").put("id", message.recipient());
        fill(body.putObject("message"), message);
        return graph.submit(body, answer -> answer.path("message_id").asString(""));
    }

    /** A file goes by its address, or by the id that Meta gave it ({@code attachment_id}); a document is a "file". */
    private static void fill(ObjectNode body, Outgoing message) {
        switch (message.content()) {
            case Attachment file -> {
                String kind = file.kind() == Attachment.Kind.DOCUMENT
                        ? "file"
                        : file.kind().label();
                var payload = body.putObject("attachment").put("type", kind).putObject("payload");
                if (file.link() != null) {
                    payload.put("url", file.link()).put("is_reusable", false);
                } else {
                    payload.put("attachment_id", file.id());
                }
            }
            // Neither is taken for Messenger, see Carried; what they say in words would do no harm.
            case null -> body.put("text", message.body());
            case Place _, ApprovedTemplate _ -> body.put("text", message.body());
        }
    }
}
