package dev.bac.orchestrator.run;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model call used, as the API shows it; {@code cost} in US dollars. */
public record ModelUsageView(
        String model,
        String why,
        long input,
        long cached,
        long output,
        @Nullable String cost,
        long ms) {

    public static ModelUsageView of(ModelCalls.Made made) {
        return new ModelUsageView(
                made.model(), made.why(), made.input(), made.cached(), made.output(), cost(made.cost()), made.millis());
    }

    public static ModelUsageView of(ModelCalls.Used used) {
        var usage = used.usage();
        return new ModelUsageView(
                used.model(),
                used.why(),
                usage.input(),
                usage.cached(),
                usage.output(),
                cost(usage.cost()),
                used.took().toMillis());
    }

    /** Decimal, never with an exponent; null when unknown. */
    public static @Nullable String cost(Optional<BigDecimal> dollars) {
        return dollars.map(BigDecimal::toPlainString).orElse(null);
    }
}
