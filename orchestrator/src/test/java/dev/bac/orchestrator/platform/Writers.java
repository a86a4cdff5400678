package dev.bac.orchestrator.platform;

import dev.bac.identity.Caller;
import dev.bac.tools.ToolOutcome;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** People who add contacts to a company without a pause, until they are told that it is suspended. */
final class Writers implements AutoCloseable {
    private static final int PEOPLE = 4;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger acknowledged = new AtomicInteger();

    Writers(House house, Caller caller) {
        for (int i = 0; i < PEOPLE; i++) {
            int person = i;
            threads.execute(() -> {
                for (int n = 0; added(house, caller, "Person " + person + " of " + n); n++) {
                    acknowledged.incrementAndGet();
                }
            });
        }
    }

    private static boolean added(House house, Caller caller, String name) {
        return house.outcome(caller, "crm_contact_save", "{'name': '" + name + "'}") instanceof ToolOutcome.Done;
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** How many were added in all, once nobody can add any more. */
    int untilRefused() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new AssertionError("contacts are still added");
        }
        return acknowledged.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
