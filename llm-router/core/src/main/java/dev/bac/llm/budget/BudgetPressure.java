package dev.bac.llm.budget;

import dev.bac.identity.Caller;
import java.util.Optional;

/** Tells the routing layer when to save, long before anything is refused. Costs no call to a database. */
@FunctionalInterface
public interface BudgetPressure {
    BudgetPressure NONE = _ -> Optional.empty();

    /** The tightest budget of money; empty when none holds or nothing was spent yet. */
    Optional<Pressure> of(Caller caller);
}
