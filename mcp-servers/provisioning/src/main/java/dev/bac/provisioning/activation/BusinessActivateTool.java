package dev.bac.provisioning.activation;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.provisioning.activation.Requests.BusinessRequested;
import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.plan.Plan;
import dev.bac.provisioning.profile.BusinessChannel;
import dev.bac.provisioning.profile.Profiles;
import dev.bac.provisioning.profile.Wanted;
import dev.bac.store.Tx;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tool that asks for a business. It records the wish and publishes {@code provisioning.activation.requested}; the
 * platform's workflow does the seven steps and records each.
 */
public final class BusinessActivateTool {
    private final Requests requests;
    private final Profiles profiles;

    public BusinessActivateTool(Requests requests, Profiles profiles) {
        this.requests = requests;
        this.profiles = profiles;
    }

    /** What {@code provisioning_business_activate} takes. */
    public record BusinessActivate(
            @Arg("The name of the new business, such as Sunrise Traders")
            String businessName,

            @Arg(
                    "What it does: pharmacy, retail, restaurant, hospitality, clinic, construction …, or a word people use for one")
            String industry,

            @Arg("The city it is in, such as Lagos") @Nullable String city,

            @Arg("Its country, by name or ISO 3166-1 code, such as Nigeria or NG; follows from a larger city") @Nullable String country,

            @Arg("The region, such as Africa or Europe") @Nullable String region,

            @Arg("Its currency, ISO 4217, such as NGN; the country's own when left out") @Nullable String currency,

            @Arg("How it talks with customers; web and e-mail when left out") @Nullable List<BusinessChannel> channels,

            @Arg("Its plan; shared when left out") @Nullable Plan plan,

            @Arg("Features to switch on beside those of its industry, such as POS for point of sale") @Nullable List<Feature> features,

            @Arg("Features of its industry to leave out, such as inventory") @Nullable List<String> without,

            @Arg("Domains it wants to be reached at, such as shop.example.com") @Nullable List<String> domains,

            @Arg("A key of your own: the same key asks for the same business again and makes no second one") @Nullable String requestKey) {}

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
                        new BusinessActivate(
                                "HealthPlus",
                                "drugstore",
                                "Abuja",
                                null,
                                null,
                                "USD",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null))
                .example(
                        "Set up a pharmacy in Lagos called Medix, naira, WhatsApp and SMS, with point of sale",
                        new BusinessActivate(
                                "Medix",
                                "pharmacy",
                                "Lagos",
                                null,
                                null,
                                "NGN",
                                List.of(BusinessChannel.WHATSAPP, BusinessChannel.SMS),
                                null,
                                List.of(Feature.POS),
                                null,
                                null,
                                null));
    }

    private BusinessRequested activate(Caller caller, Tx tx, BusinessActivate given) {
        var said = new EnumMap<Feature, Boolean>(Feature.class);
        or(given.features()).forEach(feature -> said.put(feature, true));
        for (String left : or(given.without())) {
            var feature = Feature.of(left)
                    .orElseThrow(() -> ToolRefusal.invalid(
                            "without", "\"%s\" is no feature; there are those that features takes".formatted(left)));
            if (said.put(feature, false) != null) {
                throw ToolRefusal.invalid(
                        "without", feature.key() + " is named in features too; name it in one of them");
            }
        }
        var profile = profiles.complete(new Wanted(
                given.businessName(),
                given.industry(),
                given.city(),
                given.country(),
                given.region(),
                given.currency(),
                or(given.channels()),
                given.plan(),
                said,
                or(given.domains()),
                List.of(),
                List.of(),
                List.of()));
        return requests.ask(caller, tx, profile, Given.lineOrNull("requestKey", given.requestKey(), 100));
    }

    private static <T> List<T> or(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static BusinessActivate business(
            String name, String industry, @Nullable String city, @Nullable String country) {
        return new BusinessActivate(name, industry, city, country, null, null, null, null, null, null, null, null);
    }
}
