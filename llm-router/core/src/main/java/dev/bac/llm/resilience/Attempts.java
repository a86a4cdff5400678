package dev.bac.llm.resilience;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.FailureClass;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.candidates.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request's way through its candidates. */
final class Attempts {
    /** A stalled first choice must leave time for the others: each but the last gets this share of what is left. */
    private static final double SHARE = 0.7;

    private static final Duration SHORTEST = Duration.ofSeconds(2);

    /** Models that are built in: they cost nothing and never fail for a reason that passes. */
    private static final String BUILT_IN = "bac/";

    /** What all requests share. */
    record Tools(Lanes lanes, Pauses pauses, Hedging hedging, InstantSource clock) {}

    private final Tools tools;
    private final Caller caller;
    private final ChatRequest request;
    private final FirstToken said;
    private final Instant end;
    private final Map<String, ModelException> failures = new LinkedHashMap<>();
    private final Map<String, Breaker.Pass> speed = new LinkedHashMap<>();
    private final List<String> slower = new ArrayList<>();
    private @Nullable ModelException last;

    Attempts(Tools tools, Caller caller, ChatRequest request, Consumer<String> onText) {
        this.tools = tools;
        this.caller = caller;
        this.request = request;
        this.said = new FirstToken(onText);
        this.end = tools.clock.instant().plus(request.timeout());
    }

    ChatResponse run(List<Candidate> candidates) {
        try {
            return answer(candidates);
        } finally {
            speed.forEach(
                    (id, pass) -> lane(id).ifPresent(lane -> lane.slowness().unjudged(pass)));
        }
    }

    private Optional<Lane> lane(String id) {
        return tools.lanes.find(id);
    }

    private ChatResponse answer(List<Candidate> candidates) {
        List<Candidate> vendors = slowOnesLast(candidates.stream()
                .takeWhile(candidate -> !candidate.id().startsWith(BUILT_IN))
                .toList());
        List<Candidate> rest = candidates.subList(vendors.size(), candidates.size());
        var answer = rounds(vendors, rest.isEmpty());
        for (int index = 0; index < rest.size() && answer.isEmpty(); index++) {
            answer = ask(rest.subList(index, rest.size()), true);
        }
        return answer.orElseThrow(() -> noAnswer(candidates.size()));
    }

    /** A model that has become slow is asked when the others failed; now and then it is asked in its turn, as a probe. */
    private List<Candidate> slowOnesLast(List<Candidate> candidates) {
        if (candidates.size() < 2) {
            return candidates;
        }
        Map<Boolean, List<Candidate>> slow = candidates.stream().collect(Collectors.partitioningBy(this::slow));
        var ordered = new ArrayList<>(slow.getOrDefault(false, List.of()));
        ordered.addAll(slow.getOrDefault(true, List.of()));
        candidates.stream()
                .takeWhile(candidate -> slow.getOrDefault(true, List.of()).contains(candidate))
                .map(Candidate::id)
                .forEach(slower::add);
        return ordered;
    }

    private boolean slow(Candidate candidate) {
        Optional<Lane> lane = lane(candidate.id());
        var pass = lane.flatMap(known -> known.slowness().enter());
        pass.ifPresent(mine -> speed.put(candidate.id(), mine));
        return lane.isPresent() && pass.isEmpty();
    }

    private Optional<ChatResponse> rounds(List<Candidate> vendors, boolean nobodyAfter) {
        List<Candidate> wave = vendors;
        for (int round = 1; !wave.isEmpty(); round++) {
            for (int index = 0; index < wave.size() && timeIsLeft(); index++) {
                // One that was asked beside a late one has had its turn.
                boolean asked =
                        round == 1 && failures.containsKey(wave.get(index).id());
                var answer =
                        asked ? Optional.<ChatResponse>empty() : ask(wave.subList(index, wave.size()), nobodyAfter);
                if (answer.isPresent()) {
                    return answer;
                }
            }
            wave = round < tools.pauses.rounds() ? again(round, wave) : List.of();
        }
        return Optional.empty();
    }

    /** Who is asked in the next round, after the shortest of their pauses; nobody when no time is left for it. */
    private List<Candidate> again(int round, List<Candidate> wave) {
        Map<Candidate, Duration> waits = new LinkedHashMap<>();
        for (Candidate candidate : wave) {
            ModelException failure = failures.get(candidate.id());
            if (failure != null && FailureClass.mayRetry(failure.kind())) {
                Duration wait = tools.pauses.after(round, failure);
                if (!tools.pauses.tooLong(wait) && wait.compareTo(left()) < 0 && budgeted(candidate)) {
                    waits.put(candidate, wait);
                }
            }
        }
        waits.values().stream().min(Duration::compareTo).ifPresent(tools.pauses::sleep);
        return List.copyOf(waits.keySet());
    }

    private boolean budgeted(Candidate candidate) {
        return tools.lanes
                .find(candidate.id())
                .filter(lane -> {
                    boolean within = lane.retries().take();
                    if (within) {
                        lane.askedAgain.increment();
                    }
                    return within;
                })
                .isPresent();
    }

