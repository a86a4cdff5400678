package dev.bac.llm.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says how far a budget reaches when spending goes on as until now: a straight line through what is spent. */
final class Forecast {
    /** Of a window's first tenth nothing is concluded: one call would make a line too steep. */
    private static final double SHORTEST = 0.1;

    private Forecast() {}

    static Pressure of(Account account, long spent, long inFlight, Instant now) {
        Period.Window window = account.window();
        double whole = seconds(window.starts(), window.ends());
        double past = Math.min(1, Math.max(SHORTEST, seconds(window.starts(), now) / whole));
        double most = Math.max(1, account.budget().most());
        double share = (spent + inFlight) / most;
        double forecast = share / past;
        Optional<Instant> end =
                forecast <= 1 ? Optional.empty() : Optional.of(window.starts().plusSeconds((long) (whole / forecast)));
        return new Pressure(account.budget(), share, forecast, end);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }
}
