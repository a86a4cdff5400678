package dev.bac.orchestrator.agent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.format.AgentFile;
import dev.bac.agents.format.Fleet;
import dev.bac.agents.format.FormatException;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.agent.AgentStore.Stored;
import dev.bac.prompts.PromptLibrary;
import dev.bac.prompts.TextFolder;
import dev.bac.store.Store;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each tenant's library: the agents that ship and its own, of which one replaces the shipped one of its name. What
 * another node changed is seen a second later.
 */
public final class TenantAgents {
    private static final Logger LOG = LoggerFactory.getLogger(TenantAgents.class);
    private static final Duration SEEN = Duration.ofSeconds(1);
    private static final int TENANTS = 1_000;
    private static final int VERSIONS = 10_000;
    private static final int MOST_VERSIONS = 200;

    private final AgentStore store;
    private final AgentFile format = new AgentFile(PromptLibrary.shipped());
    private final AgentLibrary shipped = Fleet.shipped();
    private final Map<String, String> shippedFiles = shippedFiles();
    private final Cache<TenantId, Library> libraries =
            Caffeine.newBuilder().maximumSize(TENANTS).expireAfterWrite(SEEN).build();
    private final Cache<String, Agent> parsed =
            Caffeine.newBuilder().maximumSize(VERSIONS).build();

    private final Cache<String, Boolean> kept =
            Caffeine.newBuilder().maximumSize(VERSIONS).build();

    public TenantAgents(Store store) {
        this.store = new AgentStore(store);
    }

    private record Library(AgentLibrary agents, Map<String, Stored> own) {}

    /** Where an agent comes from, and its text. */
    public record Source(String origin, Optional<String> file, String yaml) {
        /** Its origin when it ships with the product. */
        public static final String SHIPPED = "shipped";
    }

    /** The agents that ship with the product, which every tenant has. */
    public AgentLibrary shipped() {
        return shipped;
    }

    /** All agents of a tenant. */
    public AgentLibrary library(TenantId tenant) {
        return of(tenant).agents();
    }

    /** The library with some agents in the versions of these digests, as far as they can still be had. */
    public AgentLibrary library(TenantId tenant, Map<String, String> pinned) {
        var agents = new LinkedHashMap<String, Agent>();
        library(tenant).all().forEach(agent -> agents.put(agent.name(), agent));
        pinned.forEach((name, digest) -> {
            boolean same = agents.containsKey(name)
                    && Objects.requireNonNull(agents.get(name)).digest().equals(digest);
            if (!same) {
                store.version(tenant, name, digest)
                        .flatMap(yaml -> parse(name, digest, yaml))
                        .or(() -> shipped.find(name)
                                .filter(agent -> agent.digest().equals(digest)))
                        .ifPresent(agent -> agents.put(name, agent));
            }
        });
        return new AgentLibrary(agents.values());
    }

    /** Every version of an agent that was in force for the tenant, and those that its runs began with; newest first. */
    public List<AgentVersion> versions(TenantId tenant, String name) {
        return store.versions(tenant, name, MOST_VERSIONS);
    }

    /** The text of a version by the beginning of its hash; empty when none begins so, or several do. */
    public Optional<String> version(TenantId tenant, String name, String hash) {
        var fitting = versions(tenant, name).stream()
                .map(AgentVersion::hash)
                .filter(digest -> digest.startsWith(hash))
                .toList();
        return fitting.size() == 1 ? store.version(tenant, name, fitting.getFirst()) : Optional.empty();
    }

    /** Keeps the text of an agent that ships, so that a run which began with it can go on after the next release. */
    public void keep(TenantId tenant, Agent agent) {
        var text = shippedFiles.get(agent.name());
        boolean ships = shipped.find(agent.name())
                .filter(one -> one.digest().equals(agent.digest()))
                .isPresent();
        if (ships && text != null && kept.getIfPresent(tenant + agent.digest()) == null) {
            store.keep(tenant, agent.name(), agent.digest(), text, "shipped");
            kept.put(tenant + agent.digest(), true);
        }
    }

    /** Where a tenant's agent comes from. */
    public Source source(TenantId tenant, String name) {
        return Optional.ofNullable(of(tenant).own().get(name))
                .map(own -> new Source(own.file().isPresent() ? "file" : "api", own.file(), own.yaml()))
                .orElseGet(() -> new Source(Source.SHIPPED, Optional.empty(), shippedFiles.getOrDefault(name, "")));
    }

    AgentFile format() {
        return format;
    }

    Map<String, Stored> own(TenantId tenant) {
        return of(tenant).own();
    }

    boolean put(TenantId tenant, Stored agent, String author) {
        boolean done = store.put(tenant, agent, author);
        libraries.invalidate(tenant);
        return done;
    }

    void remove(TenantId tenant, String name) {
        store.remove(tenant, name);
        libraries.invalidate(tenant);
    }

    private Library of(TenantId tenant) {
        return libraries.get(tenant, this::load);
    }

    private Library load(TenantId tenant) {
        var own = new LinkedHashMap<String, Stored>();
        var agents = new LinkedHashMap<String, Agent>();
        shipped.all().forEach(agent -> agents.put(agent.name(), agent));
        for (Stored stored : store.all(tenant)) {
            parse(stored.name(), stored.digest(), stored.yaml()).ifPresent(agent -> {
                own.put(stored.name(), stored);
                agents.put(stored.name(), agent);
            });
        }
        return new Library(new AgentLibrary(List.copyOf(agents.values())), own);
    }

    /** A text that was right when it was stored may be wrong for a later release: it is left out, and said. */
    private Optional<Agent> parse(String name, String digest, String yaml) {
        Agent known = parsed.getIfPresent(digest);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Agent agent = format.parse(yaml, name + ".yaml");
            parsed.put(digest, agent);
            return Optional.of(agent);
        } catch (FormatException e) {
            LOG.warn(
                    "agent {} of version {} no longer fits the format: {} problems",
                    name,
                    digest,
                    e.problems().size());
            return Optional.empty();
        }
    }

    /** The files of the agents that ship, by the agent's name, which is the file's. */
    private static Map<String, String> shippedFiles() {
        var folder =
                Objects.requireNonNull(Fleet.class.getResource("/dev/bac/agents/library"), "the library of agents");
        var files = new LinkedHashMap<String, String>();
        TextFolder.read(folder, ".yaml")
                .forEach((path, text) -> files.put(path.replaceFirst(".*/", "").replace(".yaml", ""), text));
        return files;
    }
}
