package dev.bac.retrieval;

/** Arithmetic on embeddings. */
public final class Vectors {
    private Vectors() {}

    /** Cosine of the angle between two vectors, −1 to 1; 0 when one has no length. */
    public static double cosine(float[] a, float[] b) {
        double dot = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            lengthA += a[i] * a[i];
            lengthB += b[i] * b[i];
        }
        return lengthA == 0 || lengthB == 0 ? 0 : dot / Math.sqrt(lengthA * lengthB);
    }

    /** The vector at length 1; unchanged when it has none. */
    public static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        var unit = vector.clone();
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] /= (float) length;
        }
        return unit;
    }

    /** The inner product. Four sums side by side, so that one addition need not wait for the last. */
    public static double dot(float[] a, float[] b) {
        float one = 0;
        float two = 0;
        float three = 0;
        float four = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            one += a[i] * b[i];
            two += a[i + 1] * b[i + 1];
            three += a[i + 2] * b[i + 2];
            four += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            one += a[i] * b[i];
        }
        return one + two + three + four;
    }
}
