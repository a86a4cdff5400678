package dev.bac.finance.setup;

import dev.bac.finance.tax.Tax;
import dev.bac.finance.tax.TaxMode;
import dev.bac.finance.tax.Taxes;
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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code finance_setup_tax}. */
public final class TaxTool {
    private static final int PARTS = 10;

    public record Part(
            @Arg("Its name, such as GST") String name,

            @Arg(value = "Percent, such as 5", format = "decimal")
            BigDecimal rate,

            @Arg("standard on the net amount; compound on it and the parts before; standard when left out") @Nullable TaxMode mode) {}

    public record Order(
            @Arg("A short code, such as VAT19") String code,

            @Arg("Its name, such as \"VAT 19 %\"") String name,

            @Arg("The parts in the order in which they are reckoned, one to ten")
            List<Part> parts) {}

    public record Saved(String summary, String code, List<Tax.Part> parts) implements Told {}

    Saved save(Caller caller, Tx tx, Order order) {
        var code = order.code().strip().toUpperCase(Locale.ROOT);
        if (!code.matches("[A-Z0-9_-]{1,20}")) {
            throw ToolRefusal.invalid("code", "must have 1 to 20 letters, digits, - or _");
        }
        if (order.parts().isEmpty() || order.parts().size() > PARTS) {
            throw ToolRefusal.invalid(
                    "parts",
                    "has %d parts; give 1 to %d".formatted(order.parts().size(), PARTS));
        }
        var parts = order.parts().stream()
                .map(one -> new Tax.Part(
                        Given.line("parts.name", one.name(), 100),
                        rate(one.rate()),
                        one.mode() == null ? TaxMode.STANDARD : one.mode()))
                .toList();
        Taxes.save(tx, code, Given.line("name", order.name(), 100), parts);
        return new Saved(
                "Tax %s has %d part%s.".formatted(code, parts.size(), parts.size() == 1 ? "" : "s"), code, parts);
    }

    private static BigDecimal rate(BigDecimal given) {
        var rate = Given.number("parts.rate", given, 4, new BigDecimal(100));
        if (rate.signum() < 0) {
            throw ToolRefusal.invalid("parts.rate", "must be 0 to 100 percent");
        }
        return rate;
    }

    public Tool<Order, Saved> tool() {
        return Tool.write(
                        "finance_setup_tax",
                        "Set up a tax",
                        "Saves a tax under a code that invoices and bills can name: one or more parts, standard, compound, reverse "
                                + "charge or withholding.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Saved.class,
                        this::save)
                .example(
                        "Set up the tax code VAT19 with 19 percent",
                        new Order("VAT19", "VAT 19 %", List.of(new Part("VAT", new BigDecimal(19), null))))
                .example(
                        "Define a reverse charge tax RC19 of 19%",
                        new Order(
                                "RC19",
                                "Reverse charge 19 %",
                                List.of(new Part("VAT", new BigDecimal(19), TaxMode.REVERSE_CHARGE))));
    }
}
