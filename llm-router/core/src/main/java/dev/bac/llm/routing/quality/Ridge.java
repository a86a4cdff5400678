package dev.bac.llm.routing.quality;

import java.util.List;

/**
 * A plane through points, flattened by a penalty (ridge regression), with how unsure it is at each place. Solved by
 * Cholesky: time grows with the points times the square of their dimensions, 0.1 s for 600 points of 404.
 */
final class Ridge {
    private static final int LEFT_OUT = 200;

    private final double[][] factor;
    private final double[] slopes;
    private final double base;

    private Ridge(double[][] factor, double[] slopes, double base) {
        this.factor = factor;
        this.slopes = slopes;
        this.base = base;
    }

    /** The sums that a fit needs, whatever its penalty. */
    static double[][] products(List<double[]> points) {
        int size = points.getFirst().length;
        var sums = new double[size][size];
        for (double[] point : points) {
            for (int i = 0; i < size; i++) {
                double value = point[i];
                if (value != 0) {
                    double[] row = sums[i];
                    for (int j = 0; j <= i; j++) {
                        row[j] += value * point[j];
                    }
                }
            }
        }
        return sums;
    }

    /**
     * The fit.
     *
     * @param pull so many imagined points at 0 hold the base down while there are few
     */
    static Ridge fit(List<double[]> points, double[] wanted, double[][] products, double penalty, double pull) {
        int size = products.length;
        double sum = 0;
        for (double value : wanted) {
            sum += value;
        }
        double base = sum / (wanted.length + pull);
        var factor = new double[size][size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(products[i], 0, factor[i], 0, i + 1);
            factor[i][i] += penalty;
        }
        factor(factor);
        var right = new double[size];
        for (int p = 0; p < wanted.length; p++) {
            double rest = wanted[p] - base;
            double[] point = points.get(p);
            for (int i = 0; i < size; i++) {
                right[i] += rest * point[i];
            }
        }
        forward(factor, right);
        backward(factor, right);
        return new Ridge(factor, right, base);
    }

    double at(double[] point) {
        double value = base;
        for (int i = 0; i < point.length; i++) {
            value += slopes[i] * point[i];
        }
        return value;
    }

    /** How far the points leave this place open: near 0 where there were many, √(xᵀA⁻¹x). */
    double unsure(double[] point) {
        return Math.sqrt(leverage(point));
    }

    /**
     * Mean squared error when each point is foretold by all others, without fitting again (the PRESS statistic; Allen,
     * "The relationship between variable selection and data augmentation", 1974). Of many points, some 200 are asked.
     */
    double leftOutError(List<double[]> points, double[] wanted) {
        double error = 0;
        int asked = 0;
        for (int p = 0; p < wanted.length; p += 1 + wanted.length / LEFT_OUT) {
            double[] point = points.get(p);
            double rest = (wanted[p] - at(point)) / Math.max(0.05, 1 - leverage(point) - 1.0 / wanted.length);
            error += rest * rest;
            asked++;
        }
        return error / asked;
    }

    private double leverage(double[] point) {
        double[] right = point.clone();
        forward(factor, right);
        double sum = 0;
        for (double value : right) {
            sum += value * value;
        }
        return sum;
    }

    private static void factor(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j] - dot(matrix[i], matrix[j], j);
                matrix[i][j] = i == j ? Math.sqrt(rest) : rest / matrix[j][j];
            }
        }
    }

    private static void forward(double[][] factor, double[] right) {
        for (int i = 0; i < right.length; i++) {
            right[i] = (right[i] - dot(factor[i], right, i)) / factor[i][i];
        }
    }

    private static void backward(double[][] factor, double[] right) {
        for (int i = right.length - 1; i >= 0; i--) {
            right[i] /= factor[i][i];
            for (int j = 0; j < i; j++) {
                right[j] -= factor[i][j] * right[i];
            }
        }
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
