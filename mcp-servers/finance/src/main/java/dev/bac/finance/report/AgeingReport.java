package dev.bac.finance.report;

import dev.bac.finance.settlement.Side;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers owe us, or we suppliers, by age: the answer of both sides' tools. */
public record AgeingReport(
        String summary,
        LocalDate asOf,
        Ageing.Buckets sum,
        List<Ageing.Line> items,
        int total,
        @Nullable String next) implements Told {
    private static final int STANDARD = 50;

    /** As it was said, but for the party. */
    record Said(
            @Nullable LocalDate asOf,
            @Nullable String currency,
            @Nullable Integer limit,
            @Nullable String cursor,
            Ageing.@Nullable By by) {}

    static AgeingReport of(Tx tx, Ageing ageing, Side side, Said said, @Nullable UUID party) {
        var asOf = said.asOf() == null ? tx.today() : Given.date("asOf", said.asOf());
        if (asOf.isAfter(tx.today())) {
            throw ToolRefusal.invalid("asOf", "%s is in the future; today is %s".formatted(asOf, tx.today()));
        }
        var currency = Given.currency("currency", said.currency(), tx.settings().currency());
        var by = said.by() == null ? Ageing.By.DUE_DATE : said.by();
        var wanted = PageWanted.of(said.limit(), said.cursor(), STANDARD);
        var ask = new Ageing.Ask(side, asOf, currency, by, party);
        var sum = ageing.sum(tx, ask);
        var page = ageing.page(tx, ask, wanted);
        return new AgeingReport(
                sentence(side, asOf, currency, sum),
                asOf,
                sum.buckets(currency),
                page.items(),
                sum.parties(),
                page.next());
    }

    private static String sentence(Side side, LocalDate asOf, String currency, Ageing.Sum sum) {
        boolean customers = side == Side.RECEIVABLE;
        if (sum.parties() == 0) {
            return "On %s %s in %s."
                    .formatted(asOf, customers ? "nobody owes us anything" : "we owe suppliers nothing", currency);
        }
        var late = sum.to30().add(sum.to60()).add(sum.to90()).add(sum.over90());
        return "On %s %s %s: %s not due yet, %s overdue (%s for more than 90 days)%s, %d %s."
                .formatted(
                        asOf,
                        customers ? "customers owe us" : "we owe suppliers",
                        Money.of(sum.balance(), currency),
                        Money.of(sum.notDue(), currency),
                        Money.of(late, currency),
                        Money.of(sum.over90(), currency),
                        sum.credit().signum() > 0
                                ? ", less %s of credit".formatted(Money.of(sum.credit(), currency))
                                : "",
                        sum.parties(),
                        customers ? "customers" : "suppliers");
    }
}
