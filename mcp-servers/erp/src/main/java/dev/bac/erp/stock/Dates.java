package dev.bac.erp.stock;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days on which something was done. */
public final class Dates {
    private Dates() {}

    /** The day given, or today; never in the future. */
    public static LocalDate notFuture(Tx tx, String field, @Nullable LocalDate given) {
        var date = given == null ? tx.today() : Given.date(field, given);
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid(field, "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        return date;
    }
}
