package dev.bac.llm.cache;

import java.util.List;

/**
 * Logistic regression by Newton's method, with a ridge that keeps it finite while the labels are few or all alike (le
 * Cessie and van Houwelingen, "Ridge Estimators in Logistic Regression", 1992).
 */
final class Logistic {
    private static final int STEPS = 8;
    private static final double RIDGE = 1;
    private static final double FLATTEST = 1e-6;

    private final double[] weights;

    private Logistic(double[] weights) {
        this.weights = weights;
    }

    static Logistic flat(int features) {
        return new Logistic(new double[features]);
    }

    /** The probability that the label is true. */
    double of(double[] features) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** This, fitted to what was seen; it begins from where it is. */
    Logistic fitted(List<Observation> seen) {
        var fitted = new Logistic(weights.clone());
        for (int step = 0; step < STEPS; step++) {
            fitted.step(seen);
        }
        return fitted;
    }

    private void step(List<Observation> seen) {
        int size = weights.length;
        var hessian = new double[size][size];
        var gradient = new double[size];
        for (int i = 0; i < size; i++) {
            hessian[i][i] = RIDGE;
            gradient[i] = -RIDGE * weights[i];
        }
        for (var one : seen) {
            double[] x = one.features();
            double chance = of(x);
            double pull = one.weight() * ((one.right() ? 1 : 0) - chance);
            double curve = one.weight() * Math.max(FLATTEST, chance * (1 - chance));
            for (int i = 0; i < size; i++) {
                gradient[i] += pull * x[i];
                for (int j = 0; j <= i; j++) {
                    hessian[i][j] += curve * x[i] * x[j];
                }
            }
        }
        add(hessian, gradient);
    }

    /** Solves by Cholesky: the matrix is positive definite, since the ridge is. */
    private void add(double[][] lower, double[] right) {
        int size = right.length;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = lower[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                right[i] -= lower[i][k] * right[k];
            }
            right[i] /= lower[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                right[i] -= lower[k][i] * right[k];
            }
            right[i] /= lower[i][i];
            weights[i] += right[i];
        }
    }
}
