package dev.bac.llm.budget;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.TenantId;
import java.util.Optional;

/**
 * Who spends, as budgets see it.
 *
 * @param user the user's id
 * @param agent the name of the agent that acts
 * @param key the id of the API key the request came with
 */
public record Spender(TenantId tenant, String user, Optional<String> agent, Optional<String> key) {

    public static Spender of(Caller caller) {
        return new Spender(
                caller.tenant(), caller.user().toString(), caller.actor().map(Delegation::agent), caller.key());
    }

    /** Its name among those of a kind; empty when it has none. */
    Optional<String> name(Per per) {
        return switch (per) {
            case TENANT -> Optional.of(Budget.EACH);
            case USER -> Optional.of(user);
            case AGENT -> agent;
            case KEY -> key;
        };
    }
}
