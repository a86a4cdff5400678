package dev.bac.orchestrator.http;

import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.budget.Quantity;
import dev.bac.orchestrator.config.BudgetSettings;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.usage.BudgetView;
import dev.bac.orchestrator.usage.Budgeting;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Budgets: what may be spent, and how it stands. */
public final class BudgetResource implements Resource {
    private static final int LONGEST_SUBJECT = 200;
    private static final int MOST_ALERTS = 10;
    private static final int MOST_PERCENT = 1_000;

    private final Budgeting budgets;
    private final Body body;

    public BudgetResource(Budgeting budgets, Body body) {
        this.budgets = budgets;
        this.body = body;
    }

    record NewBudget(
            @Nullable String per,
            @Nullable String subject,
            @Nullable String limit,
            @Nullable String every,
            @Nullable List<Integer> alerts) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/budgets", this::list);
        routes.post("/api/v1/budgets", this::set);
        routes.delete("/api/v1/budgets/{id}", this::remove);
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, "usage:read");
        Answer.json(
                ctx,
                new Answer.All<>(budgets.list(caller.tenant()).stream()
                        .map(BudgetView::of)
                        .toList()));
    }

    private void set(Context ctx) {
        var caller = Guard.caller(ctx, "budgets:write");
        Answer.json(ctx, BudgetView.of(budgets.set(caller, wanted(body.require(ctx, NewBudget.class)))));
    }

    private void remove(Context ctx) {
        budgets.remove(Guard.caller(ctx, "budgets:write"), Query.id(ctx, "budget"));
        ctx.status(204);
    }

    private static Budgeting.Wanted wanted(NewBudget asked) {
        String subject = Optional.ofNullable(asked.subject()).orElse(Budget.EACH);
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw Refusal.invalid("subject", "It must have 1 to " + LONGEST_SUBJECT + " characters.");
        }
        List<Integer> alerts = Optional.ofNullable(asked.alerts()).orElse(BudgetSettings.USUAL_ALERTS);
        if (alerts.size() > MOST_ALERTS
                || alerts.stream().anyMatch(percent -> percent == null || percent < 1 || percent > MOST_PERCENT)) {
            throw Refusal.invalid("alerts", "They must be at most 10 percentages from 1 to 1000.");
        }
        Quantity limit = Quantity.parse(Optional.ofNullable(asked.limit()).orElse(""))
                .orElseThrow(() -> Refusal.invalid(
                        "limit", "It must be an amount with its unit: 20 USD, 500000 tokens or 1000 requests."));
        return new Budgeting.Wanted(
                choice("per", asked.per(), Per.TENANT),
                subject,
                limit,
                choice("every", asked.every(), Period.MONTH),
                alerts);
    }

    private static <E extends Enum<E>> E choice(String field, @Nullable String said, E otherwise) {
        if (said == null) {
            return otherwise;
        }
        var values = List.of(otherwise.getDeclaringClass().getEnumConstants());
        return values.stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(said))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        field,
                        "It must be one of "
                                + values.stream()
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .toList() + "."));
    }
}
