package dev.bac.messaging.vendor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Carries messages of one channel, such as {@link SmtpVendor} and {@link TwilioVendor}. */
public interface Vendor {

    /** Such as {@code smtp}; also the step of a webhook's address after {@code /webhooks}. */
    String name();

    /**
     * Hands a message over, once, within a limited time. It is not told by exception how that ended: whether a message
     * may have left is what {@link Submission} is about.
     */
    Submission submit(Outgoing message);

    /** True when the vendor itself tells a person who wrote STOP that they will get no more, and takes nothing from us. */
    default boolean confirmsStop() {
        return false;
    }

    /** How many messages one request may carry. */
    default int atOnce() {
        return 1;
    }

    /**
     * Hands several over, in one request or at once in many; how each ended, in their order.
     *
     * @param messages any number up to what the caller may have under way
     */
    default List<Submission> submitAll(List<Outgoing> messages) {
        if (messages.size() == 1) {
            return List.of(submit(messages.getFirst()));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var going = messages.stream()
                    .map(message -> threads.submit(() -> submit(message)))
                    .toList();
            var ends = new ArrayList<Submission>();
            for (Future<Submission> one : going) {
                ends.add(end(one));
            }
            return ends;
        }
    }

    private static Submission end(Future<Submission> going) {
        try {
            return going.get();
        } catch (ExecutionException e) {
            return new Submission.Unclear("The vendor's adapter failed; it may have been sent.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Submission.Unclear("We stopped while the vendor was answering; it may have been sent.");
        }
    }

    /** True when the vendor takes a message's id as a key, so that handing it over again does not send it again. */
    default boolean repeatable() {
        return false;
    }

    /**
     * How long after a submission the vendor can say whether it arrived, by {@link #arrived}; empty when it never can.
     */
    default Optional<Duration> knowsAfter() {
        return Optional.empty();
    }

    /** Whether each of these messages arrived there; one of which the vendor did not say so is left out. */
    default Map<UUID, Boolean> arrived(List<UUID> messages) {
        return Map.of();
    }
}
