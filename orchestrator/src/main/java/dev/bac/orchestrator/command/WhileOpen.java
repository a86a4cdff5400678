package dev.bac.orchestrator.command;

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
final class WhileOpen implements AutoCloseable {
    private static final int OPENING_SECONDS = 60;
    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private final CompletableFuture<AutoCloseable> opened = new CompletableFuture<>();
    private final OptionalInt exitCode;
    private final Thread onSignal = new Thread(this::stop, "stop");

    /** @param exitCode of a process that a signal ends; empty: the signal's own */
    WhileOpen(OptionalInt exitCode) {
        this.exitCode = exitCode;
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    /** True once a signal is ending the process: what fails from then on fails because of that. */
    static boolean stopping() {
        return STOPPING.get();
    }

    /** Hands over what is to be closed. */
    void opened(AutoCloseable part) {
        opened.complete(part);
    }

    /** Closes it; does nothing when a signal has come, for then that closes it. */
    @Override
    public void close() {
        opened.complete(WhileOpen::nothing);
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            return;
        }
        close(opened.join());
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
