package dev.bac.llm.budget;

import dev.bac.identity.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class MemoryLedgerTest extends LedgerContract {
    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final Map<String, Budget> budgets = new LinkedHashMap<>();

    @Override
    protected Bank bank(Duration life) {
        return new MemoryBank(
                _ -> List.copyOf(budgets.values()), ZoneId.of("Europe/Berlin"), life, InstantSource.system());
    }

    @Override
    protected TenantId tenant() {
        return tenant;
    }

    @Override
    protected Budget set(Per per, String subject, Measure measure, Period period, long most, int... alerts) {
        String key = per + subject + measure + period;
        UUID id = budgets.containsKey(key) ? budgets.get(key).id() : UUID.randomUUID();
        var percents = Arrays.stream(alerts).boxed().toList();
        var budget = new Budget(id, per, subject, measure, period, most, percents);
        budgets.put(key, budget);
        return budget;
    }
}
