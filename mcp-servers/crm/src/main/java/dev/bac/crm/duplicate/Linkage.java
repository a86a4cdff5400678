package dev.bac.crm.duplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which rows of a table mean the same thing, whatever its columns are: the model of Fellegi and Sunter ("A Theory for
 * Record Linkage", 1969). Each column that two rows agree or disagree in adds a weight, the logarithm of how much
 * likelier that is between two rows of one thing (m) than between rows of two (u).
 *
 * <p>Nobody has to say which column matters: u is counted over pairs drawn at random, and where rows agree exactly it is
 * the frequency of the very value, so that agreeing on a rare surname counts for more than on a common one. m is learned
 * from the table itself by expectation maximisation (Winkler 1988), as is the number of pairs to expect. Tables too
 * small to learn from keep the usual m. What comes out does not depend on chance: the draw is seeded.
 */
final class Linkage {
    private static final int DRAWN = 40_000;
    private static final int ROUNDS = 12;
    private static final int ENOUGH_TO_LEARN = 20;
    private static final double[] USUAL_M = {0.04, 0.04, 0.12, 0.80};
    private static final byte MISSING = -1;
    private static final int LEVELS = Agreement.values().length;

    private final List<String[]> rows;
    private final int columns;
    private final List<Map<String, Integer>> counts = new ArrayList<>();
    private final int[] filled;
    private final double[][] u;
    private final double[][] m;

    /** Two rows that are the same; {@code probability} of that, 0 to 1. */
    record Pair(int one, int other, double probability) {}

    /** @param rows folded values, of the same columns each; empty where there is none */
    Linkage(List<String[]> rows) {
        this.rows = List.copyOf(rows);
        this.columns = rows.isEmpty() ? 0 : rows.getFirst().length;
        this.filled = new int[columns];
        this.u = new double[columns][LEVELS];
        this.m = new double[columns][];
        for (int column = 0; column < columns; column++) {
            var values = new HashMap<String, Integer>();
            for (var row : rows) {
                if (!row[column].isEmpty()) {
                    values.merge(row[column], 1, Integer::sum);
                    filled[column]++;
                }
            }
            counts.add(values);
            m[column] = USUAL_M.clone();
        }
    }

    /** Pairs that are the same with at least that probability, the surest first. */
    List<Pair> pairs(double atLeast) {
        if (rows.size() < 2) {
            return List.of();
        }
        drawU();
        long[] candidates = Blocks.pairs(rows);
        var levels = new byte[candidates.length][];
        for (int i = 0; i < candidates.length; i++) {
            levels[i] = levels(rows.get(one(candidates[i])), rows.get(other(candidates[i])));
        }
        double all = rows.size() * (rows.size() - 1) / 2.0;
        double expected = Math.max(1, rows.size() / 10.0);
        var probability = new double[candidates.length];
        for (int round = 0; round < ROUNDS; round++) {
            double sum = 0;
            double odds = Math.log(expected / all);
            for (int i = 0; i < candidates.length; i++) {
                double weight = odds + weight(rows.get(one(candidates[i])), levels[i]);
                probability[i] = 1 / (1 + Math.exp(-weight));
                sum += probability[i];
            }
            expected = Math.max(0.5, sum);
            if (sum >= ENOUGH_TO_LEARN) {
                learnM(levels, probability);
            }
        }
        var found = new ArrayList<Pair>();
        for (int i = 0; i < candidates.length; i++) {
            if (probability[i] >= atLeast) {
                found.add(new Pair(one(candidates[i]), other(candidates[i]), probability[i]));
            }
        }
        found.sort((a, b) -> Double.compare(b.probability(), a.probability()));
        return found;
    }

    private static int one(long pair) {
        return (int) (pair >>> 32);
    }

    private static int other(long pair) {
        return (int) pair;
    }

    /** The levels of each column; -1 where a value is missing. */
    private byte[] levels(String[] one, String[] other) {
        var levels = new byte[columns];
        for (int column = 0; column < columns; column++) {
            var agreement = Agreement.of(one[column], other[column]);
            levels[column] = agreement == null ? MISSING : agreement.level;
        }
        return levels;
    }

    private double weight(String[] one, byte[] levels) {
        double weight = 0;
        for (int column = 0; column < columns; column++) {
            int level = levels[column];
            if (level >= 0) {
                weight += Math.log(m[column][level] / (level == 3 ? frequency(column, one[column]) : u[column][level]));
            }
        }
        return weight;
    }

    /** How likely another row has this value too; a value of these two alone counts as if of one row. */
    private double frequency(int column, String value) {
        int others = Math.max(1, counts.get(column).getOrDefault(value, 1) - 1);
        return (double) others / Math.max(2, filled[column]);
    }

    private void drawU() {
        var random = new Random(rows.size());
        for (int column = 0; column < columns; column++) {
            Arrays.fill(u[column], 0.5);
        }
        for (int i = 0; i < DRAWN; i++) {
            int one = random.nextInt(rows.size());
            int other = random.nextInt(rows.size());
            if (one != other) {
                var levels = levels(rows.get(one), rows.get(other));
                for (int column = 0; column < columns; column++) {
                    if (levels[column] >= 0) {
                        u[column][levels[column]]++;
                    }
                }
            }
        }
        for (double[] shares : u) {
            normalise(shares);
        }
    }

    private void learnM(byte[][] levels, double[] probability) {
        for (int column = 0; column < columns; column++) {
            var shares = new double[LEVELS];
            for (int level = 0; level < LEVELS; level++) {
                shares[level] = USUAL_M[level] * ENOUGH_TO_LEARN;
            }
            for (int i = 0; i < levels.length; i++) {
                if (levels[i][column] >= 0) {
                    shares[levels[i][column]] += probability[i];
                }
            }
            normalise(shares);
            m[column] = shares;
        }
    }

    private static void normalise(double[] shares) {
        double sum = Arrays.stream(shares).sum();
        for (int level = 0; level < shares.length; level++) {
            shares[level] /= sum;
        }
    }
}
