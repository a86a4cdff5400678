package dev.bac.tools.mcp.foreign;

import dev.bac.identity.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pins of one process, for tests and for trying a server out. */
public final class InMemoryPins implements Pins {
    private static final int MAX_TOOLS = 10_000;

    private final Map<String, String> hashes = new TreeMap<>();
    private final Map<String, Quarantined> waiting = new TreeMap<>();

    @Override
    public synchronized Map<String, String> accepted(TenantId tenant, String server) {
        var found = new TreeMap<String, String>();
        var prefix = key(tenant, server, "");
        hashes.forEach((key, hash) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), hash);
            }
        });
        return found;
    }

    @Override
    public synchronized void first(TenantId tenant, String server, Map<String, String> seen) {
        if (hashes.size() + seen.size() > MAX_TOOLS) {
            throw new IllegalStateException("more than " + MAX_TOOLS + " tools are pinned");
        }
        seen.forEach((tool, hash) -> hashes.putIfAbsent(key(tenant, server, tool), hash));
    }

    @Override
    public synchronized void accept(TenantId tenant, String server, String tool, String hash) {
        hashes.put(key(tenant, server, tool), hash);
        waiting.remove(key(tenant, server, tool));
    }

    @Override
    public synchronized void quarantine(TenantId tenant, String server, List<Quarantined> changed) {
        waiting.keySet().removeIf(key -> key.startsWith(key(tenant, server, "")));
        changed.forEach(one -> waiting.put(key(tenant, server, one.changed().name()), one));
    }

    @Override
    public synchronized List<Quarantined> waiting(TenantId tenant) {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(tenant.value() + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String key(TenantId tenant, String server, String tool) {
        return tenant.value() + "/" + server + "/" + tool;
    }
}
