package dev.bac.finance.close;

import dev.bac.finance.journal.Rates;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code finance_rate_set}. */
public final class RateSetTool {
    private static final BigDecimal LARGEST = new BigDecimal("1000000000");

    public record Order(
            @Arg("ISO code of the foreign currency, such as USD")
            String currency,

            @Arg(value = "What one unit of it is in the company's own currency, such as 0.92", format = "decimal")
            BigDecimal rate,

            @Arg("The first day it holds; today when left out") @Nullable LocalDate date) {}

    public record Known(String summary, String currency, LocalDate date, BigDecimal rate) implements Told {}

    Known set(Caller caller, Tx tx, Order order) {
        var own = tx.settings().currency();
        var currency = Given.currency("currency", order.currency(), own);
        if (currency.equals(own.getCurrencyCode())) {
            throw ToolRefusal.invalid("currency", "%s is the company's own currency".formatted(currency));
        }
        var rate = Given.number("rate", order.rate(), 10, LARGEST);
        if (rate.signum() <= 0) {
            throw ToolRefusal.invalid("rate", "must be above zero");
        }
        var date = order.date() == null ? tx.today() : Given.date("date", order.date());
        Rates.set(tx, currency, date, rate);
        var plain = rate.stripTrailingZeros();
        plain = plain.scale() < 0 ? plain.setScale(0) : plain;
        return new Known(
                "From %s on, 1 %s is %s %s.".formatted(date, currency, plain.toPlainString(), own.getCurrencyCode()),
                currency,
                date,
                plain);
    }

    public Tool<Order, Known> tool() {
        return Tool.write(
                        "finance_rate_set",
                        "Set an exchange rate",
                        "Sets what one unit of a foreign currency is in the company's own from a day on. Documents in that currency take "
                                + "the rate of their day; what is booked stays as it is.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Known.class,
                        this::set)
                .example("Set the exchange rate of the dollar to 0.92", new Order("USD", new BigDecimal("0.92"), null))
                .example(
                        "The pound is at 1.17 euros from 1 March 2026",
                        new Order("GBP", new BigDecimal("1.17"), LocalDate.of(2026, 3, 1)));
    }
}
