package dev.bac.mcp;

import dev.bac.store.Audit;
import dev.bac.store.Store;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a call's own transaction when its tool has a {@link LastingHandler}. */
record Continuation(Store store) {
    private static final Logger LOG = LoggerFactory.getLogger(Continuation.class);
    private static final int MOST_STEPS = 100_000;

    /** Goes on until all is done, was stopped, or the thread is interrupted: then it can be gone on with later. */
    ToolAnswer finish(WriteCall call, ToolAnswer.Result begun, ProgressSink progress) {
        long told = -1;
        for (int step = 0; step < MOST_STEPS && !Thread.currentThread().isInterrupted(); step++) {
            Going going;
            try {
                going = store.write(call.caller().tenant(), tx -> {
                    CallRecords.refuseSuspended(tx);
                    var after = call.ready().step(call.caller(), tx, begun.content());
                    if (after.ended()) {
                        Audit.write(
                                tx, CallRecords.entry(call.caller(), call.tool().name(), "finished", Map.of()));
                    }
                    return after;
                });
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    LOG.debug("a step of {} was interrupted", call.tool().name(), e);
                    return interrupted(call);
                }
                throw e;
            }
            if (going.ended()) {
                return going.result();
            }
            if (going.done() > told) {
                told = going.done();
                progress.tell(told, going.total(), going.summary());
            }
        }
        return interrupted(call);
    }

    private static ToolAnswer.Refused interrupted(WriteCall call) {
        return new ToolAnswer.Refused(
                "cancelled",
                "The call was cancelled before all was done. "
                        + call.key()
                                .map(_ -> "Repeat it with the same " + CallOptions.KEY + " to go on.")
                                .orElse("What was done until then stays."));
    }

    Going standing(WriteCall call, ToolAnswer.Result begun) {
        return store.read(call.caller().tenant(), tx -> call.ready().standing(call.caller(), tx, begun.content()));
    }

    void stop(WriteCall call, ToolAnswer.Result begun) {
        boolean _ = store.write(call.caller().tenant(), tx -> {
            call.ready().stop(call.caller(), tx, begun.content());
            Audit.write(tx, CallRecords.entry(call.caller(), call.tool().name(), "stopped", Map.of()));
            return true;
        });
    }
}
