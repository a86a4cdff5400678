package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.store.TenantSettings;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What an activation is to make and how far it has come, as {@code provisioning_activation_plan} answers it.
 *
 * @param createdBy the person who asked for it and becomes its admin
 */
record ActivationPlan(
        TenantId business,
        TenantSettings settings,
        JsonNode profile,
        JsonNode preset,
        List<Step> steps,
        String createdBy) {

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
                new TenantSettings(
                        profile.required("businessName").asString(),
                        Currency.getInstance(profile.required("currency").asString()),
                        ZoneId.of(profile.required("zone").asString()),
                        Locale.forLanguageTag(profile.required("locale").asString())),
                profile,
                plan.required("preset"),
                plan.required("steps")
                        .valueStream()
                        .map(step -> new Step(
                                step.required("position").asInt(),
                                step.required("name").asString(),
                                step.required("state").asString().toUpperCase(Locale.ROOT),
                                step.required("attempts").asInt()))
                        .toList(),
                plan.required("createdBy").asString());
    }

    /** True when a step failed for good, so that what was made is to be taken away. */
    boolean failed() {
        return steps.stream().anyMatch(step -> step.is("FAILED") || step.is("COMPENSATED"));
    }

    /** The short name people type, made of the business's name. */
    String slug() {
        String folded = settings.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String slug = folded.substring(0, Math.min(50, folded.length())).replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "business" : slug;
    }

    /** Names of the agents that suit its industry. */
    List<String> agents() {
        return preset.path("agents").valueStream().map(JsonNode::asString).toList();
    }
}
