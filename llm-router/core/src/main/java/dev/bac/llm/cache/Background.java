package dev.bac.llm.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** Does work on threads of its own, so much at once; what comes beyond is dropped: it is a cache's learning, no duty. */
public final class Background implements Executor, AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free;

    /** @param atOnce most pieces of work at once */
    public Background(int atOnce) {
        this.free = new Semaphore(atOnce);
    }

    @Override
    public void execute(Runnable work) {
        if (!free.tryAcquire()) {
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException closed) {
            free.release();
        }
    }

    /** Breaks off what is at work. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
