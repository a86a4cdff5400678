package dev.bac.llm.resilience;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Decides when a second model is asked beside a late first one (Dean and Barroso, "The Tail at Scale", 2013). */
final class Hedging {
    private final ResilienceSettings.Hedge limits;
    private final Lanes lanes;
    private final Prices prices;
    private final SpendCap cap;

    Hedging(ResilienceSettings.Hedge limits, Lanes lanes, Prices prices) {
        this.limits = limits;
        this.lanes = lanes;
        this.prices = prices;
        this.cap = new SpendCap(limits.extraPercent());
    }

    /** Empty when there is nothing to gain: it is off, the first one's usual time is not known, or the second rests. */
    Optional<Race> race(Race.Runner first, Race.Runner second) {
        if (limits.extraPercent() == 0 || rests(second)) {
            return Optional.empty();
        }
        return lanes.find(first.candidate().id())
                .flatMap(lane -> lane.firstWord().percentile(limits.percentile()))
                .map(late -> new Race(this, first, second, late));
    }

    private boolean rests(Race.Runner runner) {
        return lanes.find(runner.candidate().id())
                .filter(lane -> lane.slowness().state().position() != Breaker.Position.CLOSED
                        || lane.keys().stream().noneMatch(key -> key.state().position() == Breaker.Position.CLOSED))
                .isPresent();
    }

    /** True when the second may be asked now. */
    boolean granted(Race.Runner second) {
        boolean granted = cap.take();
        if (granted) {
            lanes.find(second.candidate().id()).ifPresent(lane -> lane.hedges.increment());
        }
        return granted;
    }

    ChatResponse counted(ChatResponse answer) {
        if (limits.extraPercent() > 0) {
            cap.called(answer.usage().cost());
        }
        return answer;
    }

    /**
     * The winner's answer with what the loser cost on top. A cancelled vendor tells no usage: it has read the same
     * conversation, and has written what was heard of it.
     *
     * @param heard characters of the loser's answer
     */
    ChatResponse withLoser(ChatResponse answer, Race.Runner loser, int heard, Duration late) {
        Usage won = answer.usage();
        var lost = new Usage(won.input(), 0, heard / CHARACTERS, Optional.empty());
        Optional<BigDecimal> cost = prices.of(loser.candidate().id(), lost);
        cap.paid(cost);
        var both = won.plus(new Usage(lost.input(), 0, lost.output(), cost));
        String why =
                "%s; nothing had come after %d ms, so a second model was asked; %s lost and its cost is counted (%s)"
                        .formatted(
                                answer.why(),
                                late.toMillis(),
                                loser.candidate().id(),
                                cost.map(usd -> "estimated at $" + usd.toPlainString())
                                        .orElse("price not known"));
        return counted(new ChatResponse(answer.message(), answer.finish(), both, answer.model(), why));
    }

    /** Characters of English to a token, the usual estimate. */
    private static final int CHARACTERS = 4;
}
