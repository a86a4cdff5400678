package dev.bac.llm.budget;

import dev.bac.identity.Caller;
import java.util.ArrayList;

/** Reserves until a budget refuses. */
final class Reserving {
    private Reserving() {}

    /** @param most reservations */
    static Reservation[] all(Amounts each, Ledger ledger, Caller caller, int most) {
        var got = new ArrayList<Reservation>();
        try {
            for (int i = 0; i < most; i++) {
                got.add(ledger.reserve(caller, each));
            }
        } catch (BudgetExhausted _) {
            // That is what is measured.
        }
        return got.toArray(Reservation[]::new);
    }
}
