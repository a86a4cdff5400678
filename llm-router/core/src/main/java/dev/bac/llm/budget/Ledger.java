package dev.bac.llm.budget;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import java.util.List;

/** Keeps budgets under parallel calls: what is not reserved first cannot be spent. */
public interface Ledger extends BudgetPressure {

    /**
     * Sets aside what a call may take at worst, of every budget that holds for its spender, or of none.
     *
     * @throws BudgetExhausted when one of them has less left
     */
    Reservation reserve(Caller caller, Amounts worst);

    /** How the tenant's open accounts stand, what is settled in the last second perhaps not yet included. */
    List<Balance> balances(TenantId tenant);
}