    /** Asks the first of these, and the second beside it when the first is late. */
    private Optional<ChatResponse> ask(List<Candidate> candidates, boolean nobodyAfter) {
        Candidate candidate = candidates.getFirst();
        if (failures.isEmpty()) {
            lane(candidate.id()).ifPresent(lane -> lane.retries().asked());
        }
        Duration share = share(candidates.size() == 1 && nobodyAfter);
        var runner = runner(candidate, share);
        Optional<Race> race = candidates.size() > 1 && failures.isEmpty()
                ? tools.hedging.race(runner, runner(candidates.get(1), share))
                : Optional.empty();
        try {
            ChatResponse answer = watched(
                    candidate,
                    candidates.size() > 1,
                    watch -> race.isPresent()
                            ? race.get().run(caller, said, watch)
                            : tools.hedging.counted(candidate.model().chat(caller, runner.request(), watch.map(said))));
            return Optional.of(told(answer, candidate));
        } catch (ModelException failure) {
            if (heard() || !FailureClass.mayFallBack(failure.kind())) {
                throw failure;
            }
            failed(candidate, failure);
            race.flatMap(Race::secondFailure).ifPresent(other -> failed(candidates.get(1), other));
            return Optional.empty();
        }
    }

    /** Somebody has heard a part of an answer, which another model cannot go on with. */
    private boolean heard() {
        return said.spoken() && !request.options().whole();
    }

    private ChatResponse watched(Candidate candidate, boolean others, Function<Watching, ChatResponse> call) {
        Optional<Lane> lane = lane(candidate.id());
        var pass = Optional.ofNullable(speed.remove(candidate.id()));
        if (lane.isEmpty() || pass.isEmpty()) {
            return call.apply(Watching.NOBODY);
        }
        try (var watch = new FirstWordWatch(lane.get(), pass.get(), others)) {
            try {
                return call.apply(new Watching(Optional.of(watch)));
            } catch (ModelException failure) {
                if (watch.gaveUp() && failure.kind() == Kind.CANCELLED) {
                    throw new ModelException(
                            Kind.STALLED,
                            failure.provider(),
                            candidate.id() + " said nothing for "
                                    + watch.waited().toMillis() + " ms, much longer than usual, and was given up",
                            Optional.empty());
                }
                throw failure;
            }
        }
    }

    /** Who waits for the first word, if anybody does. */
    record Watching(Optional<FirstWordWatch> watch) {
        static final Watching NOBODY = new Watching(Optional.empty());

        Consumer<String> map(Consumer<String> onText) {
            return watch.<Consumer<String>>map(waiting -> new FirstToken(onText, waiting::spoke))
                    .orElse(onText);
        }
    }

    private void failed(Candidate candidate, ModelException failure) {
        failures.put(candidate.id(), failure);
        last = weightier(last, failure);
    }

    /** What is built in answers at once, so it may always. */
    private boolean timeIsLeft() {
        return !left().isNegative() && !left().isZero();
    }

    private Race.Runner runner(Candidate candidate, Duration share) {
        return new Race.Runner(candidate, request.withModel(candidate.name()).withTimeout(share));
    }

    /** What a model cannot do is news only when no model failed in another way. */
    private static ModelException weightier(@Nullable ModelException before, ModelException now) {
        return before == null || before.kind() == Kind.UNSUPPORTED || now.kind() != Kind.UNSUPPORTED ? now : before;
    }

    private Duration left() {
        return Duration.between(tools.clock.instant(), end);
    }

    private Duration share(boolean lastChoice) {
        Duration left = left();
        Duration share = lastChoice ? left : Duration.ofMillis((long) (left.toMillis() * SHARE));
        Duration some = share.compareTo(SHORTEST) < 0 ? SHORTEST : share;
        Duration within = some.compareTo(left) > 0 ? left : some;
        return within.isPositive() ? within : Duration.ofMillis(1);
    }

    private ChatResponse told(ChatResponse answer, Candidate candidate) {
        boolean passedOver = !slower.isEmpty() && !slower.contains(candidate.id());
        if (failures.isEmpty() && !passedOver) {
            return answer;
        }
        String slow = passedOver ? String.join(" and ", slower) + " is slower than usual" : "";
        String why = candidate.id() + " answered because " + slow + (passedOver && !failures.isEmpty() ? " and " : "")
                + words(" and ");
        return new ChatResponse(answer.message(), answer.finish(), answer.usage(), answer.model(), why);
    }

    private String words(String between) {
        return failures.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().kind().words())
                .collect(Collectors.joining(between));
    }

    private ModelException noAnswer(int candidates) {
        ModelException failure = last;
        if (failure != null && (candidates == 1 || failure.kind() == Kind.UNSUPPORTED)) {
            return failure;
        }
        Kind kind = failure == null ? Kind.UNAVAILABLE : failure.kind();
        String what = failures.isEmpty() ? "No model is configured" : "No model answered: " + words("; ");
        return new ModelException(
                kind, "bac", what, Optional.ofNullable(failure).flatMap(ModelException::retryAfter));
    }
}
