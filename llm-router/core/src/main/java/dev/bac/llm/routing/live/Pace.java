package dev.bac.llm.routing.live;

/**
 * How fast a model answers.
 *
 * @param firstToken time to the first word, in seconds: the median
 * @param firstTokenSlow the 95th of a hundred
 * @param tokensPerSecond after the first word: the median
 * @param outputTokens of an answer: the median
 * @param samples answers this comes from, older ones counting less; 0 when it is a guess
 */
public record Pace(
        double firstToken, double firstTokenSlow, double tokensPerSecond, double outputTokens, double samples) {
    /** What is believed of a model nobody has asked yet. */
    public static final Pace GUESS = new Pace(0.8, 2.5, 70, 250, 0);

    /** The time to a whole answer of so many tokens, in seconds. */
    public double seconds(double output) {
        return firstToken + output / tokensPerSecond;
    }

    /** The time that 19 of 20 answers keep, in seconds. */
    public double slowSeconds(double output) {
        return firstTokenSlow + output / tokensPerSecond;
    }
}
