package dev.bac.llm.routing.choice;

import dev.bac.llm.routing.ModelCard;
import dev.bac.llm.routing.Price;

/**
 * What a call is expected to cost, and its share of what the rest of the conversation will cost with the same model.
 *
 * <p>A vendor's prompt cache is a price, not a rule: what a model has read of this conversation is cheap as long as it is
 * likely still cached, and what it reads now will be cheap next time. So a model that is cold now may still be the
 * cheaper one for a conversation that goes on, and a warm one loses its lead when its cache has run out.
 *
 * @param call in US dollars
 * @param mean of this call and those expected after it, in US dollars
 */
record Bill(double call, double mean) {
    /** Of the turns after this one, that the cache is still warm at each. */
    private static final double STAYS_WARM = 0.85;

    /** What a further turn adds to the prompt beside the answer before it. In tokens. */
    private static final double ADDED = 150;

    private static final double MILLION = 1e6;

    /**
     * The bill.
     *
     * @param prompt in tokens
     * @param output in tokens
     * @param further calls expected after this one
     */
    static Bill of(ModelCard card, Threads.Warmth warmth, double prompt, double output, double further) {
        Price price = card.price((long) prompt);
        double read = price.cached().doubleValue();
        double fresh = price.input().doubleValue();
        double write = price.cacheWrite().map(Number::doubleValue).orElse(fresh);
        double out = price.output().doubleValue() * output;
        double least = card.cacheMinimum();
        double warm = warmth.tokens() >= least ? warmth.likely() * Math.min((double) warmth.tokens(), prompt) : 0;
        boolean caches = prompt >= least && read < fresh;
        double now = warm * read + (prompt - warm) * (caches && further > 0 ? write : fresh) + out;
        double grown = prompt + output;
        double kept = caches ? STAYS_WARM * grown : 0;
        double later = kept * read + (grown - kept + ADDED) * (caches ? write : fresh) + out;
        return new Bill(now / MILLION, (now + further * later) / (1 + further) / MILLION);
    }
}
