package dev.bac.orchestrator.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts that run, in the order they were started. */
final class Started implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Started.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Has a part stopped with the others. */
    <T extends AutoCloseable> T opened(T part) {
        parts.addLast(part);
        return part;
    }

    /** Stops everything, the last part first. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.removeLast().close();
            } catch (Exception e) {
                LOG.warn("a part did not stop cleanly", e);
            }
        }
    }
}
