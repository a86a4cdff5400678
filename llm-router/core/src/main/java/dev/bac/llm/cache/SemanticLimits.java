package dev.bac.llm.cache;

/**
 * How answers are given by meaning.
 *
 * @param errors largest share of such answers that may be wrong, above 0, below 1
 * @param audits share of them that are looked up all the same, about; risky ones more often
 * @param partitions most partitions at once; the least used is forgotten
 * @param questions most questions of a partition; the oldest is forgotten
 */
public record SemanticLimits(double errors, double audits, int partitions, int questions) {
    public SemanticLimits {
        if (!(errors > 0 && errors < 1) || !(audits > 0 && audits <= 1)) {
            throw new IllegalArgumentException("errors and audits are shares above 0");
        }
    }

    /** The usual limits under this bound of errors. */
    public static SemanticLimits bounded(double errors) {
        return new SemanticLimits(errors, 0.05, 200, 20_000);
    }
}
