package dev.bac.orchestrator.http;

import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.orchestrator.run.ModelUsageView;
import dev.bac.orchestrator.usage.BudgetView;
import dev.bac.orchestrator.usage.Budgeting;
import dev.bac.orchestrator.usage.PlanUse;
import dev.bac.orchestrator.usage.Savings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens and cost, what was saved, and how the budgets stand. */
public final class UsageResource implements Resource {
    private static final int USUAL_DAYS = 30;

    private final ModelCalls calls;
    private final Budgeting budgets;
    private final Savings savings;
    private final PlanUse plan;
    private final InstantSource clock;

    public UsageResource(ModelCalls calls, Budgeting budgets, Savings savings, PlanUse plan, InstantSource clock) {
        this.plan = plan;
        this.calls = calls;
        this.budgets = budgets;
        this.savings = savings;
        this.clock = clock;
    }

    record Row(
            String key,
            long calls,
            long input,
            long cached,
            long output,
            @Nullable String cost,
            long servedAgain,
            String saved,
            String savedByRouting) {
        static Row of(ModelCalls.Sum sum, BigDecimal routed) {
            return new Row(
                    sum.key(),
                    sum.calls(),
                    sum.input(),
                    sum.cached(),
                    sum.output(),
                    ModelUsageView.cost(sum.cost()),
                    sum.again(),
                    sum.saved().toPlainString(),
                    routed.toPlainString());
        }
    }

    record Saved(String cache, String routing) {
        static Saved of(Savings.Saved saved) {
            return new Saved(saved.cache().toPlainString(), saved.routing().toPlainString());
        }
    }

    record Report(
            LocalDate from,
            LocalDate to,
            String by,
            List<Row> items,
            Row total,
            Saved saved,
            List<BudgetView> budgets,
            List<PlanUse.Line> plan) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/usage", this::report);
    }

    private void report(Context ctx) {
        var caller = Guard.caller(ctx, "usage:read");
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate from = Query.date(ctx, "from", today.minusDays(USUAL_DAYS));
        LocalDate to = Query.date(ctx, "to", today);
        String by = Query.text(ctx, "by").orElse("day");
        if (!ModelCalls.sums(by)) {
            throw Refusal.invalid("by", "It must be day, model, user, agent or tenant.");
        }
        var sums = calls.report(caller, from, to, by);
        var saved = savings.between(caller.tenant(), from, to);
        var routed = savings.routed(caller.tenant(), from, to, by);
        Answer.json(
                ctx,
                new Report(
                        from,
                        to,
                        by,
                        sums.stream()
                                .map(sum -> Row.of(sum, routed.apply(sum.key())))
                                .toList(),
                        Row.of(total(sums), saved.routing()),
                        Saved.of(saved),
                        budgets.list(caller.tenant()).stream()
                                .map(BudgetView::of)
                                .toList(),
                        plan.of(caller.tenant())));
    }

    private static ModelCalls.Sum total(List<ModelCalls.Sum> sums) {
        return sums.stream()
                .reduce(
                        new ModelCalls.Sum("total", 0, 0, 0, 0, Optional.of(BigDecimal.ZERO), 0, BigDecimal.ZERO),
                        (a, b) -> new ModelCalls.Sum(
                                "total",
                                a.calls() + b.calls(),
                                a.input() + b.input(),
                                a.cached() + b.cached(),
                                a.output() + b.output(),
                                a.cost().flatMap(x -> b.cost().map(x::add)),
                                a.again() + b.again(),
                                a.saved().add(b.saved())));
    }
}
