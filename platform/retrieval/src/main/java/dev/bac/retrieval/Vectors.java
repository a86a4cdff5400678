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
}
