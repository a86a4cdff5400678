package dev.bac.erp.stock;

import java.util.UUID;

/** A place where stock is, or from where it comes and to where it goes. */
public record Location(UUID id, Kind kind, String name) {

    /** A warehouse of ours, or one of the three places outside it. */
    public enum Kind {
        WAREHOUSE,
        SUPPLIER,
        CUSTOMER,
        ADJUSTMENT
    }

    /** True when its balance may be below zero. */
    public boolean outside() {
        return kind != Kind.WAREHOUSE;
    }
}
