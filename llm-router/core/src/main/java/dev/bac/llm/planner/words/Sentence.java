package dev.bac.llm.planner.words;

import dev.bac.retrieval.Stemmer;
import dev.bac.retrieval.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A sentence and its tokens.
 *
 * @param text as written, at most {@value #MAX_CHARACTERS} characters
 */
public record Sentence(String text, List<Token> tokens) {
    /** More of a message than this is not read for its meaning. */
    public static final int MAX_CHARACTERS = 4_000;

    private static final Pattern TOKEN = Pattern.compile(
            "['’](?:s|re|ve|ll|d|m)\\b|\\p{L}[\\p{L}\\p{M}]*(?:['’]t\\b)?|\\p{N}+(?:[.,]\\p{N}+)*|[^\\s]");

    public Sentence {
        tokens = List.copyOf(tokens);
    }

    public static Sentence of(String said) {
        var text = said.length() > MAX_CHARACTERS ? said.substring(0, MAX_CHARACTERS) : said;
        var tokens = new ArrayList<Token>();
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            var word = Wording.fold(matcher.group()).replace('’', '\'');
            tokens.add(new Token(matcher.group(), matcher.start(), word, Stemmer.stem(word)));
        }
        return new Sentence(text, tokens);
    }

    /** Index of the first token that ends after this character; the number of tokens when there is none. */
    public int tokenAt(int character) {
        int index = 0;
        while (index < tokens.size() && tokens.get(index).end() <= character) {
            index++;
        }
        return index;
    }

    /** The folded word at an index, or nothing beyond either end. */
    public String word(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index).word() : "";
    }

    /** The stem at an index, or nothing beyond either end. */
    public String stem(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index).stem() : "";
    }
}
