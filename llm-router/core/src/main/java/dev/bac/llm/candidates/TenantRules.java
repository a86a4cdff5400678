package dev.bac.llm.candidates;

import dev.bac.identity.Caller;
import java.util.Optional;

/** Which models a company lets its people use. */
@FunctionalInterface
public interface TenantRules {
    /** Why the model may not answer this caller, in words; empty when it may. */
    Optional<String> forbids(Caller caller, String model);

    TenantRules NONE = (_, _) -> Optional.empty();
}
