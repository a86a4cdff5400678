package dev.bac.tools.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.ServerNotification;
import dev.bac.mcp.wire.Skill;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.mcp.session.Answering;
import dev.bac.tools.mcp.session.Call;
import dev.bac.tools.mcp.session.Declared;
import dev.bac.tools.mcp.session.Progress;
import dev.bac.tools.mcp.session.Session;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server of 2026-07-28. Nothing is remembered between requests but what the server said may be kept; each request
 * stands alone and says for whom it is.
 */
public final class ModernSession implements Session {
    private static final int MAX_PAGES = 50;
    private static final int MAX_ROUNDS = 10;
    private static final int MAX_TOOLS = 5_000;
    private static final int MAX_SKILLS = 100;

    private final String server;
    private final Channel channel;
    private final Answering answering;
    private final RandomGenerator random;
    private final Keeping<Tool> lists;
    private final Keeping<Skill> skills;
    private final AtomicReference<@Nullable Boolean> skilled = new AtomicReference<>();
    private final Mirror mirror;
    private final RequestMeta meta;
    private final AtomicLong ids = new AtomicLong();

    /** @param random source of trace ids */
    public ModernSession(
            String server, Channel channel, Answering answering, InstantSource clock, RandomGenerator random) {
        this.server = server;
        this.channel = channel;
        this.answering = answering;
        this.random = random;
        this.lists = new Keeping<>(clock);
        this.skills = new Keeping<>(clock);
        this.mirror = new Mirror(server);
        var can = answering.attendant().answers()
                ? ClientCapabilities.none().withForms().withUrls()
                : ClientCapabilities.none();
        this.meta = RequestMeta.of(Implementation.of("bac", "0.1.0"), can);
    }

    /**
     * Asks the server whether it speaks this revision.
     *
     * @return false when it speaks an earlier one
     * @throws RpcException when it speaks only later ones
     */
    public boolean isSpoken(Caller caller) {
        try {
            var result = discover(caller);
            return result.path("supportedVersions").valueStream().anyMatch(version -> version.asString("")
                    .equals(Protocol.VERSION));
        } catch (NotModern earlier) {
            return false;
        } catch (RpcException refused) {
            var spoken = refused.error().supportedVersions();
            if (!refused.error().modern()
                    || spoken.stream().anyMatch(version -> version.compareTo(Protocol.VERSION) < 0)) {
                return false;
            }
            if (refused.error().code() == RpcError.UNSUPPORTED_VERSION) {
                throw refused;
            }
            return true;
        }
    }

    private ObjectNode discover(Caller caller) {
        var result = ask(caller, Protocol.DISCOVER, WireJson.object());
        skilled.set(result.path("capabilities").path("extensions").has(Protocol.SKILLS));
        return result;
    }

    @Override
    public List<Skill> skills(Caller caller) {
        if (skilled.get() == null) {
            discover(caller);
        }
        return Boolean.TRUE.equals(skilled.get())
                ? skills.find(caller).orElseGet(() -> listed(caller, skillListing(), skills))
                : List.of();
    }

    private Listing<Skill> skillListing() {
        return new Listing<>(
                Protocol.SKILLS_LIST, "skills", MAX_SKILLS, json -> Declared.skill(server, json), List::copyOf);
    }

    @Override
    public String text(Caller caller, String uri) {
        var result = ask(caller, Protocol.RESOURCES_READ, WireJson.object().put("uri", uri));
        var text = result.path("contents").path(0).path("text");
        if (!text.isString()) {
            throw new RpcException(RpcError.INVALID_REQUEST, "the resource is no text");
        }
        return text.stringValue();
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return lists.find(caller).orElseGet(() -> list(caller));
    }

    @Override
    public ObjectNode call(Caller caller, Call call) {
        var params = WireJson.object().put("name", call.tool());
        params.set("arguments", call.arguments());
        try {
            return rounds(caller, call, params);
        } catch (RpcException refused) {
            if (refused.error().code() != RpcError.HEADER_MISMATCH) {
                throw refused;
            }
            lists.forget(); // The tool has changed; a new list says what to mirror.
            list(caller);
            return rounds(caller, call, params);
        }
    }

    /**
     * Any other request, such as {@code resources/read}.
     *
     * @param params without {@code _meta}
     */
    public ObjectNode ask(Caller caller, String method, ObjectNode params) {
        return result(caller, method, params, traced(meta), Map.of(), _ -> {});
    }

    @Override
    public void close() {
        channel.close();
    }

    private List<Tool> list(Caller caller) {
        return listed(
                caller,
                new Listing<>(
                        Protocol.TOOLS_LIST, "tools", MAX_TOOLS, json -> Declared.tool(server, json), mirror::learn),
                lists);
    }

    /**
     * A list in pages.
     *
     * @param read one of it; empty for what cannot be read
     * @param sound what of it may be used
     */
    private record Listing<T>(
            String method,
            String field,
            int most,
            Function<JsonNode, Optional<T>> read,
            UnaryOperator<List<T>> sound) {}

