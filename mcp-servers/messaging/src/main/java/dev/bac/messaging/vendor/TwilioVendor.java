package dev.bac.messaging.vendor;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Text messages through Twilio: {@code POST /2010-04-01/Accounts/{Sid}/Messages.json}, a form with basic
 * authentication, answered by 201. Twilio takes no idempotency key, so a request that may have arrived is never
 * repeated.
 */
public final class TwilioVendor implements Vendor {
    private static final int CREATED = 201;
    private static final Set<String> LEFT = Set.of("sent", "delivered", "read");

    private final TwilioAccount account;
    private final VendorHttp http;

    /** @param http its connect time-out applies; it must follow no redirects */
    public TwilioVendor(TwilioAccount account, HttpClient http) {
        this.account = account;
        this.http = new VendorHttp("Twilio", http);
    }

    @Override
    public String name() {
        return "twilio";
    }

    /** Its default opt-out management; afterwards it refuses with 21610. */
    @Override
    public boolean confirmsStop() {
        return true;
    }

    @Override
    public Submission submit(Outgoing message) {
        return http.submit(request(message), this::read);
    }

    private HttpRequest request(Outgoing message) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", message.to());
        form.put(account.sender().startsWith("MG") ? "MessagingServiceSid" : "From", account.sender());
        form.put("Body", message.body());
        message.callback().ifPresent(url -> form.put("StatusCallback", url.toString()));
        String credentials = Base64.getEncoder()
                .encodeToString((account.sid() + ":" + account.token()).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(
                        account.base().resolve("/2010-04-01/Accounts/" + account.sid() + "/Messages.json"))
                .timeout(account.timeout())
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(VendorHttp.form(form))
                .build();
    }

    private Submission read(VendorHttp.Reply reply) {
        if (reply.status() == CREATED) {
            String sid = reply.body().path("sid").asString("");
            return sid.isEmpty()
                    ? http.nameless()
                    : new Submission.Taken(
                            sid, LEFT.contains(reply.body().path("status").asString("")));
        }
        return http.refused(
                reply,
                reply.body().path("code").asInt(0),
                FailureCodes.TWILIO,
                reply.body().path("message").asString(""));
    }
}
