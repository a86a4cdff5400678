package dev.bac.mcp.modern;

import dev.bac.mcp.wire.ServerNotification;
import dev.bac.mcp.wire.SubscriptionFilter;
import java.time.Duration;
import java.util.List;

/** A look-out for changes, for one subscription. */
public interface Watch extends AutoCloseable {

    /** What of the wish is granted. */
    SubscriptionFilter agreed();

    /** Waits for changes; nothing when none came in time. */
    List<ServerNotification> next(Duration atMost) throws InterruptedException;

    /** Whether the server wants to end it. */
    boolean ended();

    @Override
    void close();
}
