package dev.bac.erp.quote;

import dev.bac.erp.order.Customers;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_quote_list}. */
public final class QuoteListTool {
    private static final int STANDARD = 50;

    private final Customers customers;
    private final Quotations quotations;

    QuoteListTool(Customers customers, Quotations quotations) {
        this.customers = customers;
        this.quotations = quotations;
    }

    public record Filter(
            @Arg("open, accepted or declined; all when left out")
            Quotation.@Nullable Status status,

            @Arg(value = "Only this customer: name or id", ref = "account") @Nullable String customer,

            @Arg("true for those that are open and can still be accepted") @Nullable Boolean valid,

            @Arg("How many at most, the newest first, 1 to 200; 50 when left out") @Nullable Integer limit) {
        static Filter of(Quotation.@Nullable Status status, @Nullable String customer) {
            return new Filter(status, customer, null, null);
        }
    }

    public record Listed(String summary, List<Quotation> items, int total) implements Told {}

    Listed list(Caller caller, Tx tx, Filter filter) {
        var customer = filter.customer() == null
                ? null
                : customers.one(tx, "customer", filter.customer()).id();
        var wanted = new Quotations.Wanted(filter.status(), customer, Boolean.TRUE.equals(filter.valid()));
        var found = quotations.list(tx, wanted, Given.rows(filter.limit(), STANDARD));
        int total = quotations.count(tx, wanted);
        var first = found.stream()
                .limit(5)
                .map(one -> "%s to %s over %s, valid until %s"
                        .formatted(one.number(), one.customer(), one.total(), one.validUntil()))
                .collect(Collectors.joining("; "));
        return new Listed(
                total == 0
                        ? "No such quotations."
                        : "%d quotation%s: %s%s."
                                .formatted(total, total == 1 ? "" : "s", first, total > 5 ? "; and others" : ""),
                found,
                total);
    }

    public Tool<Filter, Listed> tool() {
        return Tool.read(
                        "erp_quote_list",
                        "List quotations",
                        "Lists quotations with customer, total, validity and what became of them, the newest first.",
                        Filter.class,
                        Listed.class,
                        this::list)
                .example("Which quotations are open?", Filter.of(Quotation.Status.OPEN, null))
                .example("Quotations to Globex", Filter.of(null, "Globex"));
    }
}
