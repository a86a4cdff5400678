package dev.bac.orchestrator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short version of {@code bac bench faults}; its figures are the command's to print. */
class FaultsTest {
    private static final int REQUESTS = 40;
    private static final double SCALE = 0.02;

    @Test
    void whateverOneOfThreeVendorsDoesTheOthersAnswer() throws InterruptedException {
        var faults = EnumSet.complementOf(EnumSet.of(Fault.CUT_LATER));
        var sums = new FaultTable(REQUESTS, SCALE).print(List.copyOf(faults), List.of(Way.ROUTER), System.out);
        assertThat(sums.get(Way.ROUTER).success()).isEqualTo(1);
    }

    /** What was shown cannot be taken back: those fail, the breaker spares the rest. */
    @Test
    void aStreamCutAfterAWordFailsButSoonNobodyIsSentThere() throws InterruptedException {
        var result = new FaultTrial(Fault.CUT_LATER, Way.ROUTER, REQUESTS, SCALE).run();
        assertThat(result.success()).isBetween(0.3, 0.9);
    }

    @Test
    void callsBesideALateOneStayWithinTheirCapOfAllCalls() throws InterruptedException {
        var hedged =
                new FaultTrial(Fault.SLOW, Way.HEDGED, REQUESTS, SCALE).run().hedged();
        assertThat(hedged.calls() * 100).isLessThanOrEqualTo((long) Way.HEDGES * hedged.asked());
    }

    @Test
    void theVendorIsAskedAgainOnceItIsWell() throws InterruptedException {
        for (Fault fault : List.of(Fault.ERROR_503, Fault.HANG, Fault.REFUSED, Fault.SLOW)) {
            assertThat(new FaultTrial(fault, Way.ROUTER, REQUESTS, SCALE).run().recovery())
                    .as(fault.words())
                    .isPresent();
        }
    }

    @Test
    void withoutTheRouterItsFaultsAreTheCallers() throws InterruptedException {
        var result = new FaultTrial(Fault.ERROR_500, Way.BASELINE, REQUESTS, SCALE).run();
        assertThat(result.answered()).isZero();
    }
}
