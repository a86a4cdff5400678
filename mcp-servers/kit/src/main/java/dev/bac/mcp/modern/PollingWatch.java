package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.wire.ServerNotification;
import dev.bac.mcp.wire.SubscriptionFilter;
import dev.bac.mcp.wire.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks again and again: any copy of the server may have made the change, and the database is what they share. What the
 * caller may not see, or may no longer see, looks as if it did not change.
 */
final class PollingWatch implements Watch {
    /** Most records and most tasks of one subscription. */
    private static final int MOST = 10;

    /** Records are looked at every so many turns, because each look is a read that is audited; tasks at each. */
    private static final int RECORD_TURNS = 5;

    /** Lists are longer to read than a record. */
    private static final int LISTING_TURNS = 10;

    private final Caller caller;
    private final Function<String, Optional<JsonNode>> records;
    private final Supplier<List<String>> listing;
    private final TaskBoard tasks;
    private final SubscriptionFilter agreed;
    private final Map<String, Optional<Integer>> seenRecords = new HashMap<>();
    private final Map<String, JsonNode> seenTasks = new HashMap<>();
    private Optional<List<String>> seenListing;
    private int turn;

    /** @param listing the addresses that {@code resources/list} shows now */
    PollingWatch(
            Caller caller,
            SubscriptionFilter wanted,
            Function<String, Optional<JsonNode>> records,
            Supplier<List<String>> listing,
            TaskBoard tasks) {
        this.caller = caller;
        this.listing = listing;
        this.seenListing = wanted.resources() ? Optional.of(listing.get()) : Optional.empty();
        this.records = records;
        this.tasks = tasks;
        wanted.uris().stream()
                .distinct()
                .limit(MOST)
                .filter(uri -> look(uri).isPresent())
                .forEach(uri -> seenRecords.put(uri, look(uri)));
        wanted.tasks().stream().distinct().limit(MOST).forEach(id -> tasks.find(caller, id)
                .ifPresent(task -> seenTasks.put(id, task.json())));
        this.agreed = new SubscriptionFilter(
                null,
                null,
                wanted.resources() ? true : null,
                orAbsent(wanted.uris(), seenRecords.keySet().stream().toList()),
                orAbsent(wanted.tasks(), seenTasks.keySet().stream().toList()));
    }

    private static @Nullable List<String> orAbsent(List<String> wanted, List<String> granted) {
        return wanted.isEmpty() ? null : granted;
    }

    @Override
    public SubscriptionFilter agreed() {
        return agreed;
    }

    @Override
    public List<ServerNotification> next(Duration atMost) throws InterruptedException {
        Thread.sleep(atMost);
        var changes = new ArrayList<ServerNotification>();
        for (var id : List.copyOf(seenTasks.keySet())) {
            tasks.find(caller, id).filter(task -> changed(id, task)).ifPresent(task -> {
                changes.add(new ServerNotification.TaskChanged(task));
                if (task.ended()) {
                    seenTasks.remove(id);
                }
            });
        }
        if (++turn % RECORD_TURNS == 0) {
            seenRecords.replaceAll((uri, before) -> {
                var now = look(uri);
                if (!now.equals(before)) {
                    changes.add(new ServerNotification.ResourceUpdated(uri));
                }
                return now;
            });
        }
        if (turn % LISTING_TURNS == 0 && seenListing.isPresent()) {
            var now = listing.get();
            if (!now.equals(seenListing.get())) {
                seenListing = Optional.of(now);
                changes.add(new ServerNotification.ResourcesChanged());
            }
        }
        return changes;
    }

    private boolean changed(String id, Task task) {
        var now = task.json();
        return !now.equals(seenTasks.put(id, now));
    }

    private Optional<Integer> look(String uri) {
        return records.apply(uri).map(JsonNode::hashCode);
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {}
}
