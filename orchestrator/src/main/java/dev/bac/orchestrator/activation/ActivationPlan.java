package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.store.TenantSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an activation is to make and how far it has come, as {@code provisioning_activation_plan} answers it.
 *
 * @param prepared true when every server has prepared and checked the tenant before anybody asked for the business
 * @param accounts the industry's own, numbered for its chart
 * @param rules what its plan and features let it do
 * @param createdBy the person who asked for it and becomes its admin
 */
record ActivationPlan(
        TenantId business,
        boolean prepared,
        TenantSettings settings,
        JsonNode profile,
        JsonNode preset,
        JsonNode accounts,
        ObjectNode rules,
        List<Domain> domains,
        List<Step> steps,
        String createdBy,
        Instant askedAt) {

    /** A domain claimed for it; {@code challenge} shows whose it is. */
    record Domain(String name, String challenge) {}

    /** One of the seven; {@code position} is 1 to 7. */
    record Step(int position, String name, String state, int attempts) {
        boolean is(String other) {
            return state.equals(other);
        }
    }

    static ActivationPlan of(JsonNode plan) {
        var profile = plan.required("profile");
        return new ActivationPlan(
                TenantId.parse(plan.required("tenantId").asString()),
                plan.path("prepared").asBoolean(false),
                new TenantSettings(
                        profile.required("businessName").asString(),
                        Currency.getInstance(profile.required("currency").asString()),
                        ZoneId.of(profile.required("zone").asString()),
                        Locale.forLanguageTag(profile.required("locale").asString())),
                profile,
                plan.required("preset"),
                plan.required("accounts"),
                (ObjectNode) plan.required("rules"),
                plan.required("domains")
                        .valueStream()
                        .map(one -> new Domain(
                                one.required("domain").asString(),
                                one.required("challenge").asString()))
                        .toList(),
                plan.required("steps")
                        .valueStream()
                        .map(step -> new Step(
                                step.required("position").asInt(),
                                step.required("name").asString(),
                                step.required("state").asString().toUpperCase(Locale.ROOT),
                                step.required("attempts").asInt()))
                        .toList(),
                plan.required("createdBy").asString(),
                Instant.parse(plan.required("askedAt").asString()));
    }

    /** True when a step failed for good, so that what was made is to be taken away. */
    boolean failed() {
        return steps.stream().anyMatch(step -> step.is("FAILED") || step.is("COMPENSATED"));
    }

    /** The step after it; empty for the last. */
    Optional<Step> after(Step step) {
        return steps.stream()
                .filter(other -> other.position() == step.position() + 1)
                .findFirst();
    }

    /** The short name people type, made of the business's name. */
    String slug() {
        String folded = settings.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String slug = folded.substring(0, Math.min(50, folded.length())).replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "business" : slug;
    }

    /** Whether a feature is on. */
    boolean has(String feature) {
        return profile.path("features").path(feature).asBoolean(false);
    }

    /** Names of workflows that run from the start. */
    List<String> workflows() {
        return preset.path("workflows").valueStream().map(JsonNode::asString).toList();
    }

    /** Names of the agents that suit its industry. */
    List<String> agents() {
        return preset.path("agents").valueStream().map(JsonNode::asString).toList();
    }
}
