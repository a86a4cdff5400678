package dev.bac.llm.routing.choice;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.candidates.Candidates;
import dev.bac.llm.candidates.TenantRules;
import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.ModelCard;
import dev.bac.llm.routing.live.Paces;
import dev.bac.llm.routing.task.Surface;
import dev.bac.llm.routing.task.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;

/**
 * Orders the models for each request by what they are expected to cost, take and be worth, and keeps why.
 *
 * <p>What cannot serve the request, or is not allowed, is left out. What would break the policy's limits comes after what
 * keeps them. A conversation whose tools' results are awaited, or that carries signed thinking, stays with who made them,
 * as long as that model answers. The built-in planner is the last resort.
 */
public final class Choosing implements Candidates {
    /** Two cheap answers are worth asking for when both together cost less than this share of a strong one. */
    private static final double CASCADE_SHARE = 0.5;

    private final List<Candidate> models;
    private final String lastResort;
    private final Catalogue catalogue;
    private final Policies policies;
    private final Parts parts;
    private final Estimates estimates;
    private final Threads threads = new Threads();

    /**
     * What it works with.
     *
     * @param ids for decisions
     */
    public record Parts(
            Knowledge knowledge, TenantRules rules, DecisionLog log, InstantSource clock, Supplier<UUID> ids) {}

    /** @param lastResort the id of the candidate that answers only when no other can */
    public Choosing(List<Candidate> models, String lastResort, Catalogue catalogue, Policies policies, Parts parts) {
        this.models = List.copyOf(models);
        this.lastResort = lastResort;
        this.catalogue = catalogue;
        this.policies = policies;
        this.parts = parts;
        this.estimates =
                new Estimates(parts.knowledge.paces(), parts.knowledge.lessons(), threads, parts.knowledge.embedder());
    }

    /** What is expected of a model, by its id, before any outcome is known. */
    public static ToDoubleBiFunction<String, Surface> guesses(Catalogue catalogue) {
        return (model, surface) -> Estimates.guess(model, catalogue.find(model), surface.difficulty());
    }

    @Override
    public List<Candidate> order(Caller caller, ChatRequest request) {
        Policy policy = policies.of(caller, request);
        Instant now = parts.clock.instant();
        Task task = Task.of(caller, request);
        teachOfTools(caller, task, request);
        var context = estimates.context(caller.tenant(), task, now);
        List<Option> options = weighed(caller, policy, context);
        Optional<String> held = held(task, options);
        List<Option> ordered = ordered(options, held);
        if (ordered.isEmpty()) {
            return models.stream()
                    .filter(model -> model.id().equals(lastResort))
                    .toList();
        }
        var decision = new Decision(
                parts.ids.get(),
                Decision.Asker.of(caller),
                now,
                policy.name(),
                task.difficulty(),
                task.promptTokens(),
                with(ordered, options),
                Why.line(policy, ordered, held, task));
        parts.log.decided(decision, context.asked());
        var byId = new LinkedHashMap<String, Candidate>();
        models.forEach(model -> byId.put(model.id(), model));
        var candidates = new ArrayList<Candidate>();
        for (Option option : ordered) {
            Candidate candidate = Optional.ofNullable(byId.get(option.model())).orElseThrow();
            candidates.add(observed(candidate, decision, task));
        }
        if (policy.cascade() && held.isEmpty() && Answers.comparable(request)) {
            cascade(ordered, candidates).ifPresent(candidates::addFirst);
        }
        models.stream().filter(model -> model.id().equals(lastResort)).forEach(candidates::add);
        return candidates;
    }

