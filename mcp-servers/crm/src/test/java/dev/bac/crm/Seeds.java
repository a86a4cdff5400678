package dev.bac.crm;

import java.util.Random;

/** Where random histories begin: the same in every build, others with {@code -Dseed}. */
final class Seeds {
    private static final Random SEEDS = new Random(Long.getLong("seed", 20_261_121));

    private Seeds() {}

    static synchronized long next() {
        return SEEDS.nextLong();
    }
}
