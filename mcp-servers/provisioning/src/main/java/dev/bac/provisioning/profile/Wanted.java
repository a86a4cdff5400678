package dev.bac.provisioning.profile;

import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.plan.Plan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said of the business they want; whatever is null or empty was not said.
 *
 * @param features switched on or off by word
 */
public record Wanted(
        String businessName,
        String industry,
        @Nullable String city,
        @Nullable String country,
        @Nullable String region,
        @Nullable String currency,
        List<BusinessChannel> channels,
        @Nullable Plan plan,
        Map<Feature, Boolean> features,
        List<String> domains,
        List<String> payments,
        List<String> messengers,
        List<String> compliance) {
    public Wanted {
        channels = List.copyOf(channels);
        features = Map.copyOf(features);
        domains = List.copyOf(domains);
        payments = List.copyOf(payments);
        messengers = List.copyOf(messengers);
        compliance = List.copyOf(compliance);
    }
}
