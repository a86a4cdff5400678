package dev.bac.finance.invoice;

import dev.bac.finance.party.Parties;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_invoice_list}. */
public final class InvoiceListTool {
    private static final int STANDARD = 50;
    private final Parties parties;

    public InvoiceListTool(Parties parties) {
        this.parties = parties;
    }

    public record Filter(
            @Arg(
                    "open: not fully paid (overdue ones too); overdue: open and past the due date; paid: fully paid. Leave out for all")
            @Nullable InvoiceStatus status,

            @Arg(value = "Only this customer: name or id, such as Globex", ref = "account") @Nullable String customer,

            @Arg("Issued on or after this day") @Nullable LocalDate issuedFrom,
            @Arg("Issued on or before this day") @Nullable LocalDate issuedTo,
            @Arg("Due on or after this day") @Nullable LocalDate dueFrom,
            @Arg("Due on or before this day") @Nullable LocalDate dueTo,

            @Arg(
                    "newest, due_first (longest overdue first), largest_open or largest. Leave out for newest, or due_first when the status is open or overdue")
            @Nullable InvoiceOrder sort,

            @Arg("How many at most, 1 to 200; 50 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor) {

        static Filter of(@Nullable InvoiceStatus status, @Nullable String customer) {
            return new Filter(status, customer, null, null, null, null, null, null, null);
        }
    }

    public record Listed(
            String summary,
            List<Invoice> items,
            int total,
            List<Money> invoiced,
            List<Money> open,
            @Nullable String next)
            implements Told {}

    Listed list(Caller caller, Tx tx, Filter filter) {
        inOrder("issuedFrom", filter.issuedFrom(), filter.issuedTo());
        inOrder("dueFrom", filter.dueFrom(), filter.dueTo());
        var wanted = PageWanted.of(filter.limit(), filter.cursor(), STANDARD);
        var customer = filter.customer() == null ? null : parties.customer(tx, "customer", filter.customer());
        var search = new InvoiceSearch(order(filter))
                .status(filter.status(), tx.today())
                .customer(customer == null ? null : customer.id())
                .issued(filter.issuedFrom(), filter.issuedTo())
                .due(filter.dueFrom(), filter.dueTo());
        var sums = search.sums(tx);
        var page = search.page(tx, wanted);
        return new Listed(
                sentence(filter, customer == null ? null : customer.name(), sums),
                page.items(),
                sums.count(),
                sums.total(),
                sums.open(),
                page.next());
    }

    private static InvoiceOrder order(Filter filter) {
        if (filter.sort() != null) {
            return filter.sort();
        }
        return filter.status() == InvoiceStatus.OPEN || filter.status() == InvoiceStatus.OVERDUE
                ? InvoiceOrder.DUE_FIRST
                : InvoiceOrder.NEWEST;
    }

    private static String sentence(Filter filter, @Nullable String customer, InvoiceSearch.Sums sums) {
        var of = customer == null ? "" : " of " + customer;
        var what = filter.status() == null ? "" : filter.status().name().toLowerCase(java.util.Locale.ROOT) + " ";
        if (sums.count() == 0) {
            return "No %sinvoices%s match.".formatted(what, of);
        }
        var open = Amounts.joined(
                sums.open().stream().filter(one -> one.amount().signum() > 0).toList());
        return "%d %sinvoice%s%s, %s in all%s."
                .formatted(
                        sums.count(),
                        what,
                        sums.count() == 1 ? "" : "s",
                        of,
                        Amounts.joined(sums.total()),
                        open.isEmpty() ? "" : ", %s still open".formatted(open));
    }

    private static void inOrder(String field, @Nullable LocalDate from, @Nullable LocalDate to) {
        if (from != null && to != null && from.isAfter(to)) {
            throw ToolRefusal.invalid(field, "%s is after %s".formatted(from, to));
        }
    }

    public Tool<Filter, Listed> tool() {
        return Tool.read(
                        "finance_invoice_list",
                        "List invoices",
                        "Lists sales invoices with amounts, due dates and days overdue, filtered by status, customer and dates. "
                                + "Use it for overdue, unpaid, paid or recent invoices. It gives the sums over the whole list, not only the page.",
                        Filter.class,
                        Listed.class,
                        this::list)
                .example("Who is late with paying us?", Filter.of(InvoiceStatus.OVERDUE, null))
                .example("List all unpaid invoices", Filter.of(InvoiceStatus.OPEN, null))
                .example("Show the past due invoices of Hooli", Filter.of(InvoiceStatus.OVERDUE, "Hooli"))
                .example("What have we billed Initech so far?", Filter.of(null, "Initech"))
                .example("Which bills to Globex have been settled?", Filter.of(InvoiceStatus.PAID, "Globex"))
                .example(
                        "Our five biggest outstanding invoices",
                        new Filter(
                                InvoiceStatus.OPEN, null, null, null, null, null, InvoiceOrder.LARGEST_OPEN, 5, null))
                .example(
                        "Show me the latest 10 invoices",
                        new Filter(null, null, null, null, null, null, InvoiceOrder.NEWEST, 10, null));
    }
}
