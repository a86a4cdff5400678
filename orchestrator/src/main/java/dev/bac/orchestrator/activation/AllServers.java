package dev.bac.orchestrator.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The same for several servers at once, a virtual thread each: they know nothing of one another, and the slowest alone
 * says how long it takes.
 */
final class AllServers {
    private AllServers() {}

    /** The answers in the order of the servers; what one of them throws is thrown, once all have ended. */
    static <S, T> List<T> ask(List<S> servers, Function<S, T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<T>>();
            for (var server : servers) {
                asked.add(threads.submit((Callable<T>) () -> work.apply(server)));
            }
            var answers = new ArrayList<T>();
            for (var one : asked) {
                answers.add(one.get());
            }
            return answers;
        } catch (ExecutionException thrown) {
            switch (thrown.getCause()) {
                case RuntimeException ours -> throw ours;
                case Error fatal -> throw fatal;
                case null, default -> throw new IllegalStateException(thrown.getCause());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the servers worked", stopped);
        }
    }
}
