package dev.bac.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Measure;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.budget.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetSettingsTest {
    private static List<BudgetSettings.Entry> read(String yaml) {
        Map<String, String> environment = Map.of();
        return new SettingsReader(environment::get)
                .parse(Path.of("bac.yaml"), yaml)
                .budgets()
                .all();
    }

    @Test
    void readsBudgetsOfEveryKind() {
        var read = read("""
                budgets:
                  - {limit: 200 USD}
                  - {tenant: demo, per: agent, subject: accountant, limit: 0.5 usd, every: day, alerts: "50%, 100%"}
                """);

        assertThat(read)
                .containsExactly(
                        new BudgetSettings.Entry(
                                Optional.empty(),
                                Per.TENANT,
                                Budget.EACH,
                                new Quantity(Measure.MONEY, 200_000_000_000L),
                                Period.MONTH,
                                List.of(80, 100)),
                        new BudgetSettings.Entry(
                                Optional.of("demo"),
                                Per.AGENT,
                                "accountant",
                                new Quantity(Measure.MONEY, 500_000_000L),
                                Period.DAY,
                                List.of(50, 100)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{limit: 20 EUR} | budgets.0.limit must be an amount with its unit",
                "{limit: 1.5 requests} | budgets.0.limit must be an amount with its unit",
                "{limit: 20} | budgets.0.limit must be text",
                "{per: user} | budgets.0 lacks",
                "{limit: 1 USD, per: dog} | budgets.0.per must be one of tenant, user, agent, key",
                "{limit: 1 USD, alerts: '80'} | budgets.0.alerts must be percentages",
                "{limit: 1 USD, subject: ann} | budgets.0.subject must be left out",
                "{limit: 1 USD, evry: day} | budgets.0.evry is not a setting; did you mean \"every\"?"
            })
    void saysWhatIsWrongAndWhere(String entry, String said) {
        assertThatThrownBy(() -> read("budgets:\n  - " + entry + "\n"))
                .isInstanceOf(ConfigRefused.class)
                .hasMessageContaining("bac.yaml:2: " + said);
    }
}
