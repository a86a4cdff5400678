package dev.bac.orchestrator.config;

import dev.bac.llm.routing.choice.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the router chooses models.
 *
 * @param policy the usual policy's name; empty: {@code auto}, or the order of {@code models.prefer} when there is one
 * @param policies further policies, or others under the names of those that ship
 * @param tenants what companies may use; who is not among them may use all
 * @param regions where a provider's models run, by its name, such as {@code eu}; {@code ollama} is {@code local}
 */
public record ChoiceSettings(
        Optional<String> policy, List<Policy> policies, List<Allowed> tenants, Map<String, String> regions) {
    public static final ChoiceSettings USUAL =
            new ChoiceSettings(Optional.empty(), List.of(), List.of(), Map.of("ollama", "local"));

    private static final double DEAREST = 1_000;

    public ChoiceSettings {
        policies = List.copyOf(policies);
        tenants = List.copyOf(tenants);
        regions = Map.copyOf(regions);
    }

    /**
     * What a company may use.
     *
     * @param tenant its short name
     * @param models ids, {@code provider/*} for all of a provider; none: all
     * @param regions none: any
     */
    public record Allowed(String tenant, List<String> models, List<String> regions) {
        public Allowed {
            models = List.copyOf(models);
            regions = List.copyOf(regions);
        }
    }

    static ChoiceSettings read(Section section) {
        var usual = section.text("policy");
        var policies = new ArrayList<Policy>();
        section.sections("policies").forEach(policy -> policies.add(policy(policy)));
        var tenants = section.sections("tenants").stream()
                .map(ChoiceSettings::allowed)
                .toList();
        var regions = new LinkedHashMap<>(USUAL.regions);
        for (Section region : section.sections("regions")) {
            regions.put(region.required("provider"), region.required("region"));
            region.done();
        }
        if (usual.isPresent()
                && policies.stream().noneMatch(policy -> policy.name().equals(usual.get()))
                && Policy.SHIPPED.stream().noneMatch(policy -> policy.name().equals(usual.get()))) {
            throw section.mistake(
                    "policy",
                    "names no policy; there are "
                            + String.join(
                                    ", ",
                                    Policy.SHIPPED.stream().map(Policy::name).toList()));
        }
        return new ChoiceSettings(usual, policies, tenants, regions);
    }

    private static Policy policy(Section section) {
        String name = section.required("name");
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw section.mistake("name", "must be a short name in small letters, such as careful");
        }
        String like = section.text("like").orElse(Policy.AUTO.name());
        Policy base = Policy.SHIPPED.stream()
                .filter(policy -> policy.name().equals(like))
                .findFirst()
                .orElseThrow(() -> section.mistake("like", "names no policy that ships"));
        double dearest = section.number("maxCost", 0, 0, DEAREST);
        Duration longest = section.duration("maxLatency", Duration.ofDays(1));
        var limits = new Policy.Limits(
                section.number("quality", base.limits().quality(), 0, 1),
                longest.compareTo(Duration.ofDays(1)) < 0 ? Optional.of(longest) : Optional.empty(),
                dearest > 0 ? Optional.of(dearest) : Optional.empty());
        var read = new Policy(
                name,
                section.number("failure", base.failure(), 0, DEAREST),
                section.number("second", base.second(), 0, DEAREST),
                section.number("explore", base.explore(), 0, 1),
                limits,
                section.flag("cascade", base.cascade()));
        section.done();
        return read;
    }

    private static Allowed allowed(Section section) {
        var read = new Allowed(section.required("tenant"), section.texts("models"), section.texts("regions"));
        section.done();
        return read;
    }
}
