package dev.bac.crm.duplicate;

import dev.bac.crm.naming.Fold;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What duplicates are recognised by.
 *
 * @param label with its number and name
 * @param name folded; of a company without its legal form
 * @param company folded, without its legal form; null for companies themselves
 * @param domain of a company's web site or its own e-mail
 */
record Candidate(
        UUID id,
        String number,
        String label,
        String name,
        @Nullable String sound,
        @Nullable String company,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String domain) {
    private static final double ALIKE = 0.92;

    /** Whatever speaks for this and the other being one; nothing when nothing does. */
    Set<Likely> same(Candidate other, boolean people) {
        var reasons = EnumSet.noneOf(Likely.class);
        if (email != null && email.equals(other.email)) {
            reasons.add(Likely.SAME_EMAIL);
        }
        if (phone != null && phone.equals(other.phone)) {
            reasons.add(Likely.SAME_PHONE);
        }
        boolean together = company != null && company.equals(other.company);
        if (name.equals(other.name)) {
            reasons.add(
                    !people ? Likely.SAME_COMPANY_NAME : together ? Likely.SAME_NAME_AND_COMPANY : Likely.SAME_NAME);
        } else if (alike(other)) {
            reasons.add(Likely.ALIKE_NAME);
        }
        if (!name.equals(other.name) && sound != null && sound.equals(other.sound)) {
            reasons.add(Likely.SAME_SOUND);
        }
        if (!people && domain != null && domain.equals(other.domain)) {
            reasons.add(Likely.SAME_DOMAIN);
        }
        if (people && together && (reasons.contains(Likely.ALIKE_NAME) || reasons.contains(Likely.SAME_SOUND))) {
            reasons.add(Likely.SAME_COMPANY);
        }
        return reasons;
    }

    private boolean alike(Candidate other) {
        return Agreement.likeness(name, other.name) >= ALIKE
                || Agreement.sorted(name).equals(Agreement.sorted(other.name));
    }

    /** A company's name as it is compared. */
    static @Nullable String company(@Nullable String name) {
        return name == null ? null : Fold.core(name);
    }
}
