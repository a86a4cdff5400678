package dev.bac.crm.opportunity;

import dev.bac.crm.account.AccountStore;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tool that lists deals. */
public final class OpportunityListTool {
    private static final int STANDARD = 20;
    private final OpportunityList deals = new OpportunityList();
    private final Pipelines pipelines = new Pipelines();
    private final AccountStore accounts;

    public OpportunityListTool(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** What {@code crm_opportunity_list} takes. */
    public record OpportunitiesWanted(
            @Arg("Which deals; open ones when left out") @Nullable OpportunityStatus status,

            @Arg("Only deals at this stage") @Nullable Stage stage,

            @Arg(value = "Only deals of this account, by its id, number or name", ref = "account") @Nullable String account,

            @Arg("Only deals this colleague works on, by name") @Nullable String owner,

            @Arg(value = "Only deals of at least this amount, such as 5000", format = "decimal") @Nullable BigDecimal minAmount,

            @Arg("Only deals that close on this day or later") @Nullable LocalDate closeFrom,

            @Arg("Only deals that close on this day or earlier") @Nullable LocalDate closeTo,

            @Arg("Order: AMOUNT, the biggest first (when left out), or CLOSE_DATE, the next first") @Nullable OpportunitySort sort,

            @Arg("Only deals of this pipeline, by name; all when left out") @Nullable String pipeline,

            @Arg("Rows, 1 to 200, such as 5 for the top five; 20 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** What {@code crm_opportunity_list} answers. */
    public record OpportunitiesFound(
            String summary,
            List<OpportunityRow> items,
            List<OpportunityList.Sum> sums,
            long total,
            @Nullable String next)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "crm_opportunity_list",
                        "List opportunities",
                        "Lists deals (opportunities, the sales pipeline) by stage, account, colleague, amount and close"
                                + " date, biggest or next to close first, with their sum and the forecast weighted by"
                                + " probability. For invoices and revenue use the finance tools.",
                        OpportunitiesWanted.class,
                        OpportunitiesFound.class,
                        this::list)
                .example("What are the five largest deals in the pipeline?", wanted(null, null, null, null, null, 5))
                .example("Which deals are in negotiation?", wanted(null, Stage.NEGOTIATION, null, null, null, null))
                .example("List open opportunities with Hooli", wanted(null, null, "Hooli", null, null, null))
                .example("Which deals have we lost?", wanted(OpportunityStatus.LOST, null, null, null, null, null))
                .example(
                        "Show opportunities over 25,000 that Petra Lang is working on",
                        wanted(null, null, null, "Petra Lang", new BigDecimal("25000"), null))
                .example(
                        "What is going to close next?",
                        new OpportunitiesWanted(
                                null, null, null, null, null, null, null, OpportunitySort.CLOSE_DATE, null, null, null))
                .example("How much is our sales pipeline worth?", wanted(null, null, null, null, null, null));
    }

    private OpportunitiesFound list(Caller caller, Tx tx, OpportunitiesWanted given) {
        var wantedPage = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        if (given.closeFrom() != null
                && given.closeTo() != null
                && given.closeFrom().isAfter(given.closeTo())) {
            throw ToolRefusal.invalid("closeFrom", "lies after closeTo; swap them");
        }
        if (given.minAmount() != null && given.minAmount().signum() < 0) {
            throw ToolRefusal.invalid("minAmount", "must not be below zero");
        }
        String account = Given.lineOrNull("account", given.account(), 200);
        var wanted = new OpportunityList.Wanted(
                status(given),
                given.stage(),
                account == null ? null : accounts.named(tx, "account", account).id(),
                Given.lineOrNull("owner", given.owner(), 80),
                given.minAmount(),
                given.closeFrom(),
                given.closeTo(),
                given.pipeline() == null ? null : pipelines.named(tx, "pipeline", given.pipeline()),
                given.sort() == null ? OpportunitySort.AMOUNT : given.sort());
        var page = deals.part(tx, wanted, wantedPage);
        var items = page.items().stream().map(OpportunityRow::of).toList();
        var sums = deals.sums(tx, wanted);
        long total = sums.stream().mapToLong(OpportunityList.Sum::deals).sum();
        return new OpportunitiesFound(tell(wanted.status(), items, sums, total), items, sums, total, page.next());
    }

    private static OpportunityStatus status(OpportunitiesWanted given) {
        if (given.status() != null) {
            return given.status();
        }
        return given.stage() == null ? OpportunityStatus.OPEN : OpportunityStatus.ALL;
    }

    private static String tell(
            OpportunityStatus status, List<OpportunityRow> items, List<OpportunityList.Sum> sums, long total) {
        String kind =
                switch (status) {
                    case OPEN -> "open ";
                    case WON -> "won ";
                    case LOST -> "lost ";
                    case ALL -> "";
                };
        if (total == 0) {
            return "No " + kind + "opportunity fits.";
        }
        String worth = sums.stream()
                .map(OpportunityList.Sum::amount)
                .map(Money::toString)
                .collect(Collectors.joining(" and "));
        String weighted = sums.stream()
                .map(OpportunityList.Sum::weighted)
                .map(Money::toString)
                .collect(Collectors.joining(" and "));
        return "%d %s%s, %s in all, %s weighted by probability%s"
                .formatted(
                        total,
                        kind,
                        total == 1 ? "opportunity" : "opportunities",
                        worth,
                        weighted,
                        items.size() < total ? "; " + items.size() + " of them shown." : ".");
    }

    private static OpportunitiesWanted wanted(
            @Nullable OpportunityStatus status,
            @Nullable Stage stage,
            @Nullable String account,
            @Nullable String owner,
            @Nullable BigDecimal minAmount,
            @Nullable Integer limit) {
        return new OpportunitiesWanted(status, stage, account, owner, minAmount, null, null, null, null, limit, null);
    }
}
