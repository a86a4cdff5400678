package dev.bac.tools.mcp.foreign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pins of one process, for tests and for trying a server out. */
public final class InMemoryPins implements Pins {
    private static final int MAX_TOOLS = 10_000;

    private final Map<String, String> hashes = new TreeMap<>();
    private final Map<String, Quarantined> waiting = new TreeMap<>();

    @Override
    public synchronized Optional<String> accepted(String server, String tool) {
        return Optional.ofNullable(hashes.get(key(server, tool)));
    }

    @Override
    public synchronized void accept(String server, String tool, String hash) {
        if (hashes.size() >= MAX_TOOLS && !hashes.containsKey(key(server, tool))) {
            throw new IllegalStateException("more than " + MAX_TOOLS + " tools are pinned");
        }
        hashes.put(key(server, tool), hash);
        waiting.remove(key(server, tool));
    }

    @Override
    public synchronized void quarantine(Quarantined changed) {
        waiting.put(key(changed.server(), changed.changed().name()), changed);
    }

    @Override
    public synchronized List<Quarantined> waiting() {
        return List.copyOf(waiting.values());
    }

    private static String key(String server, String tool) {
        return server + "/" + tool;
    }
}
