package dev.bac.messaging.vendor;

import dev.bac.messaging.text.SmsSegments;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Text messages through Vonage: {@code POST /sms/json}, a form. HTTP says 200 even where nothing was sent: what counts
 * is the status of each message. A long text becomes several, and has been taken once the first part has.
 */
public final class VonageVendor implements Vendor {
    private static final int OK = 200;
    private final VonageAccount account;
    private final VendorHttp http;

    /** @param http its connect time-out applies; it must follow no redirects */
    public VonageVendor(VonageAccount account, HttpClient http) {
        this.account = account;
        this.http = new VendorHttp("Vonage", http);
    }

    @Override
    public String name() {
        return "vonage";
    }

    @Override
    public Submission submit(Outgoing message) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("api_key", account.key());
        form.put("api_secret", account.secret());
        form.put("from", account.sender());
        form.put("to", message.digits());
        form.put("text", message.body());
        boolean unicode = SmsSegments.of(message.body()).encoding() == SmsSegments.Encoding.UCS_2;
        form.put("type", unicode ? "unicode" : "text");
        form.put("client-ref", message.id().toString());
        message.callback().ifPresent(url -> form.put("callback", url.toString()));
        var request = HttpRequest.newBuilder(account.base().resolve("/sms/json"))
                .timeout(account.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(VendorHttp.form(form))
                .build();
        return http.submit(request, this::read);
    }

    private Submission read(VendorHttp.Reply reply) {
        JsonNode parts = reply.body().path("messages");
        if (reply.status() != OK || parts.isEmpty()) {
            return FailureCodes.ofStatus(reply.status()).told(http.reason(reply.status(), 0, ""), reply.pause());
        }
        for (JsonNode part : parts) {
            if (part.path("status").asString("").equals("0")) {
                String id = part.path("message-id").asString("");
                return id.isEmpty() ? http.nameless() : new Submission.Taken(id, false);
            }
        }
        String status = parts.path(0).path("status").asString("");
        return http.refused(
                reply,
                status.matches("[0-9]{1,4}") ? Integer.parseInt(status) : -1,
                FailureCodes.VONAGE,
                parts.path(0).path("error-text").asString(""));
    }
}
