package dev.bac.orchestrator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A conversation of one client. */
public record Talk(Web web, String id) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** One event of the stream. */
    public record Event(long id, String type, JsonNode data) {}

    public String path() {
        return "/api/v1/conversations/" + id;
    }

    /** Says something and reads the answer to its end. */
    public List<Event> say(String text) {
        Web.Reply reply = web.post(path() + "/messages", message(text));
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        return events(reply.http().body());
    }

    public static String message(String text) {
        return JSON.createObjectNode().put("text", text).toString();
    }

    /** The stream from there to where the work ends. */
    public List<Event> after(long event) {
        return events(web.get(path() + "/events?after=" + event).http().body());
    }

    public JsonNode view() {
        return web.get(path()).json();
    }

    /** Reads a stream's text; every event must be as it is described. */
    public static List<Event> events(String stream) {
        var events = new ArrayList<Event>();
        for (String block : stream.split("\n\n", -1)) {
            if (block.isBlank() || block.startsWith(":")) {
                continue;
            }
            String[] lines = block.split("\n", -1);
            String type = lines[1].replaceFirst("event: ", "");
            String data = lines[2].replaceFirst("data: ", "");
            OpenApi.checkEvent(type, data);
            events.add(new Event(Long.parseLong(lines[0].replaceFirst("id: ", "")), type, JSON.readTree(data)));
        }
        return events;
    }

    public static String text(List<Event> events) {
        return events.stream()
                .filter(event -> "text".equals(event.type()))
                .map(event -> event.data().path("delta").asString())
                .collect(Collectors.joining());
    }

    /** The newest event of the type. */
    public static JsonNode last(List<Event> events, String type) {
        return events.stream()
                .filter(event -> type.equals(event.type()))
                .reduce((_, later) -> later)
                .map(Event::data)
                .orElseThrow(() -> new AssertionError("no " + type + " among " + events));
    }

    /** How the work ended. */
    public static String end(List<Event> events) {
        return last(events, "done").path("state").asString();
    }
}
