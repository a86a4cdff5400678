package dev.bac.messaging.vendor;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Text messages through Africa's Talking: {@code POST /version1/messaging}, a form with the key in a header. A message's
 * id goes along as {@code Idempotency-Key}, so that it may be handed over again when the answer got lost.
 */
public final class AfricasTalkingVendor implements Vendor {
    private static final int FIRST_OK = 100;
    private static final int LAST_OK = 102;
    private final AfricasTalkingAccount account;
    private final VendorHttp http;

    /** @param http its connect time-out applies; it must follow no redirects */
    public AfricasTalkingVendor(AfricasTalkingAccount account, HttpClient http) {
        this.account = account;
        this.http = new VendorHttp("Africa's Talking", http);
    }

    @Override
    public String name() {
        return "africastalking";
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Submission submit(Outgoing message) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", account.username());
        form.put("to", message.recipient());
        form.put("message", message.body());
        String sender = account.sender();
        if (sender != null) {
            form.put("from", sender);
        }
        var request = HttpRequest.newBuilder(account.base().resolve("/version1/messaging"))
                .timeout(account.timeout())
                .header("apiKey", account.apiKey())
                .header("Idempotency-Key", message.id().toString())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(VendorHttp.form(form))
                .build();
        return http.submit(request, this::read);
    }

    private Submission read(VendorHttp.Reply reply) {
        JsonNode data = reply.body().path("SMSMessageData");
        if (reply.status() >= 300 || data.path("Recipients").isEmpty()) {
            String said = data.path("Message").asString("");
            // Without a recipient the whole request was refused, such as for a sender that is not ours.
            return reply.status() < 300 && !said.isEmpty()
                    ? FailureClass.FAILOVER.told(http.reason(reply.status(), 0, said), reply.pause())
                    : http.refused(reply, 0, Map.of(), said);
        }
        JsonNode one = data.path("Recipients").path(0);
        int code = one.path("statusCode").asInt(0);
        if (code >= FIRST_OK && code <= LAST_OK) {
            String id = one.path("messageId").asString("");
            return id.isEmpty() || id.equals("None") ? http.nameless() : new Submission.Taken(id, false);
        }
        return http.refused(
                reply, code, FailureCodes.AFRICAS_TALKING, one.path("status").asString(""));
    }
}
