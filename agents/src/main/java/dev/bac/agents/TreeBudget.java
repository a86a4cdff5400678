package dev.bac.agents;

import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a run may use, whoever in it uses it: the agent that answers the person, and all whom it asks, side by side. What
 * a question to a model will use is taken before it is asked and settled after it, so that agents at work at the same
 * time cannot exceed it together.
 *
 * <p>Tokens are taken by their upper bound. What a question will cost nobody knows before: beside others that are under
 * way each holds as much as the dearest one of this run has cost.
 */
final class TreeBudget {

    /** What came of taking. */
    sealed interface Taken {}

    /** So much is held for one question to a model. */
    record Held(long tokens, BigDecimal money) implements Taken {}

    /** It would be too much. */
    record Refused(Run.Reason reason, String why) implements Taken {}

    private Limits limits = Limits.NORMAL;
    private Instant until = Instant.MAX;
    private BigDecimal spent;
    private BigDecimal dearest = BigDecimal.ZERO;
    private BigDecimal heldMoney = BigDecimal.ZERO;
    private long tokens;
    private long heldTokens;
    private int steps;
    private int calls;
    private int underWay;

    TreeBudget(Allowance before) {
        this.spent = before.spent();
        this.tokens = before.tokens();
        this.steps = before.steps();
        this.calls = before.calls();
    }

    synchronized void bound(Limits now, Instant end) {
        limits = now;
        until = end;
    }

    /** When all must be done, but for the time that tools wait for a person from here on. */
    synchronized Instant until() {
        return until;
    }

    /** Takes what one question to a model needs. */
    synchronized Taken take(long expected) {
        if (steps >= limits.steps()) {
            return new Refused(Run.Reason.STEPS, "took more than " + limits.steps() + " steps");
        }
        if (tokens + heldTokens + expected > limits.tokens()) {
            return new Refused(Run.Reason.TOKENS, "needs more than " + limits.tokens() + " tokens");
        }
        var money = underWay == 0 ? BigDecimal.ZERO : dearest;
        if (spent.add(heldMoney).add(money).compareTo(limits.cost()) > 0) {
            return new Refused(Run.Reason.COST, "cost more than " + limits.cost() + " USD");
        }
        steps++;
        underWay++;
        heldTokens += expected;
        heldMoney = heldMoney.add(dearest);
        return new Held(expected, dearest);
    }

    /** Gives back what was held and counts what was used. */
    synchronized void settle(Held held, Usage used) {
        underWay--;
        heldTokens -= held.tokens();
        heldMoney = heldMoney.subtract(held.money());
        tokens += used.input() + used.output();
        var cost = used.cost().orElse(BigDecimal.ZERO);
        spent = spent.add(cost);
        dearest = dearest.max(cost);
    }

    /** Counts a tool call; false when it is one too many. */
    synchronized boolean call() {
        if (calls >= limits.toolCalls()) {
            return false;
        }
        calls++;
        return true;
    }
}
