package dev.bac.orchestrator.platform;

import dev.bac.identity.TenantId;
import dev.bac.llm.gateway.Gateway;
import dev.bac.llm.gateway.choice.Agents;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.gateway.KeyEntrance;
import dev.bac.orchestrator.http.RateLimit;
import dev.bac.retrieval.Embedder;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Predicate;

/** Puts the gateway at {@code /v1} together. */
final class ModelGateway {
    private static final int ID_BYTES = 16;

    private ModelGateway() {}

    /** What it stands among. */
    record Surroundings(
            Embedder embedder, Agents agents, LimitSettings limits, Predicate<TenantId> calls, InstantSource clock) {}

    static Gateway of(ApiEntrance keys, Models models, Surroundings around) {
        var rate = new RateLimit(around.limits().requestsPerSecond());
        var random = new SecureRandom();
        return new Gateway(
                new dev.bac.llm.gateway.choice.Models(models.chat(), models.providers(), around.agents()),
                around.embedder(),
                new KeyEntrance(keys, rate::waitSeconds, around.calls()),
                Limits.USUAL,
                around.clock(),
                () -> id(random));
    }

    private static String id(SecureRandom random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
