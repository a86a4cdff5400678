package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Grant;
import dev.bac.identity.Scope;
import dev.bac.identity.UserId;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.HeaderValue;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.WireJson;
import dev.bac.store.testing.TestDatabase;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The domain {@code notes} on a real port, spoken to in the modern era; its people decide in this process. */
final class ModernNotes implements AutoCloseable {
    static final ClientCapabilities FORMS = ClientCapabilities.none().withForms();
    static final ClientCapabilities TASKS = ClientCapabilities.none().withExtension(Protocol.TASKS);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final People people = new People();
    final ToolServer server;
    final Caller caller;
    private final Javalin app;

    ModernNotes() {
        this(domain());
    }

    ModernNotes(DomainServer domain) {
        // Tasks are dispatched by the system's clock, so this schema's transactions go by it too.
        var store = TestDatabase.shared().open(ToolServer.schema(domain));
        server = ToolServer.on(store, domain, TestServer.security(), Clock.systemUTC());
        var scopes = Stream.of("notes:read", "notes:write").map(Scope::new).collect(Collectors.toSet());
        caller = new Caller(
                TestDatabase.newTenant(store),
                new UserId(UUID.randomUUID()),
                "Ann",
                Set.of(),
                scopes,
                Channel.MCP,
                Optional.empty());
        app = Javalin.create(config -> {
                    config.concurrency.useVirtualThreads = true;
                    config.startup.showJavalinBanner = false;
                    config.jetty.modifyServletContextHandler(context -> McpHttp.mount(context, server, people));
                })
                .start("127.0.0.1", 0);
    }

    static DomainServer domain() {
        return Notes.server()
                .withResources(new RecordResource(
                        "notes://notes/{id}",
                        "note",
                        "Note",
                        "Notes of that title",
                        "notes_note_search",
                        "text",
                        new RecordResource.Search("notes_note_search", "text", "title")))
                .withPlaybooks("notes_tidy")
                .withLasting("notes_note_add", "notes_note_pay");
    }

    Caller somebodyElse() {
        return new Caller(
                caller.tenant(),
                new UserId(UUID.randomUUID()),
                "Bob",
                Set.of(),
                caller.scopes(),
                Channel.MCP,
                Optional.empty());
    }

    /** What a request comes to: the JSON-RPC message. */
    JsonNode ask(String method, Params params, ClientCapabilities client) {
        return ask(caller, method, params, client);
    }

    JsonNode ask(Caller by, String method, Params params, ClientCapabilities client) {
        var answer = send(request(by, message(method, params, client)).build());
        return answer.body().startsWith("{") ? json(answer.body()) : lastEvent(answer.body());
    }

    JsonNode result(String method, Params params, ClientCapabilities client) {
        var answer = ask(method, params, client);
        if (!answer.has("result")) {
            throw new AssertionError(answer.toString());
        }
        return answer.path("result");
    }

    static Message.Request message(String method, Params params, ClientCapabilities client) {
        var meta = RequestMeta.of(Implementation.of("test", "1"), client);
        return new Message.Request(RequestId.of(1), method, params.json(meta));
    }

    HttpRequest.Builder request(Caller by, Message.Request message) {
        var request = raw(by, message.bytes())
                .header(Protocol.VERSION_HEADER, Protocol.VERSION)
                .header(Protocol.METHOD_HEADER, message.method());
        String field = Params.nameField(message.method());
        if (field != null) {
            request.header(
                    Protocol.NAME_HEADER,
                    HeaderValue.encode(message.params().path(field).asString("")));
        }
        return request;
    }

    HttpRequest.Builder raw(Caller by, byte[] body) {
        String token = NotesServer.issuer().mint(by, TestServer.BASE_URL + "/mcp/notes", Duration.ofMinutes(5));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/mcp/notes"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofByteArray(body));
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode lastEvent(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .reduce((_, later) -> later)
                .map(line -> json(line.substring(6)))
                .orElseThrow();
    }

    static JsonNode json(String text) {
        return WireJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static Params.CallTool call(String tool, String arguments) {
        return new Params.CallTool(tool, (ObjectNode) json(arguments), null, null);
    }

    static Params.CallTool again(Params.CallTool call, JsonNode asked, String answer) {
        return new Params.CallTool(
                call.name(),
                call.arguments(),
                Map.of("approval", json(answer)),
                asked.path("requestState").asString());
    }

    @Override
    public void close() {
        app.stop();
        server.close();
    }

    /** Approvals in memory: everyone may agree to their own calls unless {@code strict}. */
    static final class People implements Approvals {
        volatile boolean strict;
        private final Map<String, String> parked = new ConcurrentHashMap<>();

        /** Somebody says yes to everything that waits. */
        void approveAll() {
            parked.replaceAll((_, _) -> UUID.randomUUID().toString());
        }

        @Override
        public Optional<String> granted(Caller by, Demand demand) {
            return Optional.ofNullable(parked.get(demand.argumentsHash()))
                    .filter(id -> !id.isEmpty())
                    .map(id -> grant(by, demand, id));
        }

        @Override
        public boolean mayAgree(Caller by, Demand demand) {
            return !strict;
        }

        @Override
        public Optional<String> agreed(Caller by, Demand demand, String id) {
            return strict ? Optional.empty() : Optional.of(grant(by, demand, id));
        }

        @Override
        public Optional<String> park(Caller by, Demand demand) {
            parked.put(demand.argumentsHash(), "");
            return Optional.of("It waits at the desk.");
        }

        private static String grant(Caller by, Demand demand, String id) {
            return TestServer.GRANTS.sign(new Grant(
                    id,
                    by.tenant(),
                    demand.tool().tool().name(),
                    demand.argumentsHash(),
                    "mcp",
                    id,
                    demand.policyVersion(),
                    by.user(),
                    TestServer.NOW.plus(Duration.ofMinutes(1))));
        }
    }
}
