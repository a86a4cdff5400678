package dev.bac.orchestrator.config;

import dev.bac.llm.resilience.ResilienceSettings;
import dev.bac.llm.resilience.ResilienceSettings.Hedge;
import dev.bac.llm.resilience.ResilienceSettings.Load;
import dev.bac.llm.resilience.ResilienceSettings.Retry;
import dev.bac.llm.resilience.ResilienceSettings.Trip;
import dev.bac.llm.vendor.Silence;

/** Limits of the router. */
public record RouterSettings(ResilienceSettings resilience) {
    public static final RouterSettings USUAL = new RouterSettings(ResilienceSettings.USUAL);

    private static final int MOST_CALLS = 1_000_000;

    static RouterSettings read(Section section) {
        var usual = ResilienceSettings.USUAL;
        var read = new ResilienceSettings(
                retry(section.section("retry"), usual.retry()),
                breaker(section.section("breaker"), usual.breaker()),
                silence(section.section("silence"), usual.silence()),
                hedge(section.section("hedge"), usual.hedge()),
                load(section.section("concurrency"), usual.load()));
        section.done();
        return new RouterSettings(read);
    }

    private static Retry retry(Section section, Retry usual) {
        var read = new Retry(
                section.whole("attempts", usual.attempts(), 1, 10),
                section.duration("firstWait", usual.firstWait()),
                section.duration("longestWait", usual.longestWait()),
                section.whole("budgetPercent", usual.budgetPercent(), 0, 100));
        section.done();
        return read;
    }

    private static Trip breaker(Section section, Trip usual) {
        var read = new Trip(
                section.whole("window", usual.window(), 1, 1_000),
                section.whole("least", usual.least(), 1, 1_000),
                section.whole("failedPercent", usual.failedPercent(), 1, 100),
                section.duration("open", usual.open()),
                section.duration("longest", usual.longest()),
                section.duration("slow", usual.slow()),
                section.whole("slowTimes", usual.slowTimes(), 2, 1_000));
        if (read.least() > read.window()) {
            throw section.mistake("least", "must not be more than window, which is " + read.window());
        }
        section.done();
        return read;
    }

    private static Silence silence(Section section, Silence usual) {
        var read = new Silence(section.duration("first", usual.first()), section.duration("between", usual.between()));
        section.done();
        return read;
    }

    private static Hedge hedge(Section section, Hedge usual) {
        var read = new Hedge(
                section.whole("extraPercent", usual.extraPercent(), 0, 100),
                section.whole("percentile", usual.percentile(), 50, 99));
        section.done();
        return read;
    }

    private static Load load(Section section, Load usual) {
        var read = new Load(
                section.whole("most", usual.most(), 1, MOST_CALLS),
                section.whole("queue", usual.queue(), 0, MOST_CALLS),
                section.duration("wait", usual.patience()));
        section.done();
        return read;
    }
}
