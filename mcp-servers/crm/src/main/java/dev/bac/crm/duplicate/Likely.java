package dev.bac.crm.duplicate;

import java.util.Collection;
import java.util.Locale;

/**
 * Why two records may be the same. Each criterion alone is enough to look at them; its weight is how much it says, and
 * together they say 1 − Π(1 − weight).
 */
public enum Likely {
    SAME_EMAIL(0.95),
    SAME_NAME_AND_COMPANY(0.9),
    SAME_DOMAIN(0.8),
    SAME_COMPANY_NAME(0.85),
    SAME_PHONE(0.6),
    SAME_NAME(0.5),
    /** Jaro-Winkler at least 0.92, or the same words in another order. */
    ALIKE_NAME(0.6),
    /** The same sound, as in Smith and Smyth. */
    SAME_SOUND(0.5),
    /** For a person whose name is alike: at the same company. */
    SAME_COMPANY(0.5);

    private final double weight;

    Likely(double weight) {
        this.weight = weight;
    }

    /** How likely two records are the same for which all these hold; 0 to 1. */
    static double together(Collection<Likely> reasons) {
        double doubt = 1;
        for (Likely reason : reasons) {
            doubt *= 1 - reason.weight;
        }
        return 1 - doubt;
    }

    /** As sentences say it: {@code same e-mail}. */
    String told() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("email", "e-mail");
    }
}
