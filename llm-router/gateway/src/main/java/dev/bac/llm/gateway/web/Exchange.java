package dev.bac.llm.gateway.web;

import dev.bac.identity.Caller;
import dev.bac.llm.CacheUse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One request and its answer. */
public final class Exchange implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Caller caller;
    private final Bodies bodies;
    private final String rest;
    private @Nullable Departure watch;

    /** @param rest what follows the route's path */
    Exchange(HttpServletRequest request, HttpServletResponse response, Caller caller, Bodies bodies, String rest) {
        this.rest = rest;
        this.request = request;
        this.response = response;
        this.caller = caller;
        this.bodies = bodies;
    }

    public Caller caller() {
        return caller;
    }

    /**
     * Whether the caller takes an answer that was given before.
     *
     * @throws Refused when that cannot be read
     */
    public CacheUse cacheUse() {
        return CacheHeaders.read(request);
    }

    /** What follows the route's path, such as an id. */
    public String rest() {
        return rest;
    }

    /** The body's fields; from here on a caller that hangs up interrupts this thread. */
    public Fields body() {
        try {
            var fields = new Fields("", bodies.read(request));
            watch = Departure.watch(request);
            return fields;
        } catch (IOException gone) {
            throw new ReaderLeft(gone);
        }
    }

    public void answer(JsonNode body) {
        answer(200, body);
    }

    void answer(int status, JsonNode body) {
        try {
            response.setStatus(status);
            response.setContentType("application/json");
            response.getOutputStream().write(JSON.writeValueAsBytes(body));
        } catch (IOException gone) {
            throw new ReaderLeft(gone);
        }
    }

    /** Tells in a header which model answers; without effect once the answer has begun. */
    public void header(String name, String value) {
        response.setHeader(name, value);
    }

    public EventWriter events() {
        return new EventWriter(response);
    }

    /** An object to be filled. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    /** The connection is gone. */
    public static final class ReaderLeft extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        ReaderLeft(IOException cause) {
            super("the reader left", cause);
        }
    }
}
