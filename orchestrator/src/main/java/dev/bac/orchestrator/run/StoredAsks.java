package dev.bac.orchestrator.run;

import dev.bac.agents.Allowance;
import dev.bac.agents.Asks;
import dev.bac.agents.Run;
import dev.bac.agents.Transcript;
import dev.bac.llm.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The talks of a run, each message saved under the fence of the run's lease before anything goes on. */
public final class StoredAsks implements Asks {
    private final AskRows rows;
    private final RunStore runs;
    private final RunWrites writes;
    private final UUID run;
    private final InstantSource clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    public StoredAsks(AskRows rows, RunStore runs, RunWrites writes, UUID run, InstantSource clock) {
        this.rows = rows;
        this.runs = runs;
        this.writes = writes;
        this.run = run;
        this.clock = clock;
    }

    @Override
    public Talk open(Question question) {
        since.put(question.key(), clock.instant());
        return writes.write(tx -> {
            String key = question.key();
            rows.begin(tx, run, key, question.asker(), question.agent().name(), question.text());
            runs.pin(tx, run, question.agent().name(), question.agent().digest());
            List<Message> said = rows.messages(tx, run, key);
            if (said.isEmpty()) {
                said = List.of(Message.User.of(question.text()));
                rows.add(tx, run, key, 0, said.getFirst());
            }
            var next = new AtomicInteger(said.size());
            var used = rows.used(tx, run, key);
            return new Talk(
                    new Transcript(
                            said,
                            message -> writes.write(now -> rows.add(now, run, key, next.getAndIncrement(), message))),
                    new Allowance(used.worked(), used.spent(), Allowance.FRESH.longest()));
        });
    }

    @Override
    public void ended(String key, Run outcome) {
        var worked = Duration.between(since.getOrDefault(key, clock.instant()), clock.instant());
        writes.write(tx -> rows.end(tx, run, key, RunState.of(outcome), worked));
    }
}
