package dev.bac.llm.planner.spans;

import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.llm.planner.words.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Text meant as it stands: quoted, after a colon, after "saying" or "remind me to"; and noun groups. */
final class Texts {
    private static final Pattern QUOTED = Pattern.compile(
            "\"([^\"]{1,2000})\"|“([^”]{1,2000})”|„([^“”]{1,2000})[“”]|«([^»]{1,2000})»|(?<![\\p{L}\\d])['‘]([^\"]{1,500}?)['’](?![\\p{L}\\d])");
    private static final Pattern COLON = Pattern.compile(":\\s+(?=\\S)|:(?=\\p{L})(?!//)");
    private static final Pattern SAYING = Pattern.compile(
            "\\b(?:saying(?: that)?|that says|which says|with the (?:text|message|words|note|subject)|to say(?: that)?|(?:tell|telling|inform|informing|let|letting) (?:him|her|them|everyone|us|[\\p{Lu}]\\S*) (?:know )?(?:that )?|reading)\\s+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TASK = Pattern.compile(
            "\\b(?:(?:remind|reminder|task|todo|to-do|follow-up|meeting|activity|call)\\b.{0,60}?)\\bto\\s+(?=\\p{L}{2,}\\s)",
            Pattern.CASE_INSENSITIVE);
    /** "y = 3x^2 + 2x - 1", "x**3": an expression of one variable, its left side left out. */
    private static final Pattern FORMULA = Pattern.compile(
            "(?:\\b[a-z](?:\\([a-z]\\))?\\s*=\\s*)?((?:\\d+(?:\\.\\d+)?\\s?[-+*/]\\s?)*(?:\\d*[xyzt](?:\\^|\\*\\*)\\d+|\\d+[xyzt]\\b(?!\\p{L}))(?:\\s?[-+*/]\\s?\\d*(?:\\.\\d+)?[xyzt]?(?:(?:\\^|\\*\\*)\\d+)?(?![\\p{L}\\d]))*)");

    /** What follows one of them is done, not named: "do we offer cables". */
    private static final Set<String> SUBJECTS = Set.of("i", "we", "you", "they", "he", "she");

    private static final Pattern THAT =
            Pattern.compile("\\b(?:that|about|regarding|because)\\s+(?=\\S)", Pattern.CASE_INSENSITIVE);

    private Texts() {}

    static List<Span> in(Sentence sentence) {
        var text = sentence.text();
        var spans = new ArrayList<Span>();
        for (var m = QUOTED.matcher(text); m.find(); ) {
            for (int group = 1; group <= 5; group++) {
                if (m.group(group) != null) {
                    spans.add(new Span(
                            m.start(),
                            m.end(),
                            m.group(),
                            new Value.Quoted(m.group(group).strip())));
                }
            }
        }
        for (var m = FORMULA.matcher(text); m.find(); ) {
            spans.add(new Span(
                    m.start(1),
                    m.end(1),
                    m.group(1),
                    new Value.Quoted(m.group(1).strip())));
        }
        for (var pattern : List.of(COLON, SAYING, TASK)) {
            var m = pattern.matcher(text);
            if (m.find()) {
                free(text, m.end(), spans);
            }
        }
        return spans;
    }

    /** Text after "that …" or "about …": weaker than after a colon. */
    static List<Span> about(Sentence sentence) {
        var spans = new ArrayList<Span>();
        for (var m = THAT.matcher(sentence.text()); m.find(); ) {
            free(sentence.text(), m.end(), spans);
        }
        return spans;
    }

    private static void free(String text, int start, List<Span> spans) {
        var rest = text.substring(start).strip();
        if (!rest.isEmpty()) {
            var bare = rest.replaceAll("[.!]?\\s*$", "");
            var said =
                    rest.matches("(?s).*[.!?].*[.!?]\\s*$") || bare.isEmpty() ? rest : rest.endsWith("?") ? rest : bare;
            int from = text.indexOf(rest, start);
            var unquoted = said.replaceAll("^[\"“'‘](.*)[\"”'’]$", "$1");
            spans.add(new Span(from, from + rest.length(), rest, new Value.Free(unquoted)));
        }
    }

    /** Runs of words that are neither function words nor verbs, between prepositions and signs. */
    static List<Span> phrases(Sentence sentence, List<Span> typed) {
        var spans = new ArrayList<Span>();
        int from = -1;
        var tokens = sentence.tokens();
        for (int i = 0; i <= tokens.size(); i++) {
            boolean inside = i < tokens.size() && inPhrase(sentence, i, from >= 0) && !blocked(tokens.get(i), typed);
            if (inside && from < 0) {
                from = i;
            } else if (!inside && from >= 0) {
                int start = tokens.get(from).start();
                int end = tokens.get(i - 1).end();
                var text = sentence.text().substring(start, end);
                if (text.chars().anyMatch(Character::isLetter)) {
                    spans.add(new Span(start, end, text, new Value.Phrase(text)));
                }
                from = -1;
            }
        }
        return spans;
    }

    /** A phone number or an amount is never a piece of a name or a noun group. */
    static boolean blocked(Token token, List<Span> typed) {
        return typed.stream().anyMatch(span -> token.start() >= span.start() && token.end() <= span.end());
    }

    private static boolean inPhrase(Sentence sentence, int i, boolean open) {
        var token = sentence.tokens().get(i);
        if (!token.wordy()) {
            boolean hyphen = open
                    && token.text().equals("-")
                    && i + 1 < sentence.tokens().size()
                    && sentence.tokens().get(i + 1).start() == token.end()
                    && sentence.tokens().get(i - 1).end() == token.start();
            return hyphen;
        }
        boolean begins = i == 0 || Set.of(".", "?", "!").contains(sentence.word(i - 1));
        boolean opening = begins || (Lexicon.stop(sentence.word(i - 1)) && i < 4);
        boolean verb =
                (Lexicon.verb(token.word()) && opening && !token.capital()) || (begins && Lexicon.verb(token.word()));
        verb |= SUBJECTS.contains(sentence.word(i - 1)) && !token.capital();
        return !Lexicon.stop(token.word()) && !verb && !Lexicon.breaker(token.word());
    }
}
