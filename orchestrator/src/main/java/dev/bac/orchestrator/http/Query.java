package dev.bac.orchestrator.http;

import dev.bac.orchestrator.problem.Refusal;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/** Reads the parameters of requests; a wrong one is a problem that names it. */
final class Query {
    private static final int USUAL_PAGE = 50;

    private Query() {}

    /** The record's id in the path; a text that is no id names no record. */
    static UUID id(Context ctx, String kind) {
        return parsed(ctx.pathParam("id")).orElseThrow(() -> Refusal.notFound(kind));
    }

    /** The id of a record of the path's record. */
    static UUID id(Context ctx, String parameter, String kind) {
        return parsed(ctx.pathParam(parameter)).orElseThrow(() -> Refusal.notFound(kind));
    }

    static Optional<UUID> uuid(Context ctx, String name) {
        return text(ctx, name)
                .map(value -> parsed(value).orElseThrow(() -> Refusal.invalid(name, "It is not an id: a UUID.")));
    }

    static Optional<String> text(Context ctx, String name) {
        var given = Optional.ofNullable(ctx.queryParam(name)).filter(value -> !value.isEmpty());
        if (given.filter(value -> value.indexOf('\0') >= 0).isPresent()) {
            throw Body.nul(name);
        }
        return given;
    }

    static int limit(Context ctx, int most) {
        return Math.toIntExact(number(ctx, "limit", Math.min(USUAL_PAGE, most), 1, most));
    }

    static long number(Context ctx, String name, long otherwise, long least, long most) {
        try {
            long value = text(ctx, name).map(Long::parseLong).orElse(otherwise);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, with the bounds.
        }
        throw Refusal.invalid(name, "It must be a whole number from %d to %d.".formatted(least, most));
    }

    static LocalDate date(Context ctx, String name, LocalDate otherwise) {
        try {
            return text(ctx, name).map(LocalDate::parse).orElse(otherwise);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(name, "It must be a day, such as 2026-11-21.");
        }
    }

    private static Optional<UUID> parsed(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
