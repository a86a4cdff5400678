package dev.bac.finance.transfer;

import dev.bac.finance.transfer.Transfers.State;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_transfer_end}. */
public final class TransferEndTool {
    private final Transfers transfers;

    public TransferEndTool(Transfers transfers) {
        this.transfers = transfers;
    }

    /** What becomes of it. */
    public enum Outcome {
        POST,
        VOID
    }

    public record Order(
            @Arg("Id of the transfer that is held") UUID transfer,

            @Arg("post books it, void gives it up") Outcome outcome,

            @Arg(value = "Post only this much, the rest is given up; all of it when left out", format = "decimal")
            @Nullable BigDecimal amount,

            @Arg("The booking date; today when left out, never in the future") @Nullable LocalDate date) {}

    /** @param posted what was booked */
    public record Ended(String summary, UUID transfer, State state, Money held, Money posted) implements Told {}

    Ended end(Caller caller, Tx tx, Order order) {
        var date = order.date() == null ? tx.today() : Given.date("date", order.date());
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        if (order.outcome() == Outcome.VOID && order.amount() != null) {
            throw ToolRefusal.invalid("amount", "does not go with void; leave it out");
        }
        var ended = order.outcome() == Outcome.VOID
                ? transfers.giveUp(tx, order.transfer())
                : transfers.post(tx, order.transfer(), order.amount(), date);
        return new Ended(
                "Transfer %s of %s is %s%s."
                        .formatted(
                                ended.id(),
                                ended.money(),
                                ended.state().name().toLowerCase(Locale.ROOT),
                                ended.state() == State.POSTED
                                        ? " with " + Money.of(ended.posted(), ended.currency())
                                        : ""),
                ended.id(),
                ended.state(),
                ended.money(),
                Money.of(ended.posted(), ended.currency()));
    }

    public Tool<Order, Ended> tool() {
        return Tool.write(
                        "finance_transfer_end",
                        "Post or give up a held transfer",
                        "Books a transfer that is held, all or a part of it, or gives it up. A part frees the rest.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Ended.class,
                        this::end)
                .example(
                        "Post the held transfer 0197f6a0-5d7e-7c3a-9b1e-2f4d6c8a0b1c",
                        new Order(UUID.fromString("0197f6a0-5d7e-7c3a-9b1e-2f4d6c8a0b1c"), Outcome.POST, null, null));
    }
}
