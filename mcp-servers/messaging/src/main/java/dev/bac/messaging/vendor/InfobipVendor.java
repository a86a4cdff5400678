package dev.bac.messaging.vendor;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Text messages through Infobip: {@code POST /sms/3/messages}, up to hundreds a request, each under the id that we gave
 * it. By that id {@code GET /sms/3/logs} says afterwards whether it arrived, so that what was under way when we died
 * need not stay unclear.
 */
public final class InfobipVendor implements Vendor {
    private static final int MOST_AT_ONCE = 500;
    private static final int OK = 200;
    private static final int GROUP_PENDING = 1;
    private static final int GROUP_DELIVERED = 3;
    private static final int GROUP_ACCEPTED = 0;
    private static final int LOGS_AT_ONCE = 50;

    private final InfobipAccount account;
    private final VendorHttp http;

    /** @param http its connect time-out applies; it must follow no redirects */
    public InfobipVendor(InfobipAccount account, HttpClient http) {
        this.account = account;
        this.http = new VendorHttp("Infobip", http);
    }

    @Override
    public String name() {
        return "infobip";
    }

    @Override
    public int atOnce() {
        return MOST_AT_ONCE;
    }

    @Override
    public Submission submit(Outgoing message) {
        return submitAll(List.of(message)).getFirst();
    }

    @Override
    public List<Submission> submitAll(List<Outgoing> messages) {
        var body = VendorHttp.JSON.createObjectNode();
        var all = body.putArray("messages");
        for (var message : messages) {
            var one = all.addObject().put("sender", account.sender());
            one.putArray("destinations")
                    .addObject()
                    .put("to", message.digits())
                    .put("messageId", message.id().toString());
            one.putObject("content").put("text", message.body());
            message.callback().ifPresent(url -> {
                var hooks = one.putObject("webhooks").put("contentType", "application/json");
                hooks.putObject("delivery").put("url", url.toString()).put("intermediateReport", true);
            });
        }
        var request = request("/sms/3/messages", account.timeout())
                .POST(VendorHttp.json(body))
                .build();
        return http.exchange(
                request, reply -> read(reply, messages), lost -> Collections.nCopies(messages.size(), lost));
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(account.base().resolve("/") + path.substring(1)))
                .timeout(timeout)
                .header("Authorization", "App " + account.apiKey())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
    }

    private List<Submission> read(VendorHttp.Reply reply, List<Outgoing> messages) {
        if (reply.status() != OK) {
            String said = reply.body()
                    .path("requestError")
                    .path("serviceException")
                    .path("text")
                    .asString(reply.body().path("description").asString(""));
            var end = http.refused(reply, 0, Map.of(), said);
            return Collections.nCopies(messages.size(), end);
        }
        var ends = new HashMap<String, Submission>();
        for (JsonNode one : reply.body().path("messages")) {
            ends.put(one.path("messageId").asString(""), end(reply, one));
        }
        return messages.stream()
                .map(message ->
                        Optional.ofNullable(ends.get(message.id().toString())).orElseGet(http::nameless))
                .toList();
    }

    private Submission end(VendorHttp.Reply reply, JsonNode one) {
        JsonNode status = one.path("status");
        int group = status.path("groupId").asInt(-1);
        if (group == GROUP_PENDING || group == GROUP_ACCEPTED || group == GROUP_DELIVERED) {
            return new Submission.Taken(one.path("messageId").asString(), group == GROUP_DELIVERED);
        }
        int id = status.path("id").asInt(-1);
        String said = status.path("description").asString("");
        var known =
                FailureCodes.INFOBIP_STATUS.containsKey(id) ? FailureCodes.INFOBIP_STATUS : FailureCodes.INFOBIP_GROUP;
        int code = FailureCodes.INFOBIP_STATUS.containsKey(id) ? id : group;
        return known.containsKey(code)
                ? FailureCodes.of(400, code, known).told(http.reason(reply.status(), id, said), reply.pause())
                : http.nameless();
    }

    @Override
    public Optional<Duration> knowsAfter() {
        // A request may be under way for as long as its time-out, and arrive until then.
        return Optional.of(account.timeout().plus(account.logsAfter()));
    }

    @Override
    public Map<UUID, Boolean> arrived(List<UUID> messages) {
        var known = new HashMap<UUID, Boolean>();
        for (int from = 0; from < messages.size(); from += LOGS_AT_ONCE) {
            var some = messages.subList(from, Math.min(messages.size(), from + LOGS_AT_ONCE));
            String query = some.stream()
                    .map(id -> "messageId=" + URLEncoder.encode(id.toString(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            var request = request("/sms/3/logs?limit=" + LOGS_AT_ONCE + "&" + query, account.timeout())
                    .GET()
                    .build();
            known.putAll(http.exchange(request, reply -> logged(reply, some), _ -> Map.<UUID, Boolean>of()));
        }
        return known;
    }

    private static Map<UUID, Boolean> logged(VendorHttp.Reply reply, List<UUID> asked) {
        if (reply.status() != OK || !reply.body().path("results").isArray()) {
            return Map.of();
        }
        var there = new HashMap<UUID, Boolean>();
        asked.forEach(id -> there.put(id, false));
        for (JsonNode one : reply.body().path("results")) {
            String id = one.path("messageId").asString("");
            asked.stream().filter(want -> want.toString().equals(id)).forEach(want -> there.put(want, true));
        }
        return there;
    }
}
