package dev.bac.store.journal;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Work for later, done by whichever node is free, and by another one when that dies. Tasks are registered before
 * {@link #start}; work is scheduled in the transaction that asks for it, so that it exists when that is committed.
 */
public final class Scheduler implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Store store;
    private final String node;
    private final SchedulerLimits limits;
    private final List<Task<?>> once = new ArrayList<>();
    private final List<RecurringTask<?>> recurring = new ArrayList<>();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private com.github.kagkarlsson.scheduler.@org.jspecify.annotations.Nullable Scheduler running;

    /**
     * @param store of a schema with the migrations in {@link Fence#MIGRATIONS}
     * @param node names this node among those that share the database
     */
    public Scheduler(Store store, String node, SchedulerLimits limits) {
        this.store = store;
        this.node = node;
        this.limits = limits;
    }

    /** Registers work that {@link #schedule} asks for. When it throws, it is tried again a limited number of times. */
    public Scheduler once(String task, ScheduledCall.Handler handler) {
        once.add(Tasks.oneTime(task, String.class)
                .onFailure(new RetryLater(limits.retries(), limits.backoff()))
                .execute((instance, _) -> handler.run(call(instance))));
        return this;
    }

    /** Registers work that one node does again and again, with a pause after each time. */
    public Scheduler every(String task, Duration pause, Runnable work) {
        recurring.add(Tasks.recurring(task, FixedDelay.of(pause)).execute((_, _) -> work.run()));
        return this;
    }

    public synchronized void start() {
        var scheduler = com.github.kagkarlsson.scheduler.Scheduler.create(store.sharedSource(), once)
                .startTasks(recurring)
                .serializer(new Text())
                .schedulerName(new SchedulerName.Fixed(node))
                .threads(limits.concurrent())
                .executorService(calls)
                .pollingInterval(limits.polling())
                .heartbeatInterval(limits.heartbeat())
                .missedHeartbeatsLimit(limits.missed())
                .pollUsingLockAndFetch(0.5, 1.0)
                .shutdownMaxWait(limits.stop())
                .build();
        scheduler.start();
        running = scheduler;
    }

    /**
     * Asks for a registered task to be done once, as part of the transaction.
     *
     * @param instance names the work within tenant and task; while it waits, asking again changes nothing
     * @return false when work of that name waits already
     */
    public boolean schedule(Tx tx, String task, String instance, Instant when, JsonNode payload) {
        ObjectNode data = MAPPER.createObjectNode();
        data.put("tenant", tx.tenant().toString());
        data.put("instance", instance);
        data.set("payload", payload);
        return tx.sql()
                        .createUpdate("""
                                INSERT INTO scheduled_tasks
                                    (task_name, task_instance, task_data, execution_time, picked, version)
                                VALUES (:task, :instance, :data, :when, false, 1)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("task", task)
                        .bind("instance", tx.tenant() + "/" + instance)
                        .bind("data", data.toString().getBytes(StandardCharsets.UTF_8))
                        .bind("when", when)
                        .execute()
                == 1;
    }

    /** Takes back what waits and has not begun. @return false when there is nothing to take back */
    public boolean cancel(Tx tx, String task, String instance) {
        return tx.sql()
                        .createUpdate("""
                                DELETE FROM scheduled_tasks
                                WHERE task_name = :task AND task_instance = :instance AND NOT picked
                                """)
                        .bind("task", task)
                        .bind("instance", tx.tenant() + "/" + instance)
                        .execute()
                == 1;
    }

    private static ScheduledCall call(TaskInstance<String> instance) {
        JsonNode data = MAPPER.readTree(instance.getData());
        return new ScheduledCall(
                TenantId.parse(data.required("tenant").asString()),
                data.required("instance").asString(),
                data.required("payload"));
    }

    /** Waits for running calls as long as the limits say. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.stop();
        }
        calls.shutdown();
    }

    /** Task data is JSON text. */
    private static final class Text implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            return String.valueOf(data).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return type.cast(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