    /** Two cheap models of different providers before the likeliest to be right, where they cost clearly less than it. */
    private static Optional<Candidate> cascade(List<Option> ordered, List<Candidate> candidates) {
        var byCost = ordered.stream()
                .filter(option -> option.expected().quality() >= 0.5)
                .sorted(Comparator.comparingDouble(option -> option.expected().cost()))
                .toList();
        if (byCost.size() < 3) {
            return Optional.empty();
        }
        Option one = byCost.getFirst();
        Option other = byCost.stream()
                .skip(1)
                .filter(option -> !provider(option).equals(provider(one)))
                .findFirst()
                .orElse(byCost.get(1));
        Option strong = ordered.stream()
                .max(Comparator.comparingDouble(option -> option.expected().quality()))
                .orElseThrow();
        boolean worth = !strong.equals(one)
                && !strong.equals(other)
                && one.expected().cost() + other.expected().cost()
                        < CASCADE_SHARE * strong.expected().cost();
        return worth
                ? Optional.of(new Candidate(
                        one.model(),
                        find(candidates, one).name(),
                        new Agreement(find(candidates, one), find(candidates, other), find(candidates, strong))))
                : Optional.empty();
    }

    private static String provider(Option option) {
        return option.model().substring(0, option.model().indexOf('/') + 1);
    }

    private static Candidate find(List<Candidate> candidates, Option option) {
        return candidates.stream()
                .filter(candidate -> candidate.id().equals(option.model()))
                .findFirst()
                .orElseThrow();
    }

    private Candidate observed(Candidate candidate, Decision decision, Task task) {
        Paces paces = parts.knowledge.paces();
        return new Candidate(
                candidate.id(),
                candidate.name(),
                new Observed(candidate, decision, task, paces, threads, parts.log, parts.clock));
    }

    private List<Option> weighed(Caller caller, Policy policy, Estimates.Context context) {
        var options = new ArrayList<Option>();
        LocalDate today = LocalDate.ofInstant(context.now(), ZoneOffset.UTC);
        for (Candidate model : models) {
            if (!model.id().equals(lastResort)) {
                Optional<ModelCard> card = catalogue.find(model.id());
                Expected expected = estimates.of(model.id(), card, context);
                Optional<String> never = parts.rules
                        .forbids(caller, model.id())
                        .or(() -> card.flatMap(known -> Fitness.lacks(known, context.task(), today)));
                options.add(new Option(
                        model.id(),
                        expected,
                        policy.loss(expected),
                        never.or(() -> policy.broken(expected)),
                        never.isPresent()));
            }
        }
        return options;
    }

    /** Those that may answer: what keeps the limits first, and first of all who holds the conversation. */
    private static List<Option> ordered(List<Option> options, Optional<String> held) {
        return options.stream()
                .filter(option -> !option.never())
                .sorted(Comparator.comparing((Option option) ->
                                !held.filter(option.model()::startsWith).isPresent())
                        .thenComparing(option -> option.leftOut().isPresent())
                        .thenComparingDouble(Option::loss))
                .toList();
    }

    private static List<Option> with(List<Option> ordered, List<Option> all) {
        var together = new ArrayList<>(ordered);
        all.stream().filter(Option::never).forEach(together::add);
        return together;
    }

    /** The model, or where only that is known the provider with its slash, that the conversation must stay with. */
    private Optional<String> held(Task task, List<Option> options) {
        if (!task.toolsPending() && task.signedBy().isEmpty()) {
            return Optional.empty();
        }
        return threads.model(task.conversation())
                .filter(model -> task.signedBy()
                        .filter(provider -> !model.startsWith(provider + "/"))
                        .isEmpty())
                .or(() -> task.signedBy().map(provider -> provider + "/"))
                .filter(holder -> options.stream()
                        .anyMatch(option -> !option.never() && option.model().startsWith(holder)));
    }

    /** Tools that worked speak for the model that called them, tools that failed against it. */
    private void teachOfTools(Caller caller, Task task, ChatRequest request) {
        if (task.toolsPending() && request.messages().getLast() instanceof Message.ToolResults(var results)) {
            double worked =
                    results.stream().filter(result -> !result.failed()).count() / (double) Math.max(1, results.size());
            threads.decision(task.conversation())
                    .ifPresent(decision -> parts.knowledge.outcomes().tools(caller, decision, worked));
        }
    }

    /** For {@code bac models}: what a policy would do. */
    public Map<String, Policy> policies() {
        return policies.all();
    }
}
