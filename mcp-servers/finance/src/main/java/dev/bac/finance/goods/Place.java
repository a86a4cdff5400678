package dev.bac.finance.goods;

import dev.bac.mcp.ToolRefusal;

/** A place in the outbox of the stock's server: transaction, then number. */
record Place(long xid, long seq) {
    static Place of(String field, String given) {
        var text = given.strip();
        if (!text.matches("\\d{1,18}:\\d{1,18}")) {
            throw ToolRefusal.invalid(field, "wants transaction:number of an event, such as 48213:977");
        }
        var parts = text.split(":", 2);
        return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
