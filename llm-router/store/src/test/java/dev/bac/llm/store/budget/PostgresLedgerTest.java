package dev.bac.llm.store.budget;

import dev.bac.identity.TenantId;
import dev.bac.llm.budget.Bank;
import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.LedgerContract;
import dev.bac.llm.budget.Measure;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.testing.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class PostgresLedgerTest extends LedgerContract {
    private static final RouterStore ROUTER = RouterStore.open(TestDatabase.shared(), _ -> Optional.empty());

    private final TenantId tenant = TestDatabase.newTenant(ROUTER.store());

    @Override
    protected Bank bank(Duration life) {
        return new PostgresBank(ROUTER, _ -> List.of(), life);
    }

    @Override
    protected TenantId tenant() {
        return tenant;
    }

    @Override
    protected Budget set(Per per, String subject, Measure measure, Period period, long most, int... alerts) {
        var percents = Arrays.stream(alerts).boxed().toList();
        return new PostgresBudgets(ROUTER)
                .set(
                        tenant,
                        new PostgresBudgets.Setting(per, subject, measure, period, most, percents),
                        PostgresBudgets.Origin.ADMIN);
    }

    @Override
    protected int rounds() {
        return 5;
    }
}
