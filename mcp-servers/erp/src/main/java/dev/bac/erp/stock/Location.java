package dev.bac.erp.stock;

import java.util.UUID;

/** A place where stock is, or from where it comes and to where it goes. */
public record Location(UUID id, Kind kind, String name) {

    /** A warehouse of ours, the way between two of them, or one of the places outside. */
    public enum Kind {
        WAREHOUSE,
        TRANSIT,
        SUPPLIER,
        CUSTOMER,
        ADJUSTMENT,
        PRODUCTION,
        /** Where goods pass that a supplier ships straight to a customer. */
        DROP
    }

    /** True when what is there is not ours, and its balance may be below zero. */
    public boolean outside() {
        return kind != Kind.WAREHOUSE && kind != Kind.TRANSIT;
    }
}
