package dev.bac.agents;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Passes events on one at a time, whichever threads they come from. */
final class OneAtATime implements Consumer<AgentEvent> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Consumer<AgentEvent> consumer;

    OneAtATime(Consumer<AgentEvent> consumer) {
        this.consumer = consumer;
    }

    @Override
    public void accept(AgentEvent event) {
        lock.lock();
        try {
            consumer.accept(event);
        } finally {
            lock.unlock();
        }
    }
}
