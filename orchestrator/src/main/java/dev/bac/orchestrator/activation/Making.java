package dev.bac.orchestrator.activation;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Members;
import dev.bac.store.Store;
import dev.bac.tools.Canonical;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The effects of the seven steps, each of which may be repeated without harm, and of taking them back. */
public final class Making {
    private final House house;
    private final PlatformCalls calls;
    private final Surroundings around;

    /** The orchestrator's own tables. */
    public record House(Store store, Companies companies, Members members) {}

    /**
     * What a new business finds here.
     *
     * @param servers names of the domain servers
     * @param agents names of the agents there are
     * @param channels names of the channels with a vendor
     * @param address where people reach it
     */
    public record Surroundings(List<String> servers, Set<String> agents, Set<String> channels, String address) {}

    public Making(House house, PlatformCalls calls, Surroundings around) {
        this.house = house;
        this.calls = calls;
        this.around = around;
    }

    /**
     * Does one step.
     *
     * @param key begins the idempotency keys of its calls
     * @return what there is to say of it
     */
    String make(ActivationPlan plan, ActivationPlan.Step step, String key) {
        return switch (step.position()) {
            case 1 -> infrastructure(plan);
            case 2 -> databases(plan, key);
            case 3 -> services(plan, key);
            case 4 -> integrations();
            case 5 -> seedData(plan, key);
            case 6 -> dnsAndTls();
            case 7 -> copilots(plan, key);
            default -> throw new IllegalArgumentException("there is no step " + step.position());
        };
    }

    private String infrastructure(ActivationPlan plan) {
        house.store().tenants().admit(plan.business(), plan.settings());
        var company = house.companies().create(plan.business(), plan.slug(), plan.settings());
        house.members().enrol(company.id(), plan.createdBy(), Set.of(Role.ADMIN));
        return "The company \"" + company.slug() + "\" is recorded, and " + plan.createdBy() + " is its admin.";
    }

    private String databases(ActivationPlan plan, String key) {
        var settings = plan.settings();
        var arguments = nothing()
                .put("name", settings.name())
                .put("currency", settings.currency().getCurrencyCode())
                .put("zone", settings.zone().getId())
                .put("locale", settings.locale().toLanguageTag());
        around.servers().forEach(server -> life(plan, server, "prepare", arguments, key));
        return "Prepared: " + String.join(", ", around.servers()) + ".";
    }

    private String services(ActivationPlan plan, String key) {
        verify(plan, key);
        return "All " + around.servers().size() + " servers answer for the company and find nothing wrong.";
    }

    private String integrations() {
        return List.of("EMAIL", "SMS").stream()
                .map(
                        channel -> channel
                                + (around.channels().contains(channel)
                                        ? ": a vendor is configured."
                                        : ": no vendor is configured, so messages are held; add one under messaging in bac.yaml."))
                .reduce("", (told, one) -> told.isEmpty() ? one : told + " " + one);
    }

    private String seedData(ActivationPlan plan, String key) {
        PresetSeeds.of(plan).forEach((server, seed) -> life(plan, server, "seed", seed, key));
        return "Seeded from the preset " + plan.preset().path("id").asString("")
                + ": pipeline, items, accounts, templates."
                + " Prices begin at 0." + taxes(plan);
    }

    /** Rates change, and which one applies is the business's own affair: they are told, not set. */
    private static String taxes(ActivationPlan plan) {
        String usual = plan.profile()
                .path("taxes")
                .valueStream()
                .map(tax -> tax.path("name").asString("") + " "
                        + tax.path("percent").asString("") + " %")
                .collect(Collectors.joining(", "));
        return usual.isEmpty()
                ? " Which sales taxes apply is for a person to find out; an invoice names its rate."
                : " Sales taxes there are usually " + usual + "; a person checks that, and an invoice names its rate.";
    }

    private String dnsAndTls() {
        return "Nothing was changed: the business is reached at " + around.address() + ". For a domain of its own, a"
                + " person points its DNS record to this machine and puts a proxy with a certificate in front.";
    }

    private String copilots(ActivationPlan plan, String key) {
        var missing = plan.agents().stream()
                .filter(agent -> !around.agents().contains(agent))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("there is no agent " + String.join(", ", missing));
        }
        verify(plan, key);
        house.companies().activate(plan.business());
        return "Ready for its people: " + String.join(", ", plan.agents()) + ".";
    }

    /** Takes everything away again; nobody is let in meanwhile. */
    void takeBack(ActivationPlan plan, String key) {
        house.companies().close(plan.business());
        for (String server : around.servers().reversed()) {
            life(plan, server, "purge", nothing(), key);
        }
        if (house.store().tenants().state(plan.business()).isPresent()) {
            house.store().asOwner(plan.business(), tx -> tx.sql().execute("DELETE FROM tenant"));
        }
    }

    private void verify(ActivationPlan plan, String key) {
        var problems = new ArrayList<String>();
        for (String server : around.servers()) {
            life(plan, server, "verify", nothing(), key)
                    .path("problems")
                    .valueStream()
                    .forEach(problem -> problems.add(server + ": " + problem.asString()));
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
    }

    private tools.jackson.databind.JsonNode life(
            ActivationPlan plan, String server, String verb, ObjectNode arguments, String key) {
        String tool = server + "_tenant_" + verb;
        return calls.call(plan.business(), tool, arguments, key + "/" + tool + "/" + Canonical.sha256(arguments));
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
