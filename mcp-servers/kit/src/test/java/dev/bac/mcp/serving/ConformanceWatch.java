package dev.bac.mcp.serving;

import dev.bac.mcp.modern.Watch;
import dev.bac.mcp.wire.ServerNotification;
import dev.bac.mcp.wire.SubscriptionFilter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A subscription to changes that fixtures make. */
record ConformanceWatch(SubscriptionFilter agreed, BlockingQueue<ServerNotification> queue, Hub hub) implements Watch {

    /** All that are open. */
    record Hub(Set<ConformanceWatch> open) {
        Hub() {
            this(ConcurrentHashMap.newKeySet());
        }

        ConformanceWatch open(SubscriptionFilter wanted) {
            var watch = new ConformanceWatch(wanted, new LinkedBlockingQueue<>(), this);
            open.add(watch);
            return watch;
        }

        void tell(ServerNotification change) {
            open.stream().filter(watch -> watch.wants(change)).forEach(watch -> watch.queue()
                    .add(change));
        }
    }

    private boolean wants(ServerNotification change) {
        return switch (change) {
            case ServerNotification.ToolsChanged _ -> agreed.tools();
            case ServerNotification.PromptsChanged _ -> agreed.prompts();
            default -> false;
        };
    }

    @Override
    public List<ServerNotification> next(Duration atMost) throws InterruptedException {
        var change = queue.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        return change == null ? List.of() : List.of(change);
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {
        hub.open().remove(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
