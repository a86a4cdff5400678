package dev.bac.messaging.vendor;

import java.net.http.HttpRequest;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A message handed to Meta's Graph API, and its errors, which WhatsApp and Messenger write alike. */
record GraphCall(MetaAccount account, VendorHttp http, Map<Integer, FailureClass> codes) {

    /** @param id finds the message's id in an answer that says yes */
    Submission submit(JsonNode body, Function<JsonNode, String> id) {
        var request = HttpRequest.newBuilder(
                        account.base().resolve("/" + account.version() + "/" + account.node() + "/messages"))
                .timeout(account.timeout())
                .header("Authorization", "Bearer " + account.token())
                .header("Content-Type", "application/json")
                .POST(VendorHttp.json(body))
                .build();
        return http.submit(request, reply -> read(reply, id));
    }

    private Submission read(VendorHttp.Reply reply, Function<JsonNode, String> id) {
        JsonNode error = reply.body().path("error");
        if (reply.status() < 300 && error.isMissingNode()) {
            String named = id.apply(reply.body());
            return named.isEmpty() ? http.nameless() : new Submission.Taken(named, false);
        }
        String details = error.path("error_data").path("details").asString("");
        return http.refused(
                reply,
                error.path("code").asInt(-1),
                codes,
                details.isEmpty() ? error.path("message").asString("") : details);
    }
}
