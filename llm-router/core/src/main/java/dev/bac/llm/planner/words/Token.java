package dev.bac.llm.planner.words;

/**
 * A word, number or sign of a sentence.
 *
 * @param text as written
 * @param start of its first character in the sentence
 * @param word folded: lower case, no accents
 * @param stem for comparing
 */
public record Token(String text, int start, String word, String stem) {

    /** After its last character. */
    public int end() {
        return start + text.length();
    }

    /** True for letters and digits, false for signs. */
    public boolean wordy() {
        return Character.isLetterOrDigit(text.charAt(0));
    }

    /** True when it begins with a capital letter. */
    public boolean capital() {
        return Character.isUpperCase(text.charAt(0));
    }
}
