package dev.bac.orchestrator.http;

import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads bodies: bounded, strictly UTF-8, strictly JSON, strictly the fields that are known. */
public final class Body {
    /** So much of a body that is too long is read and dropped, so that its sender sees the answer. In bytes. */
    private static final long DROPPED = 32L << 20;

    private final long limit;

    /** @param limit in bytes */
    public Body(long limit) {
        this.limit = limit;
    }

    /** The body as a record; empty when there is none. */
    <T extends Record> Optional<T> read(Context ctx, Class<T> type) {
        byte[] bytes = bytes(ctx);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        String contentType = ctx.contentType();
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw Refusal.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
        }
        return Optional.of(parse(text(bytes), type));
    }

    /** The body as a record; a problem when there is none. */
    <T extends Record> T require(Context ctx, Class<T> type) {
        return read(ctx, type).orElseThrow(() -> Refusal.of(ProblemCode.BAD_JSON, "The body is empty."));
    }

    /** The body as text, of whatever type; empty when there is none. */
    String text(Context ctx) {
        return text(bytes(ctx));
    }

    private byte[] bytes(Context ctx) {
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] bytes = in.readNBytes(Math.toIntExact(limit + 1));
            if (bytes.length > limit) {
                in.skip(DROPPED);
                throw Refusal.of(
                        ProblemCode.TOO_LARGE, "The body is longer than " + limit + " bytes.", "Send less at once.");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw nul("");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw Refusal.of(ProblemCode.BAD_ENCODING, "The body is not valid UTF-8.");
        }
    }

    /** PostgreSQL keeps every character but this one. */
    static Refusal nul(String field) {
        return Refusal.invalid(field, "It holds a NUL character (U+0000), which cannot be kept. Leave it out.");
    }

    private static <T> T parse(String text, Class<T> type) {
        try {
            T value = Optional.ofNullable(Json.MAPPER.readValue(text, type))
                    .orElseThrow(() -> Refusal.invalid("", "The body must be an object."));
            Json.nul(text).ifPresent(field -> {
                throw nul(field);
            });
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw Refusal.invalid(field(e), "There is no such field; known are " + e.getKnownPropertyIds() + ".");
        } catch (DatabindException e) {
            if (e.getPath().isEmpty()) {
                throw Refusal.invalid("", "The body must be one object with the fields of /docs.");
            }
            throw Refusal.invalid(field(e), "The field has the wrong type.");
        } catch (JacksonException e) {
            throw Refusal.of(ProblemCode.BAD_JSON, "The body is not JSON" + place(e) + ".");
        }
    }

    /** There is none for what is refused by its size, such as nesting that is too deep. */
    private static String place(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "" : ": line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static String field(JacksonException e) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            path.append(path.isEmpty() ? "" : ".").append(name == null ? step.getIndex() : name);
        }
        return path.toString();
    }
}
