package dev.bac.llm.routing.choice;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was decided for one request.
 *
 * @param id for outcomes to name it by
 * @param asker for whom
 * @param options all models that were weighed, the chosen one first
 * @param difficulty of the request, 0 to 1
 * @param promptTokens estimated
 * @param why one line
 */
public record Decision(
        UUID id,
        Asker asker,
        Instant at,
        String policy,
        double difficulty,
        long promptTokens,
        List<Option> options,
        String why) {
    public Decision {
        options = List.copyOf(options);
    }

    /**
     * Who is to be named for what a call cost or saved.
     *
     * @param agent that acts for the person, where one does
     * @param requester the person's name
     */
    public record Asker(TenantId tenant, Optional<String> agent, String requester) {
        static Asker of(Caller caller) {
            return new Asker(caller.tenant(), caller.actor().map(Delegation::agent), caller.name());
        }
    }

    public TenantId tenant() {
        return asker.tenant();
    }

    public String chosen() {
        return options.getFirst().model();
    }
}
