package dev.bac.crm.opportunity;

import java.util.Locale;

/**
 * How far a deal has come. A tenant may give stages titles and probabilities of its own.
 */
public enum Stage {
    NEW(10),
    QUALIFIED(25),
    PROPOSAL(50),
    NEGOTIATION(75),
    WON(100),
    LOST(0);

    private final int probability;

    Stage(int probability) {
        this.probability = probability;
    }

    /** The probability of winning in percent, unless the tenant's pipeline says otherwise. */
    public int probability() {
        return probability;
    }

    /** True until the deal is won or lost. */
    public boolean open() {
        return this != WON && this != LOST;
    }

    /** What a pipeline calls it unless it says otherwise: {@code Negotiation}. */
    public String title() {
        return name().charAt(0) + told().substring(1);
    }

    /** As sentences say it: {@code negotiation}. */
    public String told() {
        return name().toLowerCase(Locale.ROOT);
    }
}
