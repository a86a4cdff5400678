package dev.bac.orchestrator.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Chance with a fixed seed: every start of the demo company throws the same numbers. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    /** The same id for the same record, each time. */
    static UUID id(String kind, int number) {
        return UUID.nameUUIDFromBytes(("demo/" + kind + "/" + number).getBytes(StandardCharsets.UTF_8));
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** An index, the first ones far more often: a few customers bring most of the trade. */
    int favouringTheFirst(int size) {
        double share = random.nextDouble();
        return (int) (size * share * share * share);
    }

    /** Digits for a telephone number. */
    String digits(int count) {
        var text = new StringBuilder(count);
        text.append(between(1, 9));
        while (text.length() < count) {
            text.append(between(0, 9));
        }
        return text.toString();
    }
}
