package dev.bac.mcp.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 2,000 messages that no client should send, half of them to each era: each is answered without a status of the
 * server's own fault and without a word of what is inside, and the server still answers afterwards.
 */
class MalformedTest {
    private static final long SEED = Long.getLong("bac.seed", 20_261_121L);
    private static final int MESSAGES = 2_000;
    private static final int BIG = 200;
    private static final Pattern INTERNALS = Pattern.compile(
            "(Exception|\\bat [a-z]+\\.[a-z]|java\\.|jackson|jetty|SQLState|org\\.postgresql|dev\\.bac\\.mcp\\.|NullPointer)",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> METHODS = List.of(
            Protocol.DISCOVER,
            Protocol.TOOLS_LIST,
            Protocol.TOOLS_CALL,
            Protocol.RESOURCES_READ,
            Protocol.PROMPTS_GET,
            Protocol.COMPLETE,
            Protocol.TASKS_GET,
            Protocol.TASKS_UPDATE,
            Protocol.TASKS_CANCEL,
            "initialize",
            "ping",
            "no/such");

    private static final List<String> NAMES = List.of("notes_note_search", "notes_note_pay", "notes_tidy", "nothing");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "9007199254740993",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[[[[1]]]]",
            "{\"a\":{\"b\":[]}}",
            "\"../../etc/passwd\"",
            "\"'; DROP TABLE note; --\"",
            "\"%00\"");

    private static ModernNotes notes;

    @BeforeAll
    static void start() {
        notes = new ModernNotes();
    }

    @AfterAll
    static void stop() {
        notes.close();
    }

    @Test
    void answersEveryMalformedMessageAndLivesOn() {
        System.out.println("seed " + SEED);
        var random = new Random(SEED);
        var statuses = new TreeMap<Integer, Integer>();
        for (int number = 0; number < MESSAGES; number++) {
            boolean modern = number % 2 == 0;
            byte[] body = number % BIG == BIG - 1 ? big(random) : damaged(random, message(random, modern));
            HttpResponse<String> answer = send(random, body, modern);
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            String sent = "message " + number + ": " + shown(body);
            assertThat(answer.statusCode()).as(sent).isLessThan(500);
            assertThat(INTERNALS.matcher(answer.body()).find())
                    .as(sent + " was answered " + answer.body())
                    .isFalse();
        }
        assertThat(statuses).containsKeys(200, 400, 404, 413);
        assertThat(statuses.get(200))
                .as("%s: too few come far enough", statuses)
                .isGreaterThan(300);
        var alive = notes.result(Protocol.TOOLS_LIST, new Params.Page(null), ClientCapabilities.none());
        assertThat(alive.path("tools").size()).isPositive();
    }

    @Test
    void theSenderOfFiftyMegabytesReadsWhyTheyAreRefused() {
        byte[] body = new byte[50 << 20];
        Arrays.fill(body, (byte) ' ');
        for (boolean modern : new boolean[] {true, false}) {
            var request = notes.raw(notes.caller, body);
            if (modern) {
                request.header(Protocol.VERSION_HEADER, Protocol.VERSION).header(Protocol.METHOD_HEADER, "tools/list");
            }
            var answer =
                    ModernNotes.send(request.timeout(Duration.ofSeconds(60)).build());
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("a message has at most");
        }
        var alive = notes.result(Protocol.TOOLS_LIST, new Params.Page(null), ClientCapabilities.none());
        assertThat(alive.path("tools").size()).isPositive();
    }

    @Test
    void aHeaderThatSaysSomethingElseThanTheBodyIsRefused() {
        var message = ModernNotes.message(Protocol.TOOLS_LIST, new Params.Page(null), ClientCapabilities.none());
        var request = notes.raw(notes.caller, message.bytes())
                .header(Protocol.VERSION_HEADER, Protocol.VERSION)
                .header(Protocol.METHOD_HEADER, Protocol.TOOLS_CALL);

        var answer = ModernNotes.send(request.build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ModernNotes.json(answer.body()).path("error").path("code").asInt())
                .isEqualTo(-32020);
    }

    private static String message(Random random, boolean modern) {
        String method = pick(random, METHODS);
        String meta = modern
                ? "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":"
                        + (random.nextInt(4) == 0
                                ? pick(random, VALUES)
                                : "{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}")
                        + ",\"progressToken\":" + pick(random, VALUES) + "}"
                : pick(random, VALUES);
        String name = random.nextBoolean() ? "\"" + pick(random, NAMES) + "\"" : pick(random, VALUES);
        return """
                {"jsonrpc":"2.0","id":%s,"method":"%s","params":{"_meta":%s,"name":%s,"uri":%s,"taskId":%s,
                 "arguments":%s,"cursor":%s,"requestState":%s,"inputResponses":%s,"ref":%s,"argument":%s}}""".formatted(
                        random.nextInt(5) == 0 ? pick(random, VALUES) : "7",
                        method,
                        meta,
                        name,
                        pick(random, VALUES),
                        pick(random, VALUES),
                        random.nextBoolean() ? "{\"title\":" + pick(random, VALUES) + "}" : pick(random, VALUES),
                        pick(random, VALUES),
                        pick(random, VALUES),
                        pick(random, VALUES),
                        pick(random, VALUES),
                        pick(random, VALUES));
    }

    private static byte[] damaged(Random random, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> message.substring(0, random.nextInt(message.length())).getBytes(StandardCharsets.UTF_8);
            case 1 -> {
                bytes[random.nextInt(bytes.length)] = (byte) (0x80 | random.nextInt(0x80));
                yield bytes;
            }
            case 2 -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x80);
                yield bytes;
            }
            case 3 -> ("[" + message + "," + message + "]").getBytes(StandardCharsets.UTF_8);
            case 4 -> message.replace("\"id\":", "\"id\":1,\"id\":").getBytes(StandardCharsets.UTF_8);
            case 5 ->
                message.replace("\"arguments\":", "\"arguments\":{\"a\":" + "[".repeat(10_000))
                        .getBytes(StandardCharsets.UTF_8);
            default -> bytes;
        };
    }

    private static byte[] big(Random random) {
        int size = JsonBody.LONGEST + random.nextInt(1024 * 1024);
        return ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"" + "x".repeat(size) + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> send(Random random, byte[] body, boolean modern) {
        var request = notes.raw(notes.caller, body);
        if (modern && random.nextInt(10) > 0) {
            request.header(Protocol.VERSION_HEADER, random.nextInt(10) == 0 ? "2031-01-01" : Protocol.VERSION);
            String said = method(body);
            request.header(Protocol.METHOD_HEADER, random.nextInt(10) == 0 || said.isEmpty() ? "other" : said);
            request.header(Protocol.NAME_HEADER, random.nextInt(10) == 0 ? "=?base64?**?=" : named(body));
        }
        return ModernNotes.send(request.build());
    }

    private static String named(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return NAMES.stream().filter(text::contains).findFirst().orElse("x");
    }

    private static String method(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return METHODS.stream()
                .filter(method -> text.contains("\"" + method + "\""))
                .findFirst()
                .orElse("");
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String shown(byte[] body) {
        return new String(body, 0, Math.min(body.length, 300), StandardCharsets.ISO_8859_1);
    }
}
