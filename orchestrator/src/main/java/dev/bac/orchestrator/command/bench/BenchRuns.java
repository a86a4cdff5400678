package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.conversation.EventLog;
import dev.bac.orchestrator.conversation.EventReader;
import dev.bac.orchestrator.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs of all kinds, begun as a person's are. */
final class BenchRuns {
    private static final String AGENT = "invoicing-clerk";
    private static final int PARKING = 32;
    private static final String WAITS = """
            apiVersion: bac/v1
            kind: Workflow
            metadata: {name: bench-waits, title: Waits, department: Tests, maturity: live}
            description: Waits for a measurement.
            steps: [{id: pause, wait: {time: 240h}}]
            """;

    private final Platform platform;
    private final Caller caller;
    private final SlowModel model;
    private final AtomicInteger count = new AtomicInteger();
    private int parked;

    BenchRuns(Platform platform, Caller caller, SlowModel model) {
        this.platform = platform;
        this.caller = caller;
        this.model = model;
        platform.workflows().catalogue().put(caller.tenant(), WAITS, "bench");
    }

    /** How runs ended. */
    record Ended(int answered, int failed) {}

    /** Begins so many that wait, half of them for a person and half for time, and returns when they do. */
    void park(int runs) throws InterruptedException {
        var room = new Semaphore(PARKING);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < runs; i++) {
                room.acquire();
                boolean chat = i % 2 == 0;
                threads.execute(() -> {
                    try {
                        if (chat) {
                            say("park " + count.incrementAndGet());
                        } else {
                            platform.workflows()
                                    .desk()
                                    .start(
                                            caller,
                                            "bench-waits",
                                            JsonNodeFactory.instance.objectNode(),
                                            Optional.empty());
                        }
                    } finally {
                        room.release();
                    }
                });
            }
        }
        parked += runs;
        while (waiting() < parked) {
            Thread.sleep(200);
        }
    }

    /** How many wait now; those of workflows take a moment to come to it. */
    private long waiting() {
        return platform.access().store().read(caller.tenant(), tx -> tx.sql()
                .createQuery("""
                        SELECT (SELECT count(*) FROM run WHERE state = 'awaiting_approval')
                             + (SELECT count(*) FROM workflow_run WHERE state = 'waiting')""")
                .mapTo(Long.class)
                .one());
    }

    /** So many at once, one after the other, for that time; then those that are under way end. */
    Ended work(int active, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        var answered = new AtomicInteger();
        var failed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < active; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        (workOnce() ? answered : failed).incrementAndGet();
                    }
                });
            }
        }
        return new Ended(answered.get(), failed.get());
    }

    private boolean workOnce() {
        String said = "work " + count.incrementAndGet();
        model.begins(said);
        try {
            return say(said).equals("answered");
        } catch (RuntimeException refused) {
            return false;
        } finally {
            model.ended(said);
        }
    }

    /** Begins so many that go on until the model lets them go. */
    List<UUID> hold(int runs) {
        var conversations = new ArrayList<UUID>();
        for (int i = 0; i < runs; i++) {
            var conversation = platform.conversations().create(caller, Optional.of(AGENT), "");
            platform.conversations().answer(caller, conversation.id(), "hold " + i, Optional.empty());
            conversations.add(conversation.id());
        }
        return conversations;
    }

    /** @return how the run ended, or the state in which it waits */
    private String say(String text) {
        var conversation = platform.conversations().create(caller, Optional.of(AGENT), "");
        long before = platform.conversations().answer(caller, conversation.id(), text, Optional.empty());
        var last = new Last();
        platform.conversations().follow(caller, conversation.id(), before, last);
        return last.state;
    }

    /** Reads to the end. */
    private static final class Last implements EventReader {
        private String state = "";

        @Override
        public void event(EventLog.Event event) {
            if (event.type().equals("done")) {
                state = event.data().path("state").asString("");
            }
        }

        @Override
        public void idle() {
            // It goes on.
        }
    }
}
