package dev.bac.llm.planner;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts a message into acts: "Move the deal to negotiation and remind me on Friday" is two, "Jane and John" and "e-mail
 * and phone" are one. A cut needs a joint, a verb after it that opens a request, and something that the verb acts on; a
 * verb that is as often a noun ("text", "order") counts only before a name, a number or an article. Nothing is cut
 * inside quoted text or after a colon.
 */
final class Clauses {
    private static final int MOST = 3;
    private static final Pattern JOINT = Pattern.compile(
            "\\s*(?:[,;]\\s*)?(?:\\b(?:and then|and also|then|and|plus)\\b)\\s+|\\s*;\\s*|\\s*,\\s+|(?<=[\\p{L}\\p{N})\"])[.!?]\\s+",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> OBJECT = Set.of(
            "the", "a", "an", "me", "us", "him", "her", "them", "it", "this", "that", "my", "our", "all", "every",
            "how", "what", "which", "up", "also", "who", "their", "his", "these", "those");

    private Clauses() {}

    static List<String> of(String said, List<Span> spans) {
        var text = said.strip();
        int shift = said.indexOf(text);
        var clauses = new ArrayList<String>();
        int from = 0;
        for (var matcher = JOINT.matcher(text); matcher.find() && clauses.size() < MOST - 1; ) {
            int at = matcher.start() + shift;
            boolean kept =
                    spans.stream().anyMatch(span -> whole(span.value()) && span.start() <= at && at < span.end());
            var left = text.substring(from, matcher.start());
            if (!kept
                    && opens(left)
                    && acts(
                            text.substring(matcher.end()),
                            matcher.group().strip().matches("[,]"))) {
                clauses.add(left.strip());
                from = matcher.end();
            }
        }
        clauses.add(text.substring(from).strip());
        return clauses.stream().filter(clause -> !clause.isEmpty()).toList();
    }

    private static boolean whole(Value value) {
        return value instanceof Value.Quoted || value instanceof Value.Free;
    }

    /** The part before a cut must be an act itself. */
    private static boolean opens(String left) {
        var sentence = Sentence.of(Act.plain(left));
        return sentence.tokens().size() >= 2
                && (Lexicon.verb(sentence.word(0))
                        || Lexicon.questionWord(sentence.word(0))
                        || sentence.text().length() > 12);
    }

    private static boolean acts(String right, boolean afterComma) {
        var sentence = Sentence.of(Act.plain(right));
        var verb = sentence.word(0);
        var next = sentence.word(1);
        if (sentence.tokens().size() < 2) {
            return false;
        }
        if ((verb.equals("call") || verb.equals("name"))
                && Set.of("it", "this", "that").contains(next)) {
            return false; // gives the thing its name
        }
        if (Set.of("what", "which", "who", "how", "where").contains(verb)) {
            return !afterComma || sentence.tokens().size() > 3;
        }
        if (!Lexicon.verb(verb)
                || (Character.isUpperCase(sentence.tokens().getFirst().text().charAt(0)) && !sentenceStart(right))) {
            return false;
        }
        if (!Lexicon.nounToo(verb) || Set.of("list", "show", "find").contains(verb)) {
            return !Set.of("of", "for", "and", "or").contains(next);
        }
        var object = sentence.tokens().get(1);
        boolean contact = right.matches("(?s)\\S+\\s+(\\S+@\\S+|\\+?[\\d ()-]{7,})[.,]?(\\s+(and|,).*)?");
        boolean named = object.capital()
                || Character.isDigit(object.text().charAt(0))
                || object.text().equals("+");
        return !((contact && sentence.tokens().size() < 14 && afterComma) || (contact && !right.contains(":")))
                && (OBJECT.contains(next) || named);
    }

    private static boolean sentenceStart(String right) {
        return Lexicon.verb(Sentence.of(right).word(0));
    }
}
