package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.llm.planner.words.Token;
import dev.bac.retrieval.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Picks a value of a closed list by the words of the sentence: its own words first, their synonyms second. */
final class Choices {
    private static final Pattern SAID = Pattern.compile("['\"‘“]([\\p{L}][\\p{L}\\p{N} _-]{1,30})['\"’”]");
    private static final Pattern LISTED =
            Pattern.compile("(?:: |such as |e\\.g\\.,? |either )((?:[a-z]{3,20}(?:, or |, | or ))+[a-z]{3,20})\\b");
    private static final Pattern LONGHAND = Pattern.compile("\\b([A-Z]{2,8}) for ([a-z]{2,20}(?: [a-z]{2,20}){0,4})");
    private static final Set<String> NEGATIONS =
            Set.of("not", "no", "without", "never", "except", "excluding", "don't");

    private static final Set<String> LEFT_OUT = Set.of("without", "except", "excluding");
    private static final Set<String> AND = Set.of("and", "or");

    private static final Set<String> AWAITING = Set.of("wait", "waiting", "ready", "due");

    private Choices() {}

    /** A choice with how much speaks for it and the tokens that did. */
    record Picked(String choice, double score, Set<Integer> tokens) {}

    static Optional<Picked> pick(Param param, Sentence sentence, Set<Integer> masked, Set<String> tool) {
        Picked best = null;
        boolean twice = false;
        for (var choice : param.choices()) {
            var picked = score(choice, sentence, masked, tool);
            if (picked.score() >= 0.5 && (best == null || better(picked, best))) {
                best = picked;
                twice = false;
            } else if (best != null && Math.abs(picked.score() - best.score()) <= 0.01 && !better(best, picked)) {
                twice = true;
            }
        }
        return best == null || (twice && best.score() < 0.9) ? Optional.empty() : Optional.of(best);
    }

    /** "last 12 months" says all of LAST_MONTH, too, and more. */
    private static boolean better(Picked one, Picked other) {
        double more = one.score() - other.score();
        return more > 0.01
                || (more >= -0.01 && one.tokens().size() > other.tokens().size());
    }

    /** Several choices at once, for lists of a closed kind. */
    static List<Picked> all(Param param, Sentence sentence, Set<Integer> masked, Set<String> tool) {
        return param.choices().stream()
                .map(choice -> {
                    var own = score(choice, sentence, masked, tool);
                    return longhand(param, choice)
                            .map(words -> score(words, sentence, masked, tool))
                            .filter(said -> said.score() > own.score())
                            .map(said -> new Picked(choice, said.score(), said.tokens()))
                            .orElse(own);
                })
                .filter(picked -> picked.score() >= 0.9)
                .toList();
    }

    /** What a description writes out: "such as POS for point of sale". */
    private static Optional<String> longhand(Param param, String choice) {
        return LONGHAND.matcher(param.description())
                .results()
                .filter(found -> found.group(1).equalsIgnoreCase(choice))
                .map(found -> found.group(2))
                .findFirst();
    }

    /** Values that a description names in quotes: "either 'summary' or 'full'". */
    static List<String> named(Param param) {
        var named = new ArrayList<String>();
        for (var matcher = SAID.matcher(param.description()); matcher.find(); ) {
            named.add(matcher.group(1));
        }
        for (var matcher = LISTED.matcher(param.description()); matcher.find(); ) {
            named.addAll(List.of(matcher.group(1).split(",? or |, ")));
        }
        return named;
    }

    static Picked score(String choice, Sentence sentence, Set<Integer> masked, Set<String> tool) {
        var stems =
                Wording.stems(choice).stream().filter(stem -> !stem.isEmpty()).toList();
        double sum = 0;
        var tokens = new HashSet<Integer>();
        for (var stem : stems) {
            double found = 0;
            int at = -1;
            for (int i = 0; i < sentence.tokens().size(); i++) {
                Token token = sentence.tokens().get(i);
                if (masked.contains(i)
                        || (Lexicon.stop(token.word())
                                && stems.size() > 1
                                && !token.stem().equals(stem))) {
                    continue;
                }
                double near = prefixed(stem, token) ? 0.95 : Lexicon.near(stem, token.stem());
                if (near < 0.9 && tool.contains(token.stem())) {
                    continue; // "deals" names the tool's subject, not the stage PROSPECTING
                }
                if (near > found && !negated(sentence, i) && !yetToCome(choice, sentence, i)) {
                    found = near;
                    at = i;
                }
            }
            sum += found;
            if (at >= 0) {
                tokens.add(at);
            }
        }
        return new Picked(choice, stems.isEmpty() ? 0 : sum / stems.size(), tokens);
    }

    /** "Not delivered", "haven't been delivered", "has not yet been paid". */
    private static boolean negated(Sentence sentence, int at) {
        if (AND.contains(sentence.word(at - 1)) && LEFT_OUT.contains(sentence.word(at - 3))) {
            return true; // "without purchasing and campaigns"
        }
        for (int i = at - 1; i >= Math.max(0, at - 3); i--) {
            var word = sentence.word(i);
            boolean between = Set.of("been", "yet", "be", "being", "fully").contains(word);
            if (!between) {
                return NEGATIONS.contains(word) || word.endsWith("n't") || word.endsWith("n’t");
            }
        }
        return false;
    }

    /** What is still "to pay" is not PAID; TO_PAY it is. Nor is DELIVERED what is "waiting for delivery". */
    private static boolean yetToCome(String choice, Sentence sentence, int at) {
        boolean awaited = sentence.word(at - 1).equals("awaiting")
                || (sentence.word(at - 1).equals("for") && AWAITING.contains(sentence.word(at - 2)));
        return at > 0
                && (awaited || sentence.word(at - 1).equals("to"))
                && !choice.toLowerCase(Locale.ROOT).contains(sentence.word(at));
    }

    /** "qualified" for QUALIFICATION, "negotiating" for NEGOTIATION: six letters in common. */
    private static boolean prefixed(String stem, Token token) {
        int length = Math.min(stem.length(), token.stem().length());
        return length >= 6
                && stem.substring(0, Math.min(6, length)).equals(token.stem().substring(0, Math.min(6, length)))
                && Math.abs(stem.length() - token.stem().length()) <= 4;
    }
}
