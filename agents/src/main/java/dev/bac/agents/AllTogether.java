package dev.bac.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does several things at once, a virtual thread each (StructuredTaskScope is still a preview in Java 25). */
final class AllTogether {
    private AllTogether() {}

    /** The results in the order of the things; what one of them throws is thrown, once all have ended. */
    static <A, B> List<B> call(List<A> things, Function<A, B> work) {
        if (things.size() == 1) {
            return List.of(work.apply(things.getFirst()));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<B>>();
            for (var thing : things) {
                futures.add(threads.submit((Callable<B>) () -> work.apply(thing)));
            }
            var results = new ArrayList<B>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw new IllegalStateException(thrown.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tools ran", stopped);
        }
    }
}
