package dev.bac.llm.resilience;

import java.time.Duration;

/** Sleeps; a test's does not. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
}
