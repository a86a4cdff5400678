package dev.bac.finance.goods;

import dev.bac.finance.bill.Bill;
import dev.bac.finance.bill.BillStore;
import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry.Dimensions;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.finance.party.Parties;
import dev.bac.finance.party.Party;
import dev.bac.finance.tax.TaxCalculation;
import dev.bac.finance.tax.TaxRounding;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code finance_goods_bill}: the bill that fits an order and its receipts. It clears what was received and not billed;
 * by what it is dearer or cheaper than that goes to the stock's differences, so that the account of goods received comes
 * to nothing when all of them are billed.
 */
public final class GoodsBillTool {
    private static final int USUAL_TERMS = 30;

    private final Parties parties;
    private final BillStore bills;
    private final Journal journal;

    public GoodsBillTool(Parties parties, BillStore bills, Journal journal) {
        this.parties = parties;
        this.bills = bills;
        this.journal = journal;
    }

    public record Order(
            @Arg("Id of the matched bill; each is booked once")
            UUID bill,

            @Arg("The supplier's own number of it") String reference,
            @Arg("The supplier's id") UUID supplier,

            @Arg("The supplier's name, for one that is new here")
            String name,

            @Arg("What it is for, such as PO-1007") String description,
            @Arg("The bill's date") LocalDate date,
            @Arg("ISO currency code") String currency,

            @Arg(value = "What is billed, without tax", format = "decimal")
            BigDecimal net,

            @Arg(value = "What the goods were received for", format = "decimal")
            BigDecimal received,

            @Arg("Code of a tax of the company's; as the supplier's last bill was taxed when left out") @Nullable String tax) {}

    /** @param written false when it had been booked before */
    public record Billed(String summary, UUID id, String bill, Money total, LocalDate date, boolean written)
            implements Told {}

    Billed bill(Caller caller, Tx tx, Order order) {
        var currency =
                Given.currency("currency", order.currency(), tx.settings().currency());
        var net = Given.amount("net", order.net(), currency);
        var received = Given.amountOrZero("received", order.received(), currency);
        var digest = StockEntries.digest("%s %s %s %s %s"
                .formatted(
                        order.supplier(), order.reference(), currency, net.toPlainString(), received.toPlainString()));
        GoodsDocuments.hold(tx, order.bill());
        var known = GoodsDocuments.written(tx, order.bill(), GoodsDocuments.Kind.BILL, digest);
        var day = Given.date("date", order.date());
        if (known.isPresent()) {
            return told(booked(tx, known.get().of()), known.get(), day, false);
        }
        var party = supplier(tx, order);
        var date = OpenDay.of(tx, day);
        var draft = draft(tx, order, party, date, net, currency);
        bills.book(tx, List.of(draft));
        new PriceDifference(
                        order.bill(),
                        "Price difference of %s, %s".formatted(order.reference(), draft.supplier()),
                        draft.billed(),
                        currency,
                        draft.rate())
                .book(tx, journal, net.subtract(received));
        var booked = booked(tx, draft.id());
        var row = new GoodsDocuments.Row(
                order.bill(),
                GoodsDocuments.Kind.BILL,
                Given.line("reference", order.reference(), 100),
                draft.id(),
                booked.number(),
                net,
                currency,
                digest);
        GoodsDocuments.add(tx, row);
        tx.publish(
                "finance.bill.booked",
                draft.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", draft.id().toString())
                        .put("number", booked.number())
                        .put("supplier", party.name())
                        .put("total", booked.total().amount().toPlainString())
                        .put("currency", currency)
                        .put("due", draft.due().toString()));
        return told(booked, row, day, true);
    }

    /** A supplier of the stock's server is known here by the same id from its first bill on. */
    private Party supplier(Tx tx, Order order) {
        parties.put(
                tx,
                List.of(new Party(
                        order.supplier(), Given.line("name", order.name(), 200), Party.Kind.SUPPLIER, USUAL_TERMS)));
        return parties.get(tx, order.supplier());
    }

    private static Bill draft(Tx tx, Order order, Party party, LocalDate date, BigDecimal net, String currency) {
        var tax = UsualTax.of(tx, order.tax(), party.id(), "bill");
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        var amounts = new TaxCalculation(false, TaxRounding.LINE, decimals)
                .of(List.of(new TaxCalculation.Line(net, tax)))
                .getFirst();
        var what = Given.line("description", order.description(), 500);
        return new Bill(
                tx.newId(),
                party.id(),
                party.name(),
                what,
                Given.line("reference", order.reference(), 100),
                currency,
                Rates.on(tx, currency, date),
                date,
                date.plusDays(party.termsDays()),
                List.of(new Bill.Line(
                        what,
                        Chart.of(tx).code(Role.GOODS_RECEIVED),
                        tax.rate().setScale(4, RoundingMode.HALF_UP),
                        amounts.net(),
                        amounts.tax(),
                        amounts.withheld(),
                        amounts.reverse(),
                        tax.code(),
                        Dimensions.NONE)));
    }

    private record Booked(String number, Money total, LocalDate date) {}

    private static Booked booked(Tx tx, UUID bill) {
        return tx.sql()
                .createQuery("SELECT number, total, currency, billed_on FROM bill WHERE id = :id")
                .bind("id", bill)
                .map((row, _) -> new Booked(
                        row.getString("number"),
                        Money.of(row.getBigDecimal("total"), row.getString("currency")),
                        row.getObject("billed_on", LocalDate.class)))
                .one();
    }

    private static Billed told(Booked bill, GoodsDocuments.Row row, LocalDate wanted, boolean written) {
        return new Billed(
                "Bill %s (%s): %s are to be paid%s%s."
                        .formatted(
                                bill.number(),
                                row.named(),
                                bill.total(),
                                OpenDay.said(wanted, bill.date()),
                                written ? "" : "; it was booked before"),
                row.of(),
                bill.number(),
                bill.total(),
                bill.date(),
                written);
    }

    public Tool<Order, Billed> tool() {
        return Tool.write(
                "finance_goods_bill",
                "Book a matched bill",
                "Books a supplier's bill that fits an order and its receipts, once, against what was received and not billed. For the "
                        + "workflow receipt-bill; another bill is finance_bill_create.",
                Effect.WRITE,
                Risk.MONEY,
                Order.class,
                Billed.class,
                this::bill);
    }
}
