package dev.bac.store;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/** Repeats what fails only because another process does the same at this moment: creating a role, a schema, a grant. */
final class Races {
    private static final int ATTEMPTS = 20;
    private static final Set<String> STATES = Set.of("42710", "42P06", "42P07", "23505", "XX000", "40001", "40P01");

    private Races() {}

    static void untilDecided(Runnable work) {
        untilDecided(() -> {
            work.run();
            return true;
        });
    }

    static <T> T untilDecided(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!isRace(e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static boolean isRace(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && STATES.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
