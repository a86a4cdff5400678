package dev.bac.llm.cache;

import java.util.Optional;

/**
 * A question whose true answer became known, with all that is needed to learn it once more: after a restart, or on another
 * node. None of its words but its figures.
 *
 * @param id of the question
 * @param vector its meaning
 * @param figures those in it, which neighbours must share
 * @param group the questions with the same answer
 * @param trial what was proposed for it; empty when nothing was near
 */
@SuppressWarnings("ArrayRecordComponent") // a vector of floats is an array everywhere; never compared
public record Taught(String id, float[] vector, String figures, String group, Optional<Trial> trial) {
    /**
     * What was proposed, beside the truth.
     *
     * @param proposed the group whose answer it was
     * @param evidence what spoke for it
     * @param asIfNew what would have spoken for the nearest other answer, had nobody asked its like before
     * @param weight for how many questions it stands
     * @param served whether the proposed answer was given to somebody
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    public record Trial(String proposed, double[] evidence, Optional<double[]> asIfNew, double weight, boolean served) {
        boolean right(String group) {
            return proposed.equals(group);
        }
    }
}