    private <T> List<T> listed(Caller caller, Listing<T> listing, Keeping<T> keeping) {
        var all = new ArrayList<T>();
        long ttl = Long.MAX_VALUE;
        var scope = CacheScope.PUBLIC;
        var params = WireJson.object();
        for (int page = 0; page < MAX_PAGES; page++) {
            var result = ask(caller, listing.method(), params);
            for (var declared : result.path(listing.field())) {
                if (all.size() == listing.most()) {
                    throw new RpcException(
                            RpcError.INVALID_REQUEST, "more than " + listing.most() + " " + listing.field());
                }
                listing.read().apply(declared).ifPresent(all::add);
            }
            ttl = Math.min(ttl, Math.max(0, result.path("ttlMs").asLong(0)));
            scope = result.path("cacheScope").asString("").equals("public") ? scope : CacheScope.PRIVATE;
            var next = result.path("nextCursor").asString("");
            if (next.isEmpty()) {
                var sound = listing.sound().apply(all);
                keeping.keep(caller, new Keeping.Kept<>(sound, ttl, scope));
                return sound;
            }
            params = WireJson.object().put("cursor", next);
        }
        throw new RpcException(RpcError.INVALID_REQUEST, "more than " + MAX_PAGES + " pages of " + listing.field());
    }

    /** Answers what the server asks and asks again, until it has a result (basic/patterns/mrtr). */
    private ObjectNode rounds(Caller caller, Call call, ObjectNode params) {
        var own = new RequestMeta(
                meta.protocolVersion(),
                meta.client(),
                meta.capabilities(),
                meta.logLevel(),
                meta.progressToken(),
                call.meta());
        var traced = traced(own);
        var headers = mirror.headers(call.tool(), call.arguments());
        var asked = params;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            var result = result(caller, Protocol.TOOLS_CALL, asked, traced, headers, hearing(caller, call.tool()));
            if (!Result.typeOf(result).equals(Result.INPUT_REQUIRED)) {
                return result;
            }
            asked = params.deepCopy();
            answer(caller, call.tool(), WireJson.read(result, Result.InputRequired.class, "result"), asked);
        }
        throw new RpcException(RpcError.INVALID_REQUEST, "the server asks back more than " + MAX_ROUNDS + " times");
    }

    private void answer(Caller caller, String tool, Result.InputRequired wanted, ObjectNode asked) {
        if (!wanted.requests().isEmpty()) {
            var responses = asked.putObject("inputResponses");
            wanted.requests()
                    .forEach((key, question) -> responses.set(
                            key, answering.answer(caller, tool, question).json()));
        }
        if (wanted.requestState() != null) {
            asked.put("requestState", wanted.requestState());
        }
    }

    /** The result of one request; a refusal of the version that names ours is asked again, once. */
    private ObjectNode result(
            Caller caller,
            String method,
            ObjectNode params,
            RequestMeta own,
            Map<String, String> headers,
            Consumer<Message.Notification> told) {
        for (boolean again = false; ; again = true) {
            var id = RequestId.of(ids.incrementAndGet());
            var sent = params.deepCopy();
            var said =
                    method.equals(Protocol.TOOLS_CALL) && answering.attendant().answers() ? own.withProgress(id) : own;
            sent.set("_meta", said.json());
            var answer = channel.exchange(caller, new Message.Request(id, method, sent), headers, told);
            if (answer instanceof Message.Result result) {
                return result.result();
            }
            if (!(answer instanceof Message.Failure failure)) {
                throw new NotModern("it answered with a request");
            }
            if (again || !failure.error().supportedVersions().contains(Protocol.VERSION)) {
                throw new RpcException(failure.error());
            }
        }
    }

    private Consumer<Message.Notification> hearing(Caller caller, String tool) {
        var last = new AtomicReference<>(Optional.<BigDecimal>empty());
        return message -> {
            if (ServerNotification.of(message).orElse(null) instanceof ServerNotification.Progress progress
                    && last.get()
                            .filter(before -> before.compareTo(progress.progress()) >= 0)
                            .isEmpty()) {
                last.set(Optional.of(progress.progress()));
                answering
                        .attendant()
                        .progress(
                                caller,
                                new Progress(
                                        tool,
                                        progress.progress(),
                                        Optional.ofNullable(progress.total()),
                                        Optional.ofNullable(progress.message())));
            }
        };
    }

    /** With a trace of its own where the call brings none (W3C Trace Context). */
    private RequestMeta traced(RequestMeta own) {
        if (own.text("traceparent").isPresent()) {
            return own;
        }
        var bytes = new byte[24];
        random.nextBytes(bytes);
        bytes[0] |= 1; // All zeros would mean no trace.
        bytes[16] |= 1;
        var hex = HexFormat.of().formatHex(bytes);
        return own.with("traceparent", "00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-00");
    }
}
