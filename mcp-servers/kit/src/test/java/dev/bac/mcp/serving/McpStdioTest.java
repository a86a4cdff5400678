package dev.bac.mcp.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.SubscriptionFilter;
import dev.bac.mcp.wire.WireJson;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class McpStdioTest {
    private static final TestServer NOTES = TestServer.of(Notes.server());
    private static final ModernNotes ASKING = new ModernNotes();

    @AfterAll
    static void stop() {
        ASKING.close();
    }

    @Test
    void answersEveryLineEvenAfterABrokenOneAndAtTheEndOfInput() throws IOException {
        var out = new ByteArrayOutputStream();
        var test = NOTES;
        String input = """
                {"jsonrpc":"2.0","id":1,"method":"ping"}
                not json

                {"jsonrpc":"2.0","method":"notifications/initialized"}
                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"notes_note_search"}}""";

        McpStdio.serve(
                test.server(), test.caller(), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("\"id\":1").contains("\"result\":{}"))
                .anySatisfy(line -> assertThat(line).contains("\"code\":-32700"))
                .anySatisfy(line -> assertThat(line).contains("\"id\":2").contains("0 notes."));
    }

    /** The end of input may come before the subscription's thread has begun. */
    @RepeatedTest(50)
    @Timeout(60)
    void endsASubscriptionThatHasHardlyBegun() throws Exception {
        var test = NOTES;
        var listen = new Params.Listen(new SubscriptionFilter(true, null, null, null, null));
        String input = line(ModernNotes.message(Protocol.LISTEN, listen, ClientCapabilities.none()));

        McpStdio.serve(
                test.server(),
                test.caller(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream());

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Timeout(60)
    void speaksBothErasAndCancelsByTheRequestsId() throws Exception {
        var test = NOTES;
        var none = ClientCapabilities.none();
        var listen = new Params.Listen(new SubscriptionFilter(true, null, null, null, null));
        var cancelled = WireJson.object().put("requestId", 1);
        String input = String.join(
                "\n",
                line(ModernNotes.message(Protocol.LISTEN, listen, none)),
                line(new Message.Notification(Protocol.CANCELLED, cancelled)),
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"server/discover\"}",
                line(new Message.Request(
                        RequestId.of(3),
                        Protocol.TOOLS_LIST,
                        new Params.Page(null).json(RequestMeta.of(Implementation.of("test", "1"), none)))),
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"ping\"}");
        var out = new ByteArrayOutputStream();

        McpStdio.serve(
                test.server(), test.caller(), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .anySatisfy(line -> assertThat(line).contains("\"id\":2").contains("-32602"))
                .anySatisfy(line -> assertThat(line).contains("\"id\":3").contains("\"cacheScope\":\"private\""))
                .anySatisfy(line -> assertThat(line).contains("\"id\":4").contains("\"result\":{}"))
                .noneSatisfy(line -> assertThat(line).contains("\"id\":1,"));
    }

    @Test
    @Timeout(60)
    void asksThePersonAtALegacyClientForApprovalInTheMiddleOfTheCall() throws Exception {
        try (var client = new LegacyClient()) {
            client.send(INITIALIZE);
            assertThat(client.next()).contains("\"protocolVersion\":\"2025-11-25\"");
            client.send(PAY);
            var asked = ModernNotes.json(client.next());
            assertThat(asked.path("method").asString()).isEqualTo("elicitation/create");
            client.send("{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id")
                    + ",\"result\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}");

            var paid = ModernNotes.json(client.next());
            assertThat(paid.path("id").asInt()).isEqualTo(2);
            assertThat(paid.at("/result/structuredContent/title").asString()).isEqualTo("the rent");
        }
    }

    /** Nobody may hold a process for the minutes that a person may think. */
    @Test
    @Timeout(60)
    void aQuestionThatNobodyWillAnswerEndsWithTheInput() throws Exception {
        var client = new LegacyClient();
        client.send(INITIALIZE);
        assertThat(client.next()).contains("\"id\":1");
        client.send(PAY);
        assertThat(client.next()).contains("elicitation/create");
        client.close();

        assertThat(client.next()).contains("\"id\":2").contains("It waits at the desk.");
    }

    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{"elicitation":{}},"clientInfo":{"name":"test","version":"1"}}}""";
    private static final String PAY = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"notes_note_pay",\
            "arguments":{"title":"the rent"}}}""";

    /** A client at the other end of two pipes. */
    private static final class LegacyClient implements AutoCloseable {
        private final OutputStream in;
        private final BufferedReader out;

        /** Not java.io's pipes: those want the writing thread alive, and each answer has a thread of its own. */
        LegacyClient() throws IOException {
            var input = Pipe.open();
            var output = Pipe.open();
            this.in = Channels.newOutputStream(input.sink());
            this.out = new BufferedReader(Channels.newReader(output.source(), StandardCharsets.UTF_8));
            Thread.ofPlatform().start(() -> {
                try (var said = Channels.newInputStream(input.source());
                        var answers = Channels.newOutputStream(output.sink())) {
                    McpStdio.serve(ASKING.server, ASKING.people, ASKING.caller, said, answers);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        void send(String message) throws IOException {
            in.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        }

        String next() throws IOException {
            return String.valueOf(out.readLine());
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static String line(Message message) {
        return new String(message.bytes(), StandardCharsets.UTF_8);
    }
}
