package dev.bac.provisioning.activation;

import dev.bac.provisioning.preset.Preset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The business that is wanted, with everything derived that was not given. Kept as it was asked for, so that a later
 * change of a preset does not change an activation that has begun.
 *
 * @param country ISO 3166-1 alpha-2
 * @param currency ISO 4217
 * @param zone IANA time zone
 * @param locale BCP 47
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
        List<Preset.TaxRate> taxes) {
    public Profile {
        channels = List.copyOf(channels);
        taxes = List.copyOf(taxes);
    }
}
