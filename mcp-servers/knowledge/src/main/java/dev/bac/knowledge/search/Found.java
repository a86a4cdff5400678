package dev.bac.knowledge.search;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage that may answer, before it is ranked.
 *
 * @param vector its meaning; null while that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // a vector of floats is an array everywhere; never compared
record Found(
        UUID document,
        int number,
        String title,
        String collection,
        String place,
        String text,
        float @Nullable [] vector) {}
