package dev.bac.llm.routing.choice;

import dev.bac.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What was decided for one request.
 *
 * @param id for outcomes to name it by
 * @param options all models that were weighed, the chosen one first
 * @param difficulty of the request, 0 to 1
 * @param promptTokens estimated
 * @param why one line
 */
public record Decision(
        UUID id,
        TenantId tenant,
        Instant at,
        String policy,
        double difficulty,
        long promptTokens,
        List<Option> options,
        String why) {
    public Decision {
        options = List.copyOf(options);
    }

    public String chosen() {
        return options.getFirst().model();
    }
}
