package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.identity.UserId;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.ServerNotification;
import dev.bac.mcp.wire.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers requests of MCP 2026-07-28. No answer depends on an earlier request, so copies of a server need no affinity.
 */
public final class ModernDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(ModernDispatcher.class);
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Duration TURN = Duration.ofSeconds(1);

    /** How long a subscription lasts at most: about an hour, after which a client opens another. */
    private static final int TURNS = 3_600;

    /** Most subscriptions of one user at one copy of the server. */
    private static final int MOST_SUBSCRIPTIONS = 8;

    /** What a server is changes with its next release only. */
    private static final Duration DISCOVERED = Duration.ofHours(1);

    private final Offer offer;
    private final List<String> supported;
    private final ObjectNode who;
    private final ToolTrees trees = new ToolTrees();
    private final Map<UserId, Integer> listening = new ConcurrentHashMap<>();

    /** @param older revisions that the same address speaks too, newest first */
    public ModernDispatcher(Offer offer, List<String> older) {
        this.offer = offer;
        this.who = WireJson.tree(offer.who());
        this.supported =
                Stream.concat(Stream.of(Protocol.VERSION), older.stream()).toList();
    }

    public Offer offer() {
        return offer;
    }

    /**
     * What a request says of itself.
     *
     * @throws RpcException when it says too little, or is of a revision that is not spoken here
     */
    public RequestMeta read(Message.Request request) {
        var version = RequestMeta.versionIn(request.params());
        if (version.isPresent() && !version.get().equals(Protocol.VERSION)) {
            throw new RpcException(RpcError.unsupportedVersion(version.get(), supported));
        }
        return RequestMeta.read(request.params());
    }

    /**
     * Answers a request. A failure is an answer too.
     *
     * @throws InterruptedException when the request was cancelled, and nobody waits for an answer
     */
    public Message answer(Message.Request request, Caller caller, ToolSelection selection, Outlet outlet)
            throws InterruptedException {
        try {
            var exchange = new Exchange(caller, selection, request.id(), read(request), outlet);
            try (var _ = trace(exchange.meta())) {
                Result result = result(exchange, request.method(), request.params());
                return new Message.Result(request.id(), json(result));
            }
        } catch (RpcException e) {
            return new Message.Failure(Optional.of(request.id()), e.error());
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled");
            }
            LOG.warn("a request failed", e);
            return new Message.Failure(
                    Optional.of(request.id()),
                    RpcError.of(RpcError.INTERNAL, "The request failed. It has been logged."));
        }
    }

    /** With who the server is. */
    private ObjectNode json(Result result) {
        ObjectNode json = result instanceof Result.Tools
                ? trees.tree(result).put("resultType", result.resultType())
                : result.json();
        json.withObjectProperty("_meta").set(Protocol.SERVER_KEY, who);
        return json;
    }

    /** What is logged meanwhile names the client's trace (W3C Trace Context, "traceparent"). */
    private static MDC.@Nullable MDCCloseable trace(RequestMeta meta) {
        return meta.text("traceparent")
                .map(TRACE::matcher)
                .filter(Matcher::matches)
                .map(parent -> MDC.putCloseable("trace", parent.group(1)))
                .orElse(null);
    }

    private Result result(Exchange exchange, String method, ObjectNode params) throws InterruptedException {
        return switch (method) {
            case Protocol.DISCOVER -> discover();
            case Protocol.TOOLS_LIST, Protocol.TOOLS_CALL -> ofTools(exchange, method, params);
            case Protocol.RESOURCES_LIST, Protocol.RESOURCE_TEMPLATES_LIST, Protocol.RESOURCES_READ ->
                ofResources(exchange, method, params);
            case Protocol.SKILLS_LIST, Protocol.SKILLS_GET, Protocol.DIRECTORY_READ -> ofSkills(method, params);
            case Protocol.PROMPTS_LIST, Protocol.PROMPTS_GET -> ofPrompts(exchange, method, params);
            case Protocol.COMPLETE -> {
                need("completions", method);
                yield offer.complete(exchange.caller(), read(params, Params.Complete.class));
            }
            case Protocol.LISTEN -> listen(exchange, read(params, Params.Listen.class));
            case Protocol.TASKS_GET, Protocol.TASKS_UPDATE, Protocol.TASKS_CANCEL -> ofTasks(exchange, method, params);
            default -> throw unknown(method);
        };
    }

    private Result discover() {
        return new Result.Discover(
                supported,
                offer.capabilities(),
                offer.instructions().orElse(null),
                DISCOVERED.toMillis(),
                CacheScope.PUBLIC);
    }

    private Result ofTools(Exchange exchange, String method, ObjectNode params) {
        need("tools", method);
        return method.equals(Protocol.TOOLS_LIST)
                ? offer.tools(exchange.caller(), exchange.selection(), read(params, Params.Page.class))
                : offer.call(exchange, read(params, Params.CallTool.class));
    }

    private Result ofResources(Exchange exchange, String method, ObjectNode params) {
        need("resources", method);
        return switch (method) {
            case Protocol.RESOURCES_LIST -> offer.resources(exchange.caller(), read(params, Params.Page.class));
            case Protocol.RESOURCES_READ -> offer.read(exchange, read(params, Params.ReadResource.class));
            default -> offer.templates(exchange.caller(), read(params, Params.Page.class));
        };
    }

    private Result ofSkills(String method, ObjectNode params) {
        if (!offer.capabilities().extension(Protocol.SKILLS)) {
            throw unknown(method);
        }
        return switch (method) {
            case Protocol.SKILLS_LIST ->
                offer.skills().list(read(params, Params.Page.class).cursor());
            case Protocol.SKILLS_GET ->
                offer.skills().get(read(params, Params.OfSkill.class).uri());
            default -> {
                var directory = read(params, Params.Directory.class);
                yield offer.skills().children(directory.uri(), directory.cursor());
            }
        };
    }

    private Result ofPrompts(Exchange exchange, String method, ObjectNode params) {
        need("prompts", method);
        return method.equals(Protocol.PROMPTS_LIST)
                ? offer.prompts(exchange.caller(), read(params, Params.Page.class))
                : offer.prompt(exchange, read(params, Params.GetPrompt.class));
    }

    private Result ofTasks(Exchange exchange, String method, ObjectNode params) {
        if (!offer.capabilities().extension(Protocol.TASKS)) {
            throw unknown(method);
        }
        requireTasks(exchange);
        var board = offer.tasks();
        var caller = exchange.caller();
        if (method.equals(Protocol.TASKS_GET)) {
            return board.find(caller, read(params, Params.OfTask.class).taskId())
                    .map(Result.TaskState::new)
                    .orElseThrow(ModernDispatcher::noTask);
        }
        boolean found;
        if (method.equals(Protocol.TASKS_CANCEL)) {
            found = board.cancel(caller, read(params, Params.OfTask.class).taskId());
        } else {
            var update = read(params, Params.UpdateTask.class);
            found = board.answer(caller, update.taskId(), update.inputResponses());
        }
        if (!found) {
            throw noTask();
        }
        return new Result.Empty();
    }

    private static void requireTasks(Exchange exchange) {
        exchange.require(
                client -> client.extension(Protocol.TASKS),
                ClientCapabilities.none().withExtension(Protocol.TASKS));
    }

    /** Holds the request open and tells what changes, until the client leaves or the server ends it. */
    private Result listen(Exchange exchange, Params.Listen listen) throws InterruptedException {
        if (listen.notifications().taskIds() != null) {
            requireTasks(exchange);
        }
        var user = exchange.caller().user();
        if (listening.merge(user, 1, Integer::sum) > MOST_SUBSCRIPTIONS) {
            listening.merge(user, -1, Integer::sum);
            throw new RpcException(
                    RpcError.INVALID_REQUEST, "you have " + MOST_SUBSCRIPTIONS + " subscriptions already; end one");
        }
        try (var watch = offer.watch(exchange, listen.notifications())) {
            var first = new ServerNotification.Acknowledged(watch.agreed());
            exchange.outlet().send(first.asMessage(exchange.id()));
            for (int turn = 0; turn < TURNS && !watch.ended(); turn++) {
                for (var change : watch.next(TURN)) {
                    exchange.outlet().send(change.asMessage(exchange.id()));
                }
            }
        } finally {
            listening.computeIfPresent(user, (_, open) -> open == 1 ? null : open - 1);
        }
        return new Result.Listened(exchange.id());
    }

    private void need(String capability, String method) {
        if (!offer.capabilities().has(capability)) {
            throw unknown(method);
        }
    }

    private static <T extends Params> T read(ObjectNode params, Class<T> type) {
        return WireJson.read(params, type, "params");
    }

    private static RpcException unknown(String method) {
        String shown = method.length() > 64 ? method.substring(0, 64) + "…" : method;
        return new RpcException(RpcError.METHOD_NOT_FOUND, "There is no method " + shown + ".");
    }

    private static RpcException noTask() {
        return new RpcException(RpcError.INVALID_PARAMS, "params.taskId: there is no such task.");
    }
}
