package dev.bac.messaging.vendor;

import java.net.http.HttpClient;

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
                .put("to", message.digits())
                .put("type", "text");
        body.putObject("text").put("preview_url", false).put("body", message.body());
        return graph.submit(
                body, answer -> answer.path("messages").path(0).path("id").asString(""));
    }
}
