package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.modern.ModernDispatcher;
import dev.bac.mcp.modern.Outlet;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.WireJson;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The modern era on standard input and output: what is in flight, so that it can be cancelled by its id. */
final class ModernStdio {
    /** Most subscriptions of one client; they last, and hold up nothing else. */
    private static final int MOST_SUBSCRIPTIONS = 8;

    private final ModernDispatcher dispatcher;
    private final Caller caller;
    private final Consumer<JsonNode> out;
    private final Map<RequestId, InFlight> running = new ConcurrentHashMap<>();
    private final Map<RequestId, InFlight> subscriptions = new ConcurrentHashMap<>();

    ModernStdio(ModernDispatcher dispatcher, Caller caller, Consumer<JsonNode> out) {
        this.dispatcher = dispatcher;
        this.caller = caller;
        this.out = out;
    }

    /** Whether a message is for this era: it says its revision, or asks what only this era knows. */
    static boolean takes(JsonNode message) {
        return RequestMeta.isIn(message.path("params"))
                || message.path("method").asString("").equals(Protocol.DISCOVER);
    }

    static boolean isSubscription(JsonNode message) {
        return message.path("method").asString("").equals(Protocol.LISTEN);
    }

    /** Stops the request that a notification names; one that is unknown or answered is no matter. */
    void cancel(JsonNode message) {
        if (message.path("method").asString("").equals(Protocol.CANCELLED)) {
            try {
                var cancelled = WireJson.read(message.path("params"), Params.Cancelled.class, "params");
                Optional.ofNullable(running.get(cancelled.requestId())).ifPresent(InFlight::cancel);
                Optional.ofNullable(subscriptions.get(cancelled.requestId())).ifPresent(InFlight::cancel);
            } catch (RpcException e) {
                return; // What cannot be read names no request.
            }
        }
    }

    /** Ends what would otherwise last: nobody listens any more. */
    void close() {
        subscriptions.values().forEach(InFlight::cancel);
    }

    /** Takes a message in the order it came; the work that answers it may be done in any thread. */
    Runnable take(JsonNode json) {
        Message message;
        try {
            message = Message.of(json);
        } catch (RpcException e) {
            return () -> out.accept(new Message.Failure(Optional.empty(), e.error()).json());
        }
        if (!(message instanceof Message.Request request)) {
            return () -> {};
        }
        if (!isSubscription(json)) {
            return take(request, running);
        }
        return subscriptions.size() < MOST_SUBSCRIPTIONS
                ? take(request, subscriptions)
                : () -> refuse(request, "there are " + MOST_SUBSCRIPTIONS + " subscriptions already; cancel one");
    }

    private Runnable take(Message.Request request, Map<RequestId, InFlight> flights) {
        var flight = new InFlight();
        return flights.putIfAbsent(request.id(), flight) == null
                ? () -> {
                    try {
                        answer(request, flight);
                    } finally {
                        flights.remove(request.id());
                        flight.end();
                    }
                }
                : () -> refuse(request, "a request of that id is running");
    }

    private void answer(Message.Request request, InFlight flight) {
        if (!flight.begin()) {
            return;
        }
        Outlet outlet = notification -> out.accept(notification.json());
        try {
            out.accept(dispatcher
                    .answer(request, caller, ToolSelection.ALL, outlet)
                    .json());
        } catch (InterruptedException e) {
            return; // Cancelled: no answer is wanted, and the thread ends with the request.
        }
    }

    private void refuse(Message.Request request, String why) {
        var error = RpcError.of(RpcError.INVALID_REQUEST, why);
        out.accept(new Message.Failure(Optional.of(request.id()), error).json());
    }
}
