package dev.bac.finance.goods;

import dev.bac.finance.journal.Role;

/** Who has what the stock does not have, and the account that stands against the inventory for it. */
public enum Counterpart {
    CUSTOMER(Role.PURCHASES),
    SUPPLIER(Role.GOODS_RECEIVED),
    LANDED(Role.GOODS_RECEIVED),
    ADJUSTMENT(Role.STOCK_DIFFERENCES),
    PRODUCTION(Role.STOCK_DIFFERENCES),
    /** What was there to begin with. */
    OPENING(Role.OPENING);

    private final Role role;

    Counterpart(Role role) {
        this.role = role;
    }

    Role role() {
        return role;
    }
}
