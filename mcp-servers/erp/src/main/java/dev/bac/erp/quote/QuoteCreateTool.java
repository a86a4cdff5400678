package dev.bac.erp.quote;

import dev.bac.erp.goods.LineWanted;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.OrderLines;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code erp_quote_create}. */
public final class QuoteCreateTool {
    private static final int STANDARD_DAYS = 30;
    private static final int MOST_DAYS = 730;

    private final Customers customers;
    private final OrderLines lines;
    private final Quotations quotations;

    QuoteCreateTool(Customers customers, OrderLines lines, Quotations quotations) {
        this.customers = customers;
        this.lines = lines;
        this.quotations = quotations;
    }

    public record Offer(
            @Arg(value = "The customer's name or id", ref = "account")
            String customer,

            @Arg("What is offered, at what was agreed or the list price")
            List<LineWanted> lines,

            @Arg("Days it is valid, 0 to 730; 30 when left out") @Nullable Integer validDays) {}

    QuoteShown create(Caller caller, Tx tx, Offer offer) {
        int days = offer.validDays() == null ? STANDARD_DAYS : offer.validDays();
        if (days < 0 || days > MOST_DAYS) {
            throw ToolRefusal.invalid("validDays", "is %d; give 0 to %d".formatted(days, MOST_DAYS));
        }
        if (offer.lines().isEmpty()) {
            throw ToolRefusal.invalid("lines", "is empty; offer at least one item");
        }
        var customer = customers.one(tx, "customer", offer.customer());
        var wanted = offer.lines().stream()
                .map(line -> new OrderLines.Wanted(line.item(), line.quantity(), null, null, line.unit(), null))
                .toList();
        var priced = lines.of(tx, wanted, customer.id(), tx.today());
        var currency = lines.currency(tx, priced);
        return QuoteShown.of(quotations.add(tx, customer, currency, tx.today().plusDays(days), priced));
    }

    public Tool<Offer, QuoteShown> tool() {
        return Tool.write(
                        "erp_quote_create",
                        "Write a quotation",
                        "Offers goods to a customer at today's prices until a day. Nothing is reserved before it is accepted.",
                        Effect.WRITE,
                        Risk.NONE,
                        Offer.class,
                        QuoteShown.class,
                        this::create)
                .example(
                        "Quotation for Globex: 40 of SKU-1009, valid for 14 days",
                        new Offer("Globex", List.of(new LineWanted("SKU-1009", new BigDecimal("40"))), 14))
                .example(
                        "Send Hooli an offer over 5 monitors",
                        new Offer("Hooli", List.of(new LineWanted("monitor", new BigDecimal("5"))), null));
    }
}
