package dev.bac.llm.routing;

import java.util.Optional;

/**
 * A line of {@code bac models}.
 *
 * @param id {@code provider/model}
 * @param configured true when it can be asked now
 * @param preset true for the one that is asked when its provider's turn comes
 * @param why how it is configured, or how to configure it
 */
public record ModelInfo(
        String id,
        String provider,
        boolean configured,
        boolean preset,
        String why,
        Optional<Price> price,
        Optional<Long> context,
        Optional<Long> maxOutput) {}
