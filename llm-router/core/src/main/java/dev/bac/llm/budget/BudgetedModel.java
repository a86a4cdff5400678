package dev.bac.llm.budget;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reserves what a call may cost at worst before it is made, and books what it cost after it. When the dearest model that
 * might answer {@code auto} does not fit into what is left, the next cheaper one is asked by name, before anything is
 * refused.
 *
 * <p>A call that fails before its first word took nothing. One that breaks off later has been paid for as far as it came:
 * its prompt and the words that were heard.
 */
public record BudgetedModel(ChatModel model, Ledger ledger, Prices prices) implements ChatModel {

    /** @throws BudgetExhausted when a budget does not allow the call */
    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        Usage worst = Estimate.worst(request);
        List<Prices.Offer> offers = prices.offers(request, worst);
        if (offers.isEmpty()) {
            return call(ledger.reserve(caller, amounts(worst, BigDecimal.ZERO)), caller, request, onText);
        }
        BudgetExhausted refusal = null;
        for (Prices.Offer offer : offers) {
            try {
                Reservation reserved = ledger.reserve(caller, amounts(worst, offer.cost()));
                return call(reserved, caller, refusal == null ? request : request.withModel(offer.model()), onText);
            } catch (BudgetExhausted exhausted) {
                refusal = exhausted;
                if (exhausted.account().budget().measure() != Measure.MONEY) {
                    break;
                }
            }
        }
        throw Objects.requireNonNull(refusal);
    }

    private ChatResponse call(Reservation reserved, Caller caller, ChatRequest request, Consumer<String> onText) {
        var heard = new AtomicLong();
        try {
            ChatResponse answer = model.chat(caller, request, text -> {
                heard.addAndGet(Estimate.text(text));
                onText.accept(text);
            });
            reserved.settle(Amounts.of(answer.usage()));
            return answer;
        } catch (RuntimeException | Error broken) {
            if (heard.get() > 0) {
                reserved.settle(partly(request, heard.get()));
            }
            throw broken;
        } finally {
            reserved.release();
        }
    }

    private Amounts partly(ChatRequest request, long heard) {
        var came = new Usage(Estimate.worst(request).input(), 0, heard, Optional.empty());
        BigDecimal cost = prices.offers(request, came).stream()
                .findFirst()
                .map(Prices.Offer::cost)
                .orElse(BigDecimal.ZERO);
        return amounts(came, cost);
    }

    private static Amounts amounts(Usage usage, BigDecimal cost) {
        return new Amounts(Measure.nanos(cost), usage.input() + usage.output(), 1);
    }
}
