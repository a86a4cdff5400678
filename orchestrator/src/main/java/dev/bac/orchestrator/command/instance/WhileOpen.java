package dev.bac.orchestrator.command.instance;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes what a command opens, even when a signal ends the process: a PostgreSQL of our own would outlive it. A signal
 * that comes while something is still being opened waits until there is something to close.
 */
public final class WhileOpen implements AutoCloseable {
    private static final int OPENING_SECONDS = 60;

    /** Longer than closing takes. */
    private static final Duration CLOSING = Duration.ofMinutes(2);

    /** What a shell adds to a signal's number. */
    private static final int SIGNALLED = 128;

    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private final CompletableFuture<AutoCloseable> opened = new CompletableFuture<>();
    private final OptionalInt exitCode;
    private final Thread onExit = new Thread(this::stop, "stop");
    private final Runnable signals;

    /** @param exitCode of a process that a signal ends; empty: the signal's own */
    public WhileOpen(OptionalInt exitCode) {
        this.exitCode = exitCode;
        Runtime.getRuntime().addShutdownHook(onExit);
        signals = Signals.on(this::end);
    }

    /** True once a signal is ending the process: what fails from then on fails because of that. */
    public static boolean stopping() {
        return STOPPING.get();
    }

    /** Hands over what is to be closed. */
    public void opened(AutoCloseable part) {
        opened.complete(part);
    }

    /** Closes it; does nothing when a signal has come, for then that closes it. */
    @Override
    public void close() {
        opened.complete(WhileOpen::nothing);
        if (STOPPING.get()) {
            leaveToSignal();
            return;
        }
        signals.run();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return;
        }
        close(opened.join());
    }

    /** When a signal is ending the process, waits for it to be ended. */
    public static void leaveToSignal() {
        if (!STOPPING.get()) {
            return;
        }
        try {
            Thread.sleep(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(int signal) {
        if (STOPPING.getAndSet(true)) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException ending) {
            return;
        }
        stop();
        Runtime.getRuntime().halt(exitCode.orElse(SIGNALLED + signal));
    }

    private void stop() {
        STOPPING.set(true);
        try {
            close(opened.get(OPENING_SECONDS, TimeUnit.SECONDS));
            exitCode.ifPresent(Runtime.getRuntime()::halt);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            System.err.println("bac: stopped while starting; PostgreSQL may still run, and the next start ends it");
        }
    }

    private static void nothing() {}

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("did not stop cleanly", e);
        }
    }
}
