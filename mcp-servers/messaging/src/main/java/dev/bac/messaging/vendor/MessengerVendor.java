package dev.bac.messaging.vendor;

import java.net.http.HttpClient;

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
        body.putObject("message").put("text", message.body());
        return graph.submit(body, answer -> answer.path("message_id").asString(""));
    }
}
