package dev.bac.messaging.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message reached a state. */
public record MessageEvent(MessageState state, @Nullable String detail, Instant at) {}
