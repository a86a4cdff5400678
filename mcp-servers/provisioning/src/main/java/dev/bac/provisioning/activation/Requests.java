package dev.bac.provisioning.activation;

import dev.bac.identity.Caller;
import dev.bac.mcp.Told;
import dev.bac.mcp.ToolRefusal;
import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.preset.Presets;
import dev.bac.provisioning.profile.Profile;
import dev.bac.store.Tx;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records that a business is wanted: its tenant is drawn once, from the prepared ones when there is one, its domains are
 * claimed, and the event leaves with the commit. The same request key asks for the same business.
 */
public final class Requests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ActivationStore activations;
    private final Domains domains;
    private final Spares spares;
    private final Presets presets;

    public Requests(ActivationStore activations, Domains domains, Spares spares, Presets presets) {
        this.presets = presets;
        this.activations = activations;
        this.domains = domains;
        this.spares = spares;
    }

    /** What asking for a business answers. */
    public record BusinessRequested(String summary, boolean requestedBefore, ActivationRow activation)
            implements Told {}

    /** @param key empty when none was given */
    BusinessRequested ask(Caller caller, Tx tx, Profile profile, @Nullable String key) {
        activations.oneRequestAtATime(tx);
        Optional<Activation> before = Optional.ofNullable(key).flatMap(given -> activations.byRequestKey(tx, given));
        if (before.isPresent()) {
            return again(before.get(), profile);
        }
        activations.standing(tx, profile.businessName()).ifPresent(other -> {
            throw new ToolRefusal(
                    "conflict",
                    "businessName: " + other.label() + " was asked for before; see provisioning_activation_status, or"
                            + " give another name");
        });
        var spare = spares.take(tx);
        UUID business = spare.orElseGet(tx::newId);
        domains.claim(tx, business, profile.domains());
        var activation = new Activation(
                tx.newId(),
                activations.nextNumber(tx),
                key,
                business,
                spare.isPresent(),
                profile,
                ActivationState.REQUESTED,
                Standing.OPEN,
                ActivationStore.pending(),
                caller.name(),
                tx.now(),
                tx.now());
        activations.add(tx, activation);
        publish(tx, activation);
        return new BusinessRequested(
                "Setting up " + activation.label() + " in " + profile.country() + " with " + profile.currency()
                        + "; it takes seven steps." + features(profile),
                false,
                ActivationRow.of(activation));
    }

    /** Which features are on, and what those bring that bring something: whoever agrees to it should know. */
    private String features(Profile profile) {
        String on = Arrays.stream(Feature.values())
                .filter(profile::has)
                .map(Feature::key)
                .collect(Collectors.joining(", "));
        String brought = presets.told(profile::has);
        return " Switched on: " + on + "." + (brought.isEmpty() ? "" : " " + brought + ".");
    }

    private static BusinessRequested again(Activation before, Profile profile) {
        if (!before.profile().equals(profile)) {
            throw new ToolRefusal(
                    "conflict", "requestKey: stands for another profile, " + before.label() + "; use a new key");
        }
        return new BusinessRequested(
                before.label() + " was asked for before; it is "
                        + before.state().name().toLowerCase(Locale.ROOT) + ".",
                true,
                ActivationRow.of(before));
    }

    private static void publish(Tx tx, Activation activation) {
        tx.publish(
                "provisioning.activation.requested",
                activation.id().toString(),
                JSON.createObjectNode()
                        .put("number", "BIZ-" + activation.number())
                        .put("newTenant", activation.newTenant().toString())
                        .put("businessName", activation.profile().businessName())
                        .put("industry", activation.profile().industry()));
    }
}
