package dev.bac.orchestrator.http;

import dev.bac.llm.routing.choice.KeptDecision;
import dev.bac.llm.routing.choice.Option;
import dev.bac.llm.store.routing.OutcomeSource;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.usage.Outcomes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How good answers were, and what the router decided. */
public final class OutcomeResource implements Resource {
    private static final MathContext DIGITS = new MathContext(4);

    private final Outcomes outcomes;
    private final Body body;
    private final int page;

    public OutcomeResource(Outcomes outcomes, Body body, int page) {
        this.outcomes = outcomes;
        this.body = body;
        this.page = page;
    }

    record Said(
            @Nullable UUID decision,
            @Nullable String source,
            @Nullable Double score) {}

    record Taken(UUID decision, String model, String source, double score) {}

    record Weighed(
            String model,
            BigDecimal cost,
            BigDecimal seconds,
            BigDecimal quality,
            boolean learned,
            BigDecimal loss,
            @Nullable String leftOut) {
        static Weighed of(Option option) {
            var expected = option.expected();
            return new Weighed(
                    option.model(),
                    rounded(expected.cost()),
                    rounded(expected.seconds()),
                    rounded(expected.quality()),
                    expected.learned(),
                    rounded(option.loss()),
                    option.leftOut().orElse(null));
        }
    }

    record Decided(
            UUID id,
            Instant at,
            String policy,
            String model,
            String why,
            List<Weighed> alternatives,
            @Nullable String cost,
            @Nullable Long millis,
            @Nullable Double score) {
        static Decided of(KeptDecision decision) {
            return new Decided(
                    decision.id(),
                    decision.at(),
                    decision.policy(),
                    decision.answeredBy(),
                    decision.why(),
                    decision.options().stream().map(Weighed::of).toList(),
                    decision.cost().map(BigDecimal::toPlainString).orElse(null),
                    decision.took().map(Duration::toMillis).orElse(null),
                    decision.score().orElse(null));
        }
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/outcomes", this::take);
        routes.get("/api/v1/decisions", this::decisions);
    }

    private void take(Context ctx) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Said said = body.require(ctx, Said.class);
        UUID decision = Optional.ofNullable(said.decision())
                .orElseThrow(() -> Refusal.invalid("decision", "It must be the id at the end of an answer's why."));
        double score = Optional.ofNullable(said.score())
                .filter(given -> given >= 0 && given <= 1)
                .orElseThrow(() -> Refusal.invalid("score", "It must be a number from 0 for useless to 1 for right."));
        OutcomeSource source = source(said.source());
        String model = outcomes.report(caller, decision, source, score).orElseThrow(() -> Refusal.notFound("decision"));
        Answer.json(ctx, new Taken(decision, model, label(source), score));
    }

    private void decisions(Context ctx) {
        var caller = Guard.caller(ctx, "usage:read");
        Answer.json(
                ctx,
                new Answer.All<>(outcomes.decisions(caller, Query.limit(ctx, page)).stream()
                        .map(Decided::of)
                        .toList()));
    }

    private static OutcomeSource source(@Nullable String said) {
        if (said == null) {
            return OutcomeSource.THUMBS;
        }
        for (OutcomeSource source : OutcomeSource.values()) {
            if (label(source).equals(said)) {
                return source;
            }
        }
        throw Refusal.invalid("source", "It must be thumbs, tools, test or judge.");
    }

    private static String label(OutcomeSource source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private static BigDecimal rounded(double figure) {
        return BigDecimal.valueOf(figure).round(DIGITS);
    }
}
