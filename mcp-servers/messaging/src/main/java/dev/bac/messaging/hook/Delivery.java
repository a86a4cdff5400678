package dev.bac.messaging.hook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one program.
 *
 * @param state {@code WAITING}, {@code DELIVERED}, or {@code DEAD} when all attempts are used up
 * @param status of the last answer; null when there was none
 * @param problem of the last attempt
 */
public record Delivery(
        UUID id,
        String event,
        String state,
        int attempts,
        Instant nextAt,
        @Nullable Integer status,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant doneAt) {}
