package dev.bac.provisioning.profile;

import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.plan.Plan;
import dev.bac.provisioning.preset.Preset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The business that is wanted, with everything derived that was not given. Kept as it was asked for, so that a later
 * change of a preset does not change an activation that has begun.
 *
 * @param country ISO 3166-1 alpha-2
 * @param currency ISO 4217
 * @param zone IANA time zone
 * @param locale BCP 47
 * @param chart of accounts: IFRS, US_GAAP, SKR03, SYSCOHADA or GENERAL
 * @param features all fourteen by key, settled
 * @param domains it wants to be reached at; none is usual
 * @param payments names of payment providers it will use
 * @param messengers names of messaging providers it will use
 */
public record Profile(
        String businessName,
        String industry,
        String country,
        String region,
        @Nullable String city,
        String currency,
        String zone,
        String locale,
        List<BusinessChannel> channels,
        List<Preset.TaxCode> taxes,
        String chart,
        Plan plan,
        Map<String, Boolean> features,
        List<String> domains,
        List<String> payments,
        List<String> messengers,
        List<String> compliance) {
    @SuppressWarnings({"NullAway", "ConstantValue", "RedundantNullCheck"
    }) // profiles kept by versions before lack the later fields
    public Profile {
        channels = List.copyOf(channels);
        taxes = taxes.stream().allMatch(tax -> tax.code() != null) ? List.copyOf(taxes) : List.of();
        chart = Objects.requireNonNullElse(chart, "GENERAL");
        plan = Objects.requireNonNullElse(plan, Plan.SHARED);
        features = features == null ? Map.of() : Map.copyOf(features);
        domains = domains == null ? List.of() : List.copyOf(domains);
        payments = payments == null ? List.of() : List.copyOf(payments);
        messengers = messengers == null ? List.of() : List.copyOf(messengers);
        compliance = compliance == null ? List.of() : List.copyOf(compliance);
    }

    /** Whether a feature is on; the usual where an older profile says nothing. */
    public boolean has(Feature feature) {
        return features.getOrDefault(feature.key(), feature.usual());
    }

    /** The same under another plan and with other features. */
    public Profile with(Plan other, Map<String, Boolean> toggles) {
        return new Profile(
                businessName,
                industry,
                country,
                region,
                city,
                currency,
                zone,
                locale,
                channels,
                taxes,
                chart,
                other,
                new TreeMap<>(toggles),
                domains,
                payments,
                messengers,
                compliance);
    }
}
