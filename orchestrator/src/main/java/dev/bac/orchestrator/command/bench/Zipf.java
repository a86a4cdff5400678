package dev.bac.orchestrator.command.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Numbers below a bound, of which the n-th is asked for 1/n as often as the first: a few accounts get most transfers. */
final class Zipf {
    private final double[] upTo;

    Zipf(int bound) {
        upTo = new double[bound];
        double sum = 0;
        for (int i = 0; i < bound; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
    }

    int next(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, upTo.length - 1);
    }
}
