package dev.bac.orchestrator.activation;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Members;
import dev.bac.orchestrator.workflow.Catalogue;
import dev.bac.store.Store;
import dev.bac.tools.Canonical;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The effects of the seven steps, each of which may be repeated without harm, and of taking them back. */
public final class Making {
    private final House house;
    private final PlatformCalls calls;
    private final Surroundings around;

    /** The orchestrator's own tables. */
    public record House(Store store, Companies companies, Members members, Catalogue workflows) {}

    /**
     * What a new business finds here.
     *
     * @param servers names of the domain servers
     * @param agents names of the agents there are
     * @param channels names of the channels with a vendor
     * @param address where people reach it
     * @param folder of this installation's data
     */
    public record Surroundings(
            List<String> servers, Set<String> agents, Set<String> channels, String address, Path folder) {}

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
            case 4 -> integrations(plan);
            case 5 -> seedData(plan, key);
            case 6 -> new DomainPapers(around.folder(), around.address()).write(plan);
            case 7 -> copilots(plan, key);
            default -> throw new IllegalArgumentException("there is no step " + step.position());
        };
    }

    private String infrastructure(ActivationPlan plan) {
        house.store().tenants().admit(plan.business(), plan.settings());
        var company = house.companies().create(plan.business(), plan.slug(), plan.settings());
        house.members().enrol(company.id(), plan.createdBy(), Set.of(Role.ADMIN));
        house.store().tenants().rule(plan.business(), plan.rules().toString());
        String level = plan.profile().path("plan").asString("SHARED").toLowerCase(Locale.ROOT);
        var domains = plan.domains().stream().map(ActivationPlan.Domain::name).toList();
        return "The company \"" + company.slug() + "\" is recorded on plan " + level + ", and "
                + plan.createdBy() + " is its admin."
                + new KubernetesPapers(around.folder()).write(plan.business(), company.slug(), level, domains);
    }

    private String databases(ActivationPlan plan, String key) {
        String servers = String.join(", ", around.servers()) + ".";
        if (plan.prepared()) {
            return "Taken from the prepared ones: " + servers;
        }
        var settings = settings(plan);
        AllServers.ask(around.servers(), server -> life(plan, server, "prepare", settings, key));
        return "Prepared: " + servers;
    }

    private static ObjectNode settings(ActivationPlan plan) {
        return nothing()
                .put("name", plan.settings().name())
                .put("currency", plan.settings().currency().getCurrencyCode())
                .put("zone", plan.settings().zone().getId())
                .put("locale", plan.settings().locale().toLanguageTag());
    }

    /** One that was prepared beforehand was checked then, and learns its name and currency with its rules. */
    private String services(ActivationPlan plan, String key) {
        var rules = nothing().put("state", "ACTIVE");
        rules.set("entitlements", plan.rules());
        if (plan.prepared()) {
            rules.set("settings", settings(plan));
        }
        AllServers.ask(around.servers(), server -> life(plan, server, "rule", rules, key));
        if (!plan.prepared()) {
            verify(plan, key);
        }
        return "All " + around.servers().size() + " servers answer for the company and find nothing wrong.";
    }

    private String integrations(ActivationPlan plan) {
        String channels = List.of("EMAIL", "SMS", "WHATSAPP").stream()
                .filter(channel -> plan.has(channel.toLowerCase(Locale.ROOT)))
                .map(
                        channel -> channel
                                + (around.channels().contains(channel)
                                        ? ": a vendor is configured."
                                        : ": no vendor is configured, so messages are held; add one under messaging in bac.yaml."))
                .collect(Collectors.joining(" "));
        String wished = Stream.of("payments", "messengers")
                .flatMap(list -> plan.profile().path(list).valueStream())
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        return channels
                + (wished.isEmpty()
                        ? ""
                        : " To be connected by a person, with the business's own contract: " + wished + ".");
    }

    private String seedData(ActivationPlan plan, String key) {
        var seeds = PresetSeeds.of(plan);
        AllServers.ask(List.copyOf(seeds.entrySet()), seed -> life(plan, seed.getKey(), "seed", seed.getValue(), key));
        var known = plan.workflows().stream()
                .filter(workflow ->
                        house.workflows().find(plan.business(), workflow).isPresent())
                .toList();
        house.workflows().enable(plan.business(), known, true);
        return "Seeded from the preset " + plan.preset().path("id").asString("")
                + ": pipeline, items, accounts of the chart "
                + plan.profile().path("chart").asString("") + ", templates; at work: "
                + String.join(", ", known) + ". Prices begin at 0." + taxes(plan);
    }

    /** Rates change, and which one applies is the business's own affair: a person checks them. */
    private static String taxes(ActivationPlan plan) {
        String usual = plan.profile()
                .path("taxes")
                .valueStream()
                .map(tax ->
                        tax.path("code").asString("") + " (" + tax.path("name").asString("") + ")")
                .collect(Collectors.joining(", "));
        return usual.isEmpty()
                ? " Which sales taxes apply is for a person to find out; an invoice names its rate."
                : " Taxes that invoices can name: " + usual + "; a person checks that they are right for the business.";
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
        String slug = house.companies().find(plan.business()).orElseThrow().slug();
        return "Ready for its people: " + String.join(", ", plan.agents()) + ". " + plan.createdBy()
                + " signs in there with a key of ./bac keys create --tenant " + slug + " --role admin --user "
                + plan.createdBy()
                + ".";
    }

    /** Takes everything away again; nobody is let in meanwhile. */
    void takeBack(ActivationPlan plan, String key) {
        house.companies().close(plan.business());
        for (String server : around.servers().reversed()) {
            life(plan, server, "purge", nothing(), key);
        }
        if (house.store().tenants().state(plan.business()).isPresent()) {
            house.store().asOwner(plan.business(), tx -> {
                tx.sql().execute("DELETE FROM definition");
                return tx.sql().execute("DELETE FROM tenant");
            });
        }
        new DomainPapers(around.folder(), around.address()).remove(plan.business());
        new KubernetesPapers(around.folder()).remove(plan.business());
        house.companies().discard(plan.business());
    }

    private void verify(ActivationPlan plan, String key) {
        var problems = AllServers.ask(around.servers(), server -> life(plan, server, "verify", nothing(), key)
                        .path("problems")
                        .valueStream()
                        .map(problem -> server + ": " + problem.asString())
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
    }

    private JsonNode life(ActivationPlan plan, String server, String verb, ObjectNode arguments, String key) {
        String tool = server + "_tenant_" + verb;
        return calls.call(plan.business(), tool, arguments, key + "/" + tool + "/" + Canonical.sha256(arguments));
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
