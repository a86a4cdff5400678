package dev.bac.orchestrator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bac.agents.Agent;
import dev.bac.identity.Caller;
import dev.bac.orchestrator.a2a.A2aError;
import dev.bac.orchestrator.a2a.A2aError.Kind;
import dev.bac.orchestrator.a2a.Cards;
import dev.bac.orchestrator.a2a.Methods;
import dev.bac.orchestrator.conversation.Fleet;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A2A 1.0 over JSON-RPC: the front desk at {@code /a2a}, every agent at {@code /a2a/<name>}, and their cards. */
public final class A2aResource implements Resource {
    private static final String CARD = "/.well-known/agent-card.json";
    private static final String VERSION = "A2A-Version";
    private static final int LONGEST_ID = 256;

    private final Fleet fleet;
    private final Cards cards;
    private final Methods methods;
    private final Body body;

    public A2aResource(Fleet fleet, Cards cards, Methods methods, Body body) {
        this.fleet = fleet;
        this.cards = cards;
        this.methods = methods;
        this.body = body;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reply(
            String jsonrpc,
            @JsonInclude JsonNode id,
            @Nullable Object result,
            @Nullable Fault error) {
        static Reply of(JsonNode id, Object result) {
            return new Reply("2.0", id, result, null);
        }

        static Reply of(JsonNode id, A2aError error) {
            var detail = new Detail(
                    "type.googleapis.com/google.rpc.ErrorInfo", error.kind().name(), "a2a-protocol.org");
            return new Reply("2.0", id, null, new Fault(error.kind().code(), error.told(), List.of(detail)));
        }
    }

    record Fault(int code, String message, List<Detail> data) {}

    record Detail(@JsonProperty("@type") String type, String reason, String domain) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get(CARD, ctx -> card(ctx, cards.open(), "public"));
        routes.get("/a2a/{agent}" + CARD, ctx -> {
            var caller = Guard.caller(ctx, ConversationResource.SCOPE);
            card(ctx, cards.of(agent(caller, ctx.pathParam("agent"))), "private");
        });
        routes.post("/a2a", ctx -> answer(ctx, Fleet.FRONT_DESK));
        routes.post("/a2a/{agent}", ctx -> answer(ctx, ctx.pathParam("agent")));
    }

    /** Another company's agent is answered like one that is not there. */
    private Agent agent(Caller caller, String name) {
        return fleet.find(caller, name).orElseThrow(() -> Refusal.notFound("agent"));
    }

    private static void card(Context ctx, Object card, String audience) {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(card);
        var tag = "\"" + Integer.toHexString(java.util.Arrays.hashCode(bytes)) + "\"";
        ctx.header("Cache-Control", audience + ", max-age=300");
        ctx.header("ETag", tag);
        if (tag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        ctx.contentType("application/json");
        ctx.result(bytes);
    }

    private void answer(Context ctx, String name) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        var agent = agent(caller, name).name();
        JsonNode id = Json.MAPPER.nullNode();
        try {
            var message = read(ctx);
            id = id(message);
            var method = message.path("method").asString("");
            version(ctx);
            var params = message.path("params");
            var request = new Methods.Request(
                    caller, agent, method, params.isMissingNode() ? Json.MAPPER.createObjectNode() : params);
            if (Methods.streams(method)) {
                stream(ctx, id, request);
            } else {
                Answer.json(ctx, Reply.of(id, methods.call(request)));
            }
        } catch (A2aError error) {
            Answer.json(ctx, Reply.of(id, error));
        }
    }

    /** The first event opens the stream: what is refused before it is an answer like any other. */
    private void stream(Context ctx, JsonNode id, Methods.Request request) {
        var out = new Out(ctx);
        try {
            methods.stream(
                    request,
                    result -> out.open().data(Json.MAPPER.writeValueAsString(Reply.of(id, result))),
                    () -> out.open().idle());
        } catch (EventStream.ReaderLeft gone) {
            // The task goes on; its client may subscribe to it again.
        }
    }

    private static final class Out {
        private final Context ctx;
        private Optional<EventStream> stream = Optional.empty();

        Out(Context ctx) {
            this.ctx = ctx;
        }

        EventStream open() {
            if (stream.isEmpty()) {
                stream = Optional.of(new EventStream(ctx));
            }
            return stream.get();
        }
    }

    private JsonNode read(Context ctx) {
        try {
            String text = body.text(ctx);
            var message = Json.MAPPER.readTree(text);
            if (!message.isObject()
                    || !message.path("jsonrpc").asString("").equals("2.0")
                    || !message.path("method").isString()) {
                throw new A2aError(Kind.INVALID_REQUEST, "It must be one request of JSON-RPC 2.0.");
            }
            if (Json.nul(text).isPresent()) {
                throw new A2aError(Kind.INVALID_REQUEST, "It holds a NUL character (U+0000), which cannot be kept.");
            }
            return message;
        } catch (JacksonException notJson) {
            throw new A2aError(Kind.PARSE_ERROR, "The body is not JSON.");
        }
    }

    private static JsonNode id(JsonNode message) {
        var id = message.path("id");
        boolean usable =
                id.isIntegralNumber() || (id.isString() && id.stringValue().length() <= LONGEST_ID);
        if (!usable) {
            throw new A2aError(Kind.INVALID_REQUEST, "id must be a text or a whole number.");
        }
        return id;
    }

    /** Section 3.6.2: none stands for 0.3, which is not spoken here. */
    private static void version(Context ctx) {
        var asked = Optional.ofNullable(ctx.header(VERSION))
                .or(() -> Optional.ofNullable(ctx.queryParam(VERSION)))
                .orElse("0.3");
        if (!asked.strip().equals("1.0")) {
            throw new A2aError(
                    Kind.VERSION_NOT_SUPPORTED, "Only A2A 1.0 is spoken here; send the header A2A-Version: 1.0.");
        }
    }
}
