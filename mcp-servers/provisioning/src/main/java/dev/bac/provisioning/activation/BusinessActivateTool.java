package dev.bac.provisioning.activation;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.provisioning.preset.Preset;
import dev.bac.provisioning.preset.Presets;
import dev.bac.store.Tx;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tool that asks for a business. It records the wish and publishes {@code provisioning.activation.requested}; the
 * platform's workflow does the seven steps and records each.
 */
public final class BusinessActivateTool {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<BusinessChannel> USUAL = List.of(BusinessChannel.WEB, BusinessChannel.EMAIL);
    private final ActivationStore activations;
    private final Presets presets;
    private final Place place;

    public BusinessActivateTool(ActivationStore activations, Presets presets) {
        this.activations = activations;
        this.presets = presets;
        this.place = new Place(presets);
    }

    /** What {@code provisioning_business_activate} takes. */
    public record BusinessActivate(
            @Arg("The name of the new business, such as Sunrise Traders")
            String businessName,

            @Arg("What it does: pharmacy, retail, logistics, agency, restaurant, or a word people use for one of them")
            String industry,

            @Arg("The city it is in, such as Lagos") @Nullable String city,

            @Arg("Its country, by name or ISO 3166-1 code, such as Nigeria or NG; follows from a larger city") @Nullable String country,

            @Arg("The region, such as Africa or Europe") @Nullable String region,

            @Arg("Its currency, ISO 4217, such as NGN; the country's own when left out") @Nullable String currency,

            @Arg("How it talks with customers; web and e-mail when left out") @Nullable List<BusinessChannel> channels,

            @Arg("A key of your own: the same key asks for the same business again and makes no second one") @Nullable String requestKey) {}

    /** What {@code provisioning_business_activate} answers. */
    public record BusinessRequested(String summary, boolean requestedBefore, ActivationRow activation)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "provisioning_business_activate",
                        "Set up a business",
                        "Sets up a complete new business (company, tenant) of an industry: its own data, chart of accounts,"
                                + " taxes, pipeline, catalogue, message templates and agents. It takes a moment; ask for its"
                                + " progress with provisioning_activation_status. It does not change existing businesses.",
                        Effect.WRITE,
                        Risk.BULK,
                        BusinessActivate.class,
                        BusinessRequested.class,
                        this::activate)
                .example(
                        "Create a new retail company called Sunrise Traders in Nairobi",
                        business("Sunrise Traders", "retail", "Nairobi", null))
                .example(
                        "Open a logistics business named Rhein Cargo in Germany",
                        business("Rhein Cargo", "logistics", null, "Germany"))
                .example(
                        "Activate the marketing agency Bright Spark, based in London",
                        business("Bright Spark", "marketing agency", "London", null))
                .example(
                        "I want to launch a restaurant called Casa Verde in Miami",
                        business("Casa Verde", "restaurant", "Miami", null))
                .example(
                        "Provision a drugstore, HealthPlus, in Abuja with US dollars as currency",
                        new BusinessActivate("HealthPlus", "drugstore", "Abuja", null, null, "USD", null, null));
    }

    private BusinessRequested activate(Caller caller, Tx tx, BusinessActivate given) {
        var profile = profile(given);
        String key = Given.lineOrNull("requestKey", given.requestKey(), 100);
        activations.oneRequestAtATime(tx);
        var before = key == null ? null : activations.byRequestKey(tx, key).orElse(null);
        if (before != null) {
            return again(before, profile);
        }
        activations.standing(tx, profile.businessName()).ifPresent(other -> {
            throw new ToolRefusal(
                    "conflict",
                    "businessName: " + other.label() + " was asked for before; see provisioning_activation_status, or"
                            + " give another name");
        });
        var activation = new Activation(
                tx.newId(),
                activations.nextNumber(tx),
                key,
                tx.newId(),
                profile,
                ActivationState.REQUESTED,
                ActivationStore.pending(),
                caller.name(),
                tx.now(),
                tx.now());
        activations.add(tx, activation);
        publish(tx, activation);
        return new BusinessRequested(
                "Setting up " + activation.label() + " in " + profile.country() + " with " + profile.currency()
                        + "; it takes seven steps.",
                false,
                ActivationRow.of(activation));
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

    private Profile profile(BusinessActivate given) {
        String name = Given.line("businessName", given.businessName(), 120);
        String wanted = Given.line("industry", given.industry(), 60);
        Preset preset = presets.industry(wanted)
                .orElseThrow(() -> ToolRefusal.notFound(
                        "industry",
                        "preset",
                        wanted,
                        "There are "
                                + presets.industries().stream().map(Preset::id).collect(Collectors.joining(", "))
                                + "."));
        String city = Given.lineOrNull("city", given.city(), 80);
        String region = Given.lineOrNull("region", given.region(), 80);
        var country = place.country(Given.lineOrNull("country", given.country(), 80), city, region);
        var channels = given.channels() == null || given.channels().isEmpty() ? USUAL : given.channels();
        return new Profile(
                name,
                preset.id(),
                country.code(),
                country.region(),
                city,
                Given.currency("currency", given.currency(), Currency.getInstance(country.currency())),
                country.zone(),
                country.locale(),
                channels.stream().distinct().sorted().toList(),
                country.taxes());
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

    private static BusinessActivate business(
            String name, String industry, @Nullable String city, @Nullable String country) {
        return new BusinessActivate(name, industry, city, country, null, null, null, null);
    }
}
