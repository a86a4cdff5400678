package dev.bac.orchestrator.workflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.agents.Agent;
import dev.bac.agents.format.Definitions;
import dev.bac.agents.format.FormatException;
import dev.bac.agents.format.WorkflowFile;
import dev.bac.agents.workflow.Policies;
import dev.bac.agents.workflow.Policy;
import dev.bac.agents.workflow.Workflow;
import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each tenant's workflows and policies: those that ship and its own, of which one replaces the shipped one of its name.
 * What another node changed is seen a second later.
 */
public final class Catalogue {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
    private static final Duration SEEN = Duration.ofSeconds(1);
    private static final int TENANTS = 1_000;
    private static final int VERSIONS = 10_000;

    private final Store store;
    private final DefinitionRows rows = new DefinitionRows();
    private final Map<String, Definitions.Written> shipped = Definitions.workflows();
    private final Policies shippedPolicies = Definitions.policies();
    private final Cache<TenantId, Entries> entries =
            Caffeine.newBuilder().maximumSize(TENANTS).expireAfterWrite(SEEN).build();
    private final Cache<String, Workflow> parsed =
            Caffeine.newBuilder().maximumSize(VERSIONS).build();

    public Catalogue(Store store) {
        this.store = store;
    }

    /**
     * A workflow as a tenant has it.
     *
     * @param enabled whether its triggers start runs
     * @param own true when it is the tenant's, not what ships
     */
    public record Entry(Workflow workflow, String yaml, boolean enabled, boolean own) {}

    private record Entries(Map<String, Entry> workflows, Policies policies) {}

    /** All of a tenant, by name. */
    public Collection<Entry> all(TenantId tenant) {
        return of(tenant).workflows().values();
    }

    public Optional<Entry> find(TenantId tenant, String name) {
        return Optional.ofNullable(of(tenant).workflows().get(name));
    }

    /** The policies in force. */
    public Policies policies(TenantId tenant) {
        return of(tenant).policies();
    }

    /**
     * What policies call a workflow: its name when this very text ships with the product, {@code own/<name>} for any
     * other. So a rule that trusts what ships trusts no text that somebody put in its place.
     */
    String label(Workflow workflow) {
        return Optional.ofNullable(shipped.get(workflow.name()))
                .filter(written -> written.workflow().digest().equals(workflow.digest()))
                .map(_ -> workflow.name())
                .orElse("own/" + workflow.name());
    }

    /** A version that a run began with. */
    Optional<Workflow> version(TenantId tenant, String name, String digest) {
        Workflow known = parsed.getIfPresent(digest);
        if (known != null) {
            return Optional.of(known);
        }
        return store.read(tenant, tx -> rows.version(tx, "workflow", name, digest))
                .flatMap(yaml -> workflow(name, digest, yaml));
    }

    /** Keeps a version, so that a run that begins with it finds it again after any upgrade. */
    void keep(Tx tx, Entry entry) {
        rows.keep(
                tx,
                "workflow",
                new DefinitionRows.Version(
                        entry.workflow().name(), entry.workflow().digest(), entry.yaml(), "run"));
    }

    /**
     * Puts a workflow or a policy of the tenant's own in force.
     *
     * @return its name
     * @throws FormatException with every problem found
     */
    public String put(TenantId tenant, String yaml, String author) {
        boolean policy = Definitions.kind(yaml).equals("Policy");
        String kind = policy ? "policy" : "workflow";
        DefinitionRows.Version version;
        if (policy) {
            Policy parsedPolicy = Definitions.policy(yaml, "policy.yaml");
            version = new DefinitionRows.Version(parsedPolicy.name(), parsedPolicy.digest(), yaml, author);
        } else {
            Workflow workflow = WorkflowFile.parse(yaml, "workflow.yaml");
            version = new DefinitionRows.Version(workflow.name(), workflow.digest(), yaml, author);
        }
        store.write(tenant, tx -> {
            rows.keep(tx, kind, version);
            return rows.put(tx, kind, version.name(), version.digest());
        });
        entries.invalidate(tenant);
        return version.name();
    }

    /** Switches a workflow's triggers on or off. */
    public void enable(TenantId tenant, String name, boolean enabled) {
        enable(tenant, java.util.List.of(name), enabled);
    }

    /** The same for several. */
    public void enable(TenantId tenant, Collection<String> names, boolean enabled) {
        if (!names.isEmpty()) {
            store.write(tenant, tx -> rows.enable(tx, names, enabled));
            entries.invalidate(tenant);
        }
    }

    /** Takes the tenant's own text out of force; what ships under the name, if anything, is in force again. */
    public void remove(TenantId tenant, String kind, String name) {
        store.write(tenant, tx -> rows.remove(tx, kind, name));
        entries.invalidate(tenant);
    }

    private Entries of(TenantId tenant) {
        return entries.get(tenant, this::load);
    }

    private Entries load(TenantId tenant) {
        var workflows = new TreeMap<String, Entry>();
        shipped.forEach((name, written) ->
                workflows.put(name, new Entry(written.workflow(), written.text(), live(written.workflow()), false)));
        var policies = new LinkedHashMap<String, Policy>();
        shippedPolicies.all().forEach(policy -> policies.put(policy.name(), policy));
        for (var row : store.read(tenant, rows::all)) {
            if (row.kind().equals("policy")) {
                row.yaml()
                        .flatMap(yaml -> policy(row.name(), yaml))
                        .ifPresent(policy -> policies.put(row.name(), policy));
            } else {
                entry(row, Optional.ofNullable(workflows.get(row.name())))
                        .ifPresent(entry -> workflows.put(row.name(), entry));
            }
        }
        return new Entries(workflows, new Policies(java.util.List.copyOf(policies.values())));
    }

    private Optional<Entry> entry(DefinitionRows.Row row, Optional<Entry> shippedOne) {
        Optional<Entry> entry = row.yaml()
                .flatMap(yaml -> workflow(row.name(), row.digest().orElse(""), yaml)
                        .map(workflow -> new Entry(workflow, yaml, live(workflow), true)))
                .or(() -> shippedOne);
        return entry.map(
                one -> new Entry(one.workflow(), one.yaml(), row.enabled().orElse(one.enabled()), one.own()));
    }

    private static boolean live(Workflow workflow) {
        return workflow.about().maturity() == Agent.Maturity.LIVE;
    }

    /** A text that was right when it was stored may be wrong for a later release: it is left out, and said. */
    private Optional<Workflow> workflow(String name, String digest, String yaml) {
        Workflow known = parsed.getIfPresent(digest);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Workflow workflow = WorkflowFile.parse(yaml, name + ".yaml");
            parsed.put(workflow.digest(), workflow);
            return Optional.of(workflow);
        } catch (FormatException e) {
            LOG.warn(
                    "workflow {} no longer fits the format: {} problems",
                    name,
                    e.problems().size());
            return Optional.empty();
        }
    }

    private static Optional<Policy> policy(String name, String yaml) {
        try {
            return Optional.of(Definitions.policy(yaml, name + ".yaml"));
        } catch (FormatException e) {
            LOG.warn(
                    "policy {} no longer fits the format: {} problems",
                    name,
                    e.problems().size());
            return Optional.empty();
        }
    }
}
