package dev.bac.llm.gateway.web;

import dev.bac.llm.ModelException;
import dev.bac.llm.budget.BudgetExhausted;
import java.util.function.Consumer;

/** Answers that come as events: a failure before the first is a status, one after it an event. */
public final class Streaming {
    private Streaming() {}

    /**
     * Does the work.
     *
     * @param tell writes the event of a failure
     */
    public static void run(EventWriter events, Runnable work, Consumer<Refused> tell) {
        try {
            work.run();
        } catch (ModelException failure) {
            failed(events, Failures.of(failure), tell);
        } catch (BudgetExhausted spent) {
            failed(events, Failures.of(spent), tell);
        } catch (Refused refused) {
            failed(events, refused, tell);
        }
    }

    private static void failed(EventWriter events, Refused refused, Consumer<Refused> tell) {
        if (!events.begun()) {
            throw refused;
        }
        events.gather(false);
        tell.accept(refused);
    }
}
