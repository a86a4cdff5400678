package dev.bac.erp.quote;

import dev.bac.erp.order.Customers;
import dev.bac.erp.order.OrderTaking;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code erp_quote_update}. */
public final class QuoteUpdateTool {
    private final Quotations quotations;
    private final Customers customers;
    private final OrderTaking taking;

    QuoteUpdateTool(Quotations quotations, Customers customers, OrderTaking taking) {
        this.quotations = quotations;
        this.customers = customers;
        this.taking = taking;
    }

    /** What the customer said. */
    public enum Answer {
        ACCEPT,
        DECLINE
    }

    public record Change(
            @Arg("The quotation, such as QT-1004") String quotation,

            @Arg("accept makes an order of it at its prices and reserves the goods; decline ends it")
            Answer action,

            @Arg(
                    value = "For accept: where it ships from; the first that has everything when left out",
                    ref = "warehouse")
            @Nullable String warehouse) {}

    QuoteShown update(Caller caller, Tx tx, Change change) {
        var quotation = quotations.lock(tx, "quotation", change.quotation());
        if (quotation.status() != Quotation.Status.OPEN) {
            throw new ToolRefusal(
                    "conflict",
                    "quotation: %s is %s already"
                            .formatted(
                                    quotation.number(),
                                    quotation.status().name().toLowerCase(Locale.ROOT)));
        }
        switch (change.action()) {
            case DECLINE -> quotations.declined(tx, quotation.id());
            case ACCEPT -> {
                if (quotation.validUntil().isBefore(tx.today())) {
                    throw new ToolRefusal(
                            "conflict",
                            "quotation: %s was valid until %s; write a new one"
                                    .formatted(quotation.number(), quotation.validUntil()));
                }
                var order = taking.take(
                        tx,
                        new OrderTaking.Taken(
                                customers.one(
                                        tx, "customer", quotation.customerId().toString()),
                                quotation.total().currency(),
                                tx.today(),
                                quotations.lines(tx, quotation.id()),
                                change.warehouse(),
                                false));
                quotations.accepted(tx, quotation.id(), order.id());
            }
        }
        return QuoteShown.of(quotations.get(tx, quotation.id()));
    }

    public Tool<Change, QuoteShown> tool() {
        return Tool.write(
                        "erp_quote_update",
                        "Accept or decline a quotation",
                        "Makes a sales order of a quotation that the customer accepted, or ends one that was declined.",
                        Effect.WRITE,
                        Risk.NONE,
                        Change.class,
                        QuoteShown.class,
                        this::update)
                .example("Globex accepted quotation QT-1003", new Change("QT-1003", Answer.ACCEPT, null))
                .example("Quotation QT-1008 was declined", new Change("QT-1008", Answer.DECLINE, null));
    }
}
