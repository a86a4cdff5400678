package dev.bac.orchestrator.agent;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.agent.AgentAuthoring.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agents kept as files in {@code <data>/agents/<tenant>}: looked at again and again, taken in when they change. A file
 * that is wrong leaves the version before it in force, and is told in the log and in the listing.
 */
public final class AgentFolders {
    private static final Logger LOG = LoggerFactory.getLogger(AgentFolders.class);
    private static final int DEEPEST = 5;
    private static final int MOST_FILES = 500;

    private final Path folder;
    private final AgentAuthoring authoring;
    private final TenantAgents agents;
    private final ConcurrentMap<TenantId, Map<String, Seen>> seen = new ConcurrentHashMap<>();

    public AgentFolders(Path folder, AgentAuthoring authoring, TenantAgents agents) {
        this.folder = folder;
        this.authoring = authoring;
        this.agents = agents;
    }

    /** A file that cannot be used, with what is wrong, a line each. */
    public record Broken(String file, String problem) {}

    private record Seen(long changed, long size, String problem) {}

    /** The files of a tenant that cannot be used. */
    public List<Broken> broken(TenantId tenant) {
        return seen.getOrDefault(tenant, Map.of()).entrySet().stream()
                .filter(file -> !file.getValue().problem().isEmpty())
                .map(file -> new Broken(file.getKey(), file.getValue().problem()))
                .toList();
    }

    /** False when there is no folder to look into. */
    public boolean any() {
        return Files.isDirectory(folder);
    }

    /** Looks at a tenant's files; only what has changed since the last look is read. */
    public void look(TenantId tenant, String slug) {
        Path own = folder.resolve(slug);
        if (!own.normalize().startsWith(folder) || !Files.isDirectory(folder)) {
            return;
        }
        var before = seen.getOrDefault(tenant, Map.of());
        var now = new TreeMap<String, Seen>();
        for (var found : files(own).entrySet()) {
            Seen old = before.get(found.getKey());
            BasicFileAttributes is = found.getValue();
            long changed = is.lastModifiedTime().toMillis();
            now.put(
                    found.getKey(),
                    old != null && old.changed() == changed && old.size() == is.size()
                            ? old
                            : new Seen(changed, is.size(), take(tenant, own, found.getKey())));
        }
        seen.put(tenant, now);
        agents.own(tenant).values().stream()
                .filter(agent ->
                        agent.file().filter(file -> !now.containsKey(file)).isPresent())
                .toList()
                .forEach(agent -> {
                    LOG.info("agent {} of {} is gone with its file", agent.name(), slug);
                    authoring.fileGone(tenant, agent.name());
                });
    }

    /** @return what is wrong with it; empty when it was taken */
    private String take(TenantId tenant, Path own, String file) {
        try {
            var agent = authoring.take(tenant, read(own.resolve(file)), new AgentAuthoring.FromFile(file));
            agents.own(tenant).values().stream()
                    .filter(other -> other.file().filter(file::equals).isPresent()
                            && !other.name().equals(agent.name()))
                    .toList()
                    .forEach(renamed -> authoring.fileGone(tenant, renamed.name()));
            LOG.info("agent {} taken from {}", agent.name(), file);
            return "";
        } catch (Rejected e) {
            String problem = e.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
            LOG.warn("agent file not taken, the version before it stays: {}", problem);
            return problem;
        } catch (CharacterCodingException e) {
            return file + ":1:1: not UTF-8";
        } catch (IOException e) {
            return file + ":1:1: cannot be read; check its permissions";
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > 4L * AgentAuthoring.LONGEST) {
            return "#".repeat(AgentAuthoring.LONGEST + 1);
        }
        return Files.readString(file);
    }

    private static Map<String, BasicFileAttributes> files(Path own) {
        if (!Files.isDirectory(own)) {
            return Map.of();
        }
        var files = new HashMap<String, BasicFileAttributes>();
        try (var found = Files.find(
                own,
                DEEPEST,
                (path, is) ->
                        is.isRegularFile() && path.getFileName().toString().endsWith(".yaml"))) {
            found.sorted().limit(MOST_FILES).forEach(path -> {
                try {
                    files.put(
                            own.relativize(path).toString().replace('\\', '/'),
                            Files.readAttributes(path, BasicFileAttributes.class));
                } catch (IOException e) {
                    LOG.info("an agent file went while it was looked at");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
