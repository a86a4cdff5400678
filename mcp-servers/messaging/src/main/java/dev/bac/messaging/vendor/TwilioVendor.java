package dev.bac.messaging.vendor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Text messages through Twilio: {@code POST /2010-04-01/Accounts/{Sid}/Messages.json}, a form with basic
 * authentication, answered by 201. Twilio takes no idempotency key, so a request that may have arrived is never
 * repeated. Error codes: twilio.com/docs/api/errors.
 */
public final class TwilioVendor implements Vendor {
    private static final int CREATED = 201;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAILURE = 500;
    private static final int UNSUBSCRIBED = 21610;
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration STANDARD_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Set<String> LEFT = Set.of("sent", "delivered", "read");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TwilioAccount account;
    private final HttpClient http;

    /** @param http its connect time-out applies; it must follow no redirects */
    public TwilioVendor(TwilioAccount account, HttpClient http) {
        this.account = account;
        this.http = http;
    }

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public Submission submit(Outgoing message) {
        try {
            var answer = http.send(
                    request(message),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LONGEST_ANSWER));
            return read(answer);
        } catch (HttpConnectTimeoutException | ConnectException e) {
            return new Submission.Busy("Twilio could not be reached.", STANDARD_WAIT);
        } catch (HttpTimeoutException e) {
            return new Submission.Unclear("Twilio did not answer in time; it may have been sent.");
        } catch (IOException e) {
            return new Submission.Unclear("The connection to Twilio broke; it may have been sent.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Submission.Unclear("We stopped while Twilio was answering; it may have been sent.");
        }
    }

    private HttpRequest request(Outgoing message) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", message.to());
        form.put(account.sender().startsWith("MG") ? "MessagingServiceSid" : "From", account.sender());
        form.put("Body", message.body());
        String encoded = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String credentials = Base64.getEncoder()
                .encodeToString((account.sid() + ":" + account.token()).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(
                        account.base().resolve("/2010-04-01/Accounts/" + account.sid() + "/Messages.json"))
                .timeout(account.timeout())
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encoded))
                .build();
    }

    /** Order matters: a 5xx says nothing of whether the message was taken, whatever its body says. */
    private static Submission read(HttpResponse<String> answer) {
        if (answer.statusCode() >= SERVER_FAILURE) {
            return new Submission.Unclear("Twilio failed (" + answer.statusCode() + "); it may have been sent.");
        }
        JsonNode body = body(answer.body());
        if (answer.statusCode() == CREATED) {
            String sid = body.path("sid").asString("");
            return sid.isEmpty()
                    ? new Submission.Unclear("Twilio's answer names no message; it may have been sent.")
                    : new Submission.Taken(
                            sid, LEFT.contains(body.path("status").asString("")));
        }
        int code = body.path("code").asInt(0);
        if (answer.statusCode() == TOO_MANY) {
            return new Submission.Busy("Twilio asks to slow down.", wait(answer));
        }
        if (code == UNSUBSCRIBED) {
            return new Submission.OptedOut("The recipient has opted out at Twilio (" + code + ").");
        }
        return new Submission.Refused("Twilio refused it (%d, code %d): %s"
                .formatted(
                        answer.statusCode(),
                        code,
                        shortened(body.path("message").asString("no reason given"))));
    }

    private static JsonNode body(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static Duration wait(HttpResponse<String> answer) {
        Duration wait = answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(STANDARD_WAIT);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
