package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Measure;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.budget.Pressure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Long before a budget refuses anything, its spender is answered by cheaper models. */
class ModelChoiceTest {
    private static final Caller ANN = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Ann",
            Set.of(),
            Set.of(),
            Channel.WEB,
            Optional.empty());

    @Test
    void savesForWhomTheBudgetWillNotLast() {
        assertThat(ModelChoice.thrift(_ -> Optional.of(spending(1.2)), ANN)).contains("cheapest");
        assertThat(ModelChoice.thrift(_ -> Optional.of(spending(0.9)), ANN)).isEmpty();
        assertThat(ModelChoice.thrift(_ -> Optional.empty(), ANN)).isEmpty();
    }

    private static Pressure spending(double forecast) {
        var budget =
                new Budget(new UUID(0, 3), Per.TENANT, Budget.EACH, Measure.MONEY, Period.DAY, 1_000_000, List.of());
        return new Pressure(budget, 0.5, forecast, Optional.empty());
    }
}
