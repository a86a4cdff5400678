package dev.bac.agents.format;

import dev.bac.llm.CacheUse;
import dev.bac.llm.CacheUse.Audience;
import dev.bac.llm.CacheUse.Mode;
import java.util.Map;
import java.util.Optional;

/** Reads {@code cache} and {@code cacheFor} of an agent's model. */
final class CacheFields {
    private static final Map<String, Mode> MODES =
            Map.of("usual", Mode.WHEN_FIXED, "none", Mode.NEVER, "exact", Mode.EXACT, "semantic", Mode.SEMANTIC);
    private static final Map<String, Audience> AUDIENCES = Map.of("user", Audience.USER, "tenant", Audience.TENANT);

    private CacheFields() {}

    static CacheUse read(Fields model) {
        return new CacheUse(
                model.read(
                        "cache",
                        Mode.WHEN_FIXED,
                        "usual, none, exact or semantic",
                        text -> Optional.ofNullable(MODES.get(text))),
                model.read(
                        "cacheFor", Audience.USER, "user or tenant", text -> Optional.ofNullable(AUDIENCES.get(text))),
                "");
    }
}
