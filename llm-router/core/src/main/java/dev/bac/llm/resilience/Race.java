package dev.bac.llm.resilience;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Original;
import dev.bac.llm.SignOfLife;
import dev.bac.llm.candidates.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two models asked the same, the second when the first is late. Each works on a thread of its own and reports into one
 * queue; the caller's thread alone speaks to the reader, so that he hears one voice, in order, and leaving ends both. Who
 * gives the first sign of life wins; the other is interrupted, which closes its connection to the vendor.
 */
final class Race {
    /** Pieces that wait for a slow reader before the vendor has to. */
    private static final int QUEUE = 256;

    /** Who is asked what. */
    record Runner(Candidate candidate, ChatRequest request) {}

    private sealed interface Report {
        Track by();

        record Alive(Track by) implements Report {}

        record Said(Track by, String text) implements Report {}

        record Event(Track by, String data) implements Report {}

        record Answered(Track by, ChatResponse answer) implements Report {}

        record Failed(Track by, RuntimeException failure) implements Report {}
    }

    /** One runner at work. */
    private static final class Track {
        private final Runner runner;
        private int heard;
        private @Nullable Thread thread;
        private @Nullable RuntimeException failure;

        Track(Runner runner) {
            this.runner = runner;
        }

        void stop() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    private final Hedging hedging;
    private final Track first;
    private final Track second;
    private final Duration late;
    private final BlockingQueue<Report> reports = new ArrayBlockingQueue<>(QUEUE);
    private final List<Track> running = new ArrayList<>();
    private Attempts.Watching watch = Attempts.Watching.NOBODY;
    private @Nullable Track winner;

    Race(Hedging hedging, Runner first, Runner second, Duration late) {
        this.hedging = hedging;
        this.first = new Track(first);
        this.second = new Track(second);
        this.late = late;
    }

    /** @throws ModelException the first one's failure when both failed, else the winner's */
    ChatResponse run(Caller caller, Consumer<String> onText, Attempts.Watching watching) {
        watch = watching;
        long decision = System.nanoTime() + late.toNanos();
        start(first, caller);
        try {
            while (true) {
                Report report = second.thread == null && winner == null ? before(decision) : reports.take();
                if (report == null) {
                    decision = Long.MAX_VALUE;
                    if (hedging.granted(second.runner)) {
                        start(second, caller);
                    }
                } else {
                    var answer = heard(report, onText);
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                }
            }
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, "bac", "The call was cancelled", left);
        } finally {
            running.forEach(Track::stop);
        }
    }

    /** The second one's failure, when it was asked and failed too. */
    Optional<ModelException> secondFailure() {
        return second.failure instanceof ModelException failure ? Optional.of(failure) : Optional.empty();
    }

    private @Nullable Report before(long decision) throws InterruptedException {
        return decision == Long.MAX_VALUE
                ? reports.take()
                : reports.poll(Math.max(0, decision - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private Optional<ChatResponse> heard(Report report, Consumer<String> onText) {
        Track by = report.by();
        if (report instanceof Report.Failed(Track failed, RuntimeException failure)) {
            return failed(failed, failure);
        }
        if (winner == null) {
            winner = by;
            running.stream().filter(track -> track != by).forEach(Track::stop);
            watch.watch().ifPresent(by == first ? FirstWordWatch::spoke : FirstWordWatch::lost);
        }
        if (winner != by) {
            return Optional.empty();
        }
        return switch (report) {
            case Report.Alive _ -> {
                SignOfLife.tell(onText);
                yield Optional.empty();
            }
            case Report.Said(Track _, String text) -> {
                onText.accept(text);
                yield Optional.empty();
            }
            case Report.Event(Track from, String data) -> {
                handOn(original(from).orElseThrow().events(), data, onText);
                yield Optional.empty();
            }
            case Report.Answered(Track _, ChatResponse answer) -> Optional.of(whole(answer));
            case Report.Failed _ -> Optional.empty();
        };
    }

    private void handOn(Original.Events reader, String data, Consumer<String> onText) {
        if (reader.event(data)) {
            onText.accept("");
        }
        if (reports.isEmpty()) {
            reader.pause();
        }
    }

    private static Optional<Original> original(Track track) {
        return track.runner.request().options().original();
    }

    private ChatResponse whole(ChatResponse answer) {
        if (running.size() < 2) {
            return hedging.counted(answer);
        }
        Track loser = winner == first ? second : first;
        return hedging.withLoser(answer, loser.runner, loser.heard, late);
    }

    private Optional<ChatResponse> failed(Track track, RuntimeException failure) {
        track.failure = failure;
        boolean another = running.stream().anyMatch(other -> other.failure == null);
        if (winner == track) {
            original(track).ifPresent(came -> came.events().forget());
        }
        if (winner == track || (winner == null && !another)) {
            throw winner == null && first.failure != null ? first.failure : failure;
        }
        return Optional.empty();
    }

    private void start(Track track, Caller caller) {
        running.add(track);
        ChatRequest request = reporting(track);
        track.thread = Thread.ofVirtual().name("llm-hedge").start(() -> work(track, caller, request));
    }

    private void work(Track track, Caller caller, ChatRequest request) {
        try {
            ChatResponse answer = track.runner.candidate().model().chat(caller, request, new Voice(track));
            report(new Report.Answered(track, answer));
        } catch (RuntimeException failure) {
            if (!Thread.currentThread().isInterrupted()) {
                report(new Report.Failed(track, failure));
            }
        }
    }

    /** Reports what one of the two says. */
    private final class Voice implements Consumer<String>, SignOfLife {
        private final Track track;

        Voice(Track track) {
            this.track = track;
        }

        @Override
        public void accept(String text) {
            track.heard += text.length();
            report(new Report.Said(track, text));
        }

        @Override
        public void alive() {
            report(new Report.Alive(track));
        }
    }

    /** Waits while the reader is slow; an interrupt means that nobody reads any more. */
    private void report(Report report) {
        try {
            reports.put(report);
        } catch (InterruptedException lost) {
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, "bac", "Another model was faster", lost);
        }
    }

    /** The vendor's own events take the same way as the text. */
    private ChatRequest reporting(Track track) {
        ChatRequest request = track.runner.request();
        ChatOptions options = request.options();
        Optional<Original> original = options.original()
                .map(came -> new Original(came.wire(), came.body(), came.only(), data -> {
                    report(new Report.Event(track, data));
                    return false;
                }));
        return new ChatRequest(
                request.model(),
                request.messages(),
                request.tools(),
                request.maxTokens(),
                request.temperature(),
                request.timeout(),
                options.withOriginal(original));
    }
}
