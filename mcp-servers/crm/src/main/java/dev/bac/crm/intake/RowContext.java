package dev.bac.crm.intake;

import dev.bac.identity.Caller;
import dev.bac.store.Tx;

/** What a row is taken in with. */
record RowContext(Tx tx, Caller caller, Companies companies) {}
