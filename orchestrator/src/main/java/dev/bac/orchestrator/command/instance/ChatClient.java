package dev.bac.orchestrator.command.instance;

import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a running instance as its admin. */
public final class ChatClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(15);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final InstanceFile instance;

    public ChatClient(InstanceFile instance) {
        this.instance = instance;
    }

    /** Begins a conversation. @return its id */
    public String begin(Optional<String> agent) throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        agent.ifPresent(name -> body.put("agent", name));
        return json(post("/api/v1/conversations", body.toString())).path("id").asString("");
    }

    /** Says something, and prints what comes of it. */
    public void say(String conversation, String text, ChatPrinter printer) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("text", text).toString();
        stream(post("/api/v1/conversations/" + conversation + "/messages", body), printer);
    }

    /** Prints what has come since. */
    public void follow(String conversation, ChatPrinter printer) throws IOException, InterruptedException {
        String path = "/api/v1/conversations/" + conversation + "/events?after=" + printer.last();
        stream(request(path).GET().build(), printer);
    }

    public void decide(String approval, boolean approve) throws IOException, InterruptedException {
        json(post("/api/v1/approvals/" + approval + (approve ? "/approve" : "/decline"), "{}"));
    }

    /** What a path of the API says. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return json(request(path).GET().build());
    }

    /** What the API answers to that. */
    public JsonNode send(String path, JsonNode body) throws IOException, InterruptedException {
        return json(post(path, body.toString()));
    }

    /** How to connect a better model, when there is something to say about it. */
    public Optional<String> hint() throws IOException, InterruptedException {
        JsonNode connect =
                json(request("/api/v1/me").GET().build()).path("answering").path("connect");
        return connect.isString() ? Optional.of("  " + connect.stringValue()) : Optional.empty();
    }

    private void stream(HttpRequest request, ChatPrinter printer) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw refused(String.join("", response.body().toList()));
        }
        var event = new String[] {"0", ""};
        response.body().forEach(line -> {
            if (line.startsWith("id: ")) {
                event[0] = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event[1] = line.substring(7);
            } else if (line.startsWith("data: ")) {
                printer.event(Long.parseLong(event[0]), event[1], JSON.readTree(line.substring(6)));
            }
        });
    }

    private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw refused(response.body());
        }
        return JSON.readTree(response.body());
    }

    private static Failed refused(String body) {
        JsonNode problem = body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode();
        return new Failed(problem.path("detail").asString("the instance does not answer as expected") + " "
                + problem.path("remedy").asString(""));
    }

    private HttpRequest post(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(instance.address() + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + instance.key());
    }
}
