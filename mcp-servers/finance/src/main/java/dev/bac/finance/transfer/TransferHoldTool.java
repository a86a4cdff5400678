package dev.bac.finance.transfer;

import dev.bac.finance.journal.LedgerAccounts;
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
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_transfer_hold}. */
public final class TransferHoldTool {
    private static final int USUAL_HOURS = 72;
    private static final int MOST_HOURS = 8_760;
    private final Transfers transfers;

    public TransferHoldTool(Transfers transfers) {
        this.transfers = transfers;
    }

    public record Order(
            @Arg(value = "Ledger account that is to take the debit: code or name", ref = "ledger_account")
            String debit,

            @Arg(value = "Ledger account that is to take the credit", ref = "ledger_account")
            String credit,

            @Arg(value = "Amount, such as 340.00", format = "decimal")
            BigDecimal amount,

            @Arg("What it is for") String description,

            @Arg("ISO currency code; the company's own when left out") @Nullable String currency,

            @Arg("Id of your own making; the same id again is the same transfer") @Nullable UUID id,

            @Arg("Hours until it lapses, 1 to 8760; 72 when left out") @Nullable Integer expiresInHours) {}

    public record Held(String summary, UUID transfer, Money amount, State state, Instant expires) implements Told {}

    Held hold(Caller caller, Tx tx, Order order) {
        int hours = order.expiresInHours() == null ? USUAL_HOURS : order.expiresInHours();
        if (hours < 1 || hours > MOST_HOURS) {
            throw ToolRefusal.invalid("expiresInHours", "must be 1 to " + MOST_HOURS);
        }
        var currency =
                Given.currency("currency", order.currency(), tx.settings().currency());
        var debit = LedgerAccounts.postable(tx, "debit", order.debit());
        var credit = LedgerAccounts.postable(tx, "credit", order.credit());
        if (debit.equals(credit)) {
            throw ToolRefusal.invalid("credit", "is the same account as debit");
        }
        var held = transfers.hold(
                tx,
                new Transfers.Transfer(
                        order.id() == null ? tx.newId() : order.id(),
                        debit,
                        credit,
                        currency,
                        Given.amount("amount", order.amount(), currency),
                        Given.text("description", order.description(), 500),
                        State.PENDING,
                        tx.now().plus(Duration.ofHours(hours)),
                        BigDecimal.ZERO));
        return new Held(
                "Transfer %s of %s is %s."
                        .formatted(held.id(), held.money(), held.state().name().toLowerCase(java.util.Locale.ROOT)),
                held.id(),
                held.money(),
                held.state(),
                held.expires());
    }

    public Tool<Order, Held> tool() {
        return Tool.write(
                        "finance_transfer_hold",
                        "Hold a transfer",
                        "Holds an amount for a transfer between ledger accounts without booking it: an account that may not be "
                                + "overdrawn has that much less until it is posted, given up, or lapses.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Held.class,
                        this::hold)
                .example(
                        "Hold a transfer of 500 EUR from cash to the bank for the deposit",
                        new Order("Bank", "Cash", new BigDecimal("500"), "deposit", "EUR", null, null));
    }
}
