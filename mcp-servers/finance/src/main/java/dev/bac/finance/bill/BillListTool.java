package dev.bac.finance.bill;

import dev.bac.finance.party.Parties;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code finance_bill_list}. */
public final class BillListTool {
    private static final int STANDARD = 20;
    private static final PageOrder NEWEST = PageOrder.descending("newest", "billed_on", "date", "serial");
    private static final PageOrder DUE = PageOrder.ascending("due first", "due_on", "date", "serial");

    private final Parties parties;

    public BillListTool(Parties parties) {
        this.parties = parties;
    }

    public record Wanted(
            @Arg("Only bills that stand so; open takes in the overdue ones") @Nullable BillStatus status,

            @Arg(value = "Only this supplier's: name or id", ref = "supplier") @Nullable String supplier,

            @Arg("Due on this day or later") @Nullable LocalDate dueFrom,

            @Arg("Due on this day or earlier") @Nullable LocalDate dueTo,

            @Arg("How many at most, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor) {
        static Wanted of(@Nullable BillStatus status, @Nullable String supplier) {
            return new Wanted(status, supplier, null, null, null, null);
        }
    }

    public record Listed(
            String summary,
            List<BillShown> items,
            int total,
            List<Money> open,
            @Nullable String next) implements Told {}

    private record Sum(int count, Money open) {}

    Listed list(Caller caller, Tx tx, Wanted wanted) {
        var page = PageWanted.of(wanted.limit(), wanted.cursor(), STANDARD);
        var filter = new Filter();
        if (wanted.status() != null) {
            switch (wanted.status()) {
                case OPEN -> filter.where("settled < total");
                case OVERDUE -> filter.where("settled < total AND due_on < :today", "today", tx.today());
                case PAID -> filter.where("settled = total");
            }
        }
        filter.where(
                        "party_id = :party",
                        "party",
                        wanted.supplier() == null
                                ? null
                                : parties.supplier(tx, "supplier", wanted.supplier())
                                        .id())
                .where(
                        "due_on >= :dueFrom",
                        "dueFrom",
                        wanted.dueFrom() == null ? null : Given.date("dueFrom", wanted.dueFrom()))
                .where(
                        "due_on <= :dueTo",
                        "dueTo",
                        wanted.dueTo() == null ? null : Given.date("dueTo", wanted.dueTo()));
        var sums = filter.bindTo(tx.sql().createQuery("""
                        SELECT currency, count(*) AS count, sum(total - settled) AS open FROM bill %s
                         GROUP BY currency ORDER BY 3 DESC
                        """.formatted(filter.sql())))
                .map((row, _) ->
                        new Sum(row.getInt("count"), Money.of(row.getBigDecimal("open"), row.getString("currency"))))
                .list();
        var order = wanted.status() == BillStatus.OPEN || wanted.status() == BillStatus.OVERDUE ? DUE : NEWEST;
        var found = order.read(
                tx,
                "SELECT * FROM bill " + filter.sql(),
                filter::bindTo,
                page,
                (row, _) -> BillShown.of(row, tx.today()));
        int count = sums.stream().mapToInt(Sum::count).sum();
        var open = new ArrayList<>(sums.stream().map(Sum::open).toList());
        open.removeIf(one -> one.amount().signum() == 0);
        return new Listed(
                "%d bill%s%s."
                        .formatted(
                                count,
                                count == 1 ? "" : "s",
                                open.isEmpty()
                                        ? ""
                                        : open.stream()
                                                .map(Money::toString)
                                                .collect(Collectors.joining(" and ", ", ", " still to be paid"))),
                found.items(),
                count,
                open,
                found.next());
    }

    public Tool<Wanted, Listed> tool() {
        return Tool.read(
                        "finance_bill_list",
                        "List suppliers' bills",
                        "Lists the bills that suppliers sent us, with amounts, due dates and days overdue, filtered by status, supplier "
                                + "and due date. Use it for what we have to pay. Not for invoices to customers.",
                        Wanted.class,
                        Listed.class,
                        this::list)
                .example("Which supplier bills do we still have to pay?", Wanted.of(BillStatus.OPEN, null))
                .example("Which bills of suppliers are overdue?", Wanted.of(BillStatus.OVERDUE, null))
                .example("List the bills from DHL", Wanted.of(null, "DHL"))
                .example("Show the vendor bills", Wanted.of(null, null));
    }
}
