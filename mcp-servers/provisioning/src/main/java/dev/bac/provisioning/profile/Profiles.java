package dev.bac.provisioning.profile;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.feature.FeatureFlags;
import dev.bac.provisioning.feature.Toggles;
import dev.bac.provisioning.plan.Plan;
import dev.bac.provisioning.preset.Preset;
import dev.bac.provisioning.preset.Presets;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completes what somebody said of a business from the presets of its industry and country. */
public final class Profiles {
    /** A host name by RFC 1123 with at least one dot. */
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

    private static final int MOST = 20;
    private static final List<BusinessChannel> USUAL = List.of(BusinessChannel.WEB, BusinessChannel.EMAIL);
    private static final Map<BusinessChannel, Feature> CHANNELS = Map.of(
            BusinessChannel.EMAIL, Feature.EMAIL,
            BusinessChannel.SMS, Feature.SMS,
            BusinessChannel.WHATSAPP, Feature.WHATSAPP);

    private final Presets presets;
    private final Place place;
    private final FeatureFlags flags;

    public Profiles(Presets presets, FeatureFlags flags) {
        this.presets = presets;
        this.place = new Place(presets);
        this.flags = flags;
    }

    /** @throws ToolRefusal that names the field and what to do */
    public Profile complete(Wanted wanted) {
        String name = Given.line("businessName", wanted.businessName(), 120);
        var preset = preset(Given.line("industry", wanted.industry(), 60));
        String city = Given.lineOrNull("city", wanted.city(), 80);
        String region = Given.lineOrNull("region", wanted.region(), 80);
        var country = place.country(Given.lineOrNull("country", wanted.country(), 80), city, region);
        var channels = wanted.channels().isEmpty() ? USUAL : wanted.channels();
        return new Profile(
                name,
                preset.id(),
                country.code(),
                country.region(),
                city,
                Given.currency("currency", wanted.currency(), Currency.getInstance(country.currency())),
                country.zone(),
                country.locale(),
                channels.stream().distinct().sorted().toList(),
                country.taxes(),
                country.chart(),
                Objects.requireNonNullElse(wanted.plan(), Plan.SHARED),
                features(wanted, preset),
                domains(wanted.domains()),
                lines("paymentProviders", wanted.payments()),
                lines("messagingProviders", wanted.messengers()),
                Stream.concat(preset.compliance().stream(), lines("compliance", wanted.compliance()).stream())
                        .distinct()
                        .toList());
    }

    private Preset preset(String wanted) {
        return presets.industry(wanted)
                .orElseThrow(() -> ToolRefusal.notFound(
                        "industry",
                        "preset",
                        wanted,
                        "There are "
                                + presets.industries().stream().map(Preset::id).collect(Collectors.joining(", "))
                                + "."));
    }

    /** A channel that was asked for is a word for its feature; a feature named off contradicts it. */
    private Map<String, Boolean> features(Wanted wanted, Preset preset) {
        var explicit = new EnumMap<Feature, Boolean>(Feature.class);
        wanted.channels().stream()
                .filter(CHANNELS::containsKey)
                .forEach(channel -> explicit.put(Objects.requireNonNull(CHANNELS.get(channel)), true));
        explicit.putAll(wanted.features());
        return settled(explicit, preset.toggles());
    }

    /** @throws ToolRefusal when two words contradict each other */
    private Map<String, Boolean> settled(Map<Feature, Boolean> explicit, Map<Feature, Boolean> preset) {
        var settled = Toggles.settle(explicit, preset);
        if (!settled.conflicts().isEmpty()) {
            var first = settled.conflicts().getFirst();
            throw ToolRefusal.invalid("features." + first.on().key(), first.remedy());
        }
        return flags.all(explicit, preset);
    }

    /** The features of a business after a change: what it has is its word, the change is a stronger one. */
    public Map<String, Boolean> changed(Profile profile, Map<Feature, Boolean> change) {
        var before = new EnumMap<Feature, Boolean>(Feature.class);
        for (Feature one : Feature.values()) {
            before.put(one, profile.has(one));
        }
        return settled(change, before);
    }

    private static List<String> domains(List<String> given) {
        var domains = lines("domains", given).stream()
                .map(one -> one.toLowerCase(java.util.Locale.ROOT))
                .distinct()
                .toList();
        for (int i = 0; i < domains.size(); i++) {
            if (!DOMAIN.matcher(domains.get(i)).matches()) {
                throw ToolRefusal.invalid(
                        "domains[" + i + "]",
                        "\"" + domains.get(i) + "\" is no host name; write it like shop.example.com");
            }
        }
        return domains;
    }

    private static List<String> lines(String field, List<String> given) {
        if (given.size() > MOST) {
            throw ToolRefusal.invalid(field, "has " + given.size() + " entries; give at most " + MOST);
        }
        return given.stream().map(one -> Given.line(field, one, 253)).distinct().toList();
    }
}
