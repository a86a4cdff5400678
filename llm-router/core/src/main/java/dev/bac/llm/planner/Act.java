package dev.bac.llm.planner;

import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a clause wants done, by its first telling word.
 *
 * @param verb stem of the verb, or nothing for a question
 * @param mass true when it is about all of something
 */
record Act(Kind kind, String verb, boolean mass) {
    enum Kind {
        ASKS,
        READS,
        WRITES,
        DESTROYS,
        /** Tells a fact that should be recorded: "we received 300 EUR", "the deal is lost". */
        STATES,
        UNCLEAR
    }

    private static final Pattern POLITE = Pattern.compile(
            "^(?:(?:hi|hello|hey|please|pls|plz|ok|okay|so(?!-)|and|then|also|now|well|thanks|great|kindly|quickly|just|yes|but)\\b[\\s,!.]*"
                    + "|(?:can|could|would|will) (?:you|we|i) (?:please |kindly |also |quickly |just )*"
                    + "|(?:i|we)(?:'d| would)? (?:want|like|need|have)(?: you)? to "
                    + "|(?:i|we)(?:'d like| would like| need| want) (?=\\w)"
                    + "|(?:let's|let us|help me(?: to)?|go ahead and|i'm trying to|we should|make sure to|be so kind and|i wish to|do me a favou?r and) )+",
            Pattern.CASE_INSENSITIVE);
    /** "New lead: …", "Note on Acme: …" add something; "new leads since May" lists. */
    private static final Pattern NEW = Pattern.compile(
            "(?i)^new \\p{L}+(?<!s)\\b|^(?:\\p{L}+ ){0,2}\\p{L}+(?: (?:on|for|about|with) [^:]{2,40})?:\\s");

    private static final Pattern FACT = Pattern.compile(
            "^(?:the |we |i |our |\\p{Lu}|\\+?\\d).*\\b(?:(?:is|are) (?:now )?\\p{L}+(?: now)?\\W*$|is (?:now )?worth|has|have|paid|received|got|met|arrived|came in|wants|would like|signed|agreed|bought|ordered|orders|sent us|does not want|doesn't want|transferred|left|found|moved|works for|now works|accepted|delivered)\\b|\\bis (?:won|lost|closed|signed|done)\\b");
    /** "Open INV-1003" reads, "open a new deal" writes. */
    private static final Set<String> EITHER = Set.of("open", "pull", "check", "track", "review", "report", "count");

    private static final int MOST_PARTS = 6;

    private static final Set<String> MASS =
            Set.of("all", "every", "everything", "everyone", "entire", "whole", "any", "each");

    /** The sentence without "could you please". */
    static String plain(String text) {
        var stripped = POLITE.matcher(text.strip()).replaceFirst("");
        return stripped.isBlank() ? text.strip() : stripped;
    }

    /** What is told before an order explains it: "the customer pulled out, please cancel SO-1" cancels. */
    private static final Pattern TURN = Pattern.compile("[.!;,:]\\s+|\\s(?:so|and|then|therefore)\\s+");

    private static final Pattern SENDS =
            Pattern.compile("(?i)^drop\\b.*\\b(?:line|note|message|text|mail|e-?mail|sms)\\b.*");

    private static final Pattern STARTS =
            Pattern.compile("(?i)^get\\b.*\\b(?:going|started|running|set up|up and running)\\b.*");

    static Act of(Sentence sentence) {
        var act = first(sentence);
        boolean opens = Lexicon.verb(sentence.word(0)) || Lexicon.questionWord(sentence.word(0));
        return act.asks() && opens ? act : ordered(sentence).orElse(act);
    }

    /** The order that follows a statement. */
    private static Optional<Act> ordered(Sentence sentence) {
        var parts = TURN.split(sentence.text(), MOST_PARTS);
        for (int i = 1; i < parts.length; i++) {
            var part = Sentence.of(plain(parts[i]));
            if (part.tokens().size() > 1 && opens(part)) {
                var act = first(part);
                if (act.changes()) {
                    return Optional.of(act);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean opens(Sentence part) {
        return Lexicon.verb(part.word(0)) && (!Lexicon.nounToo(part.word(0)) || Lexicon.stop(part.word(1)));
    }

    private static Act first(Sentence sentence) {
        boolean mass = sentence.tokens().stream().anyMatch(token -> MASS.contains(token.word()));
        var first = sentence.word(0);
        var stem = sentence.stem(0);
        if (SENDS.matcher(sentence.text()).matches()) {
            return new Act(Kind.WRITES, "send", mass);
        }
        if (STARTS.matcher(sentence.text()).matches()) {
            return new Act(Kind.WRITES, "start", mass);
        }
        if (Set.of("tell", "let").contains(first) && Set.of("me", "us").contains(sentence.word(1))) {
            return new Act(Kind.READS, stem, mass);
        }
        if (Lexicon.destroyVerb(first) && !first.equals("clear")) {
            return new Act(Kind.DESTROYS, stem, mass);
        }
        if (first.equals("get") && sentence.word(1).equals("rid")) {
            return new Act(Kind.DESTROYS, "delet", mass);
        }
        boolean forbids = (first.equals("do") && sentence.word(1).equals("not"))
                || first.equals("don't")
                || first.equals("never");
        if (forbids) {
            return new Act(Kind.WRITES, "stop", mass);
        }
        if (Lexicon.questionWord(first)) {
            return new Act(Kind.ASKS, "", mass);
        }
        if (first.equals("set") && sentence.word(1).equals("up")) {
            return new Act(Kind.WRITES, "creat", mass);
        }
        if (Lexicon.readVerb(first) && !Lexicon.writeVerb(first)) {
            return new Act(Kind.READS, stem, mass);
        }
        if (EITHER.contains(first)) {
            return new Act(Kind.UNCLEAR, stem, mass);
        }
        if (Lexicon.writeVerb(first) && !listing(sentence)) {
            return new Act(Kind.WRITES, stem, mass);
        }
        boolean asks = sentence.text().strip().endsWith("?");
        if (!asks && NEW.matcher(sentence.text()).find()) {
            return new Act(Kind.WRITES, "creat", mass);
        }
        if ((first.equals("a") || first.equals("an")) && !asks) {
            return new Act(Kind.WRITES, "creat", mass); // "I need a task to …", its beginning cut off
        }
        boolean states = !asks && FACT.matcher(sentence.text()).find();
        asks |= !states && Set.of("the", "my", "our", "all", "any").contains(first);
        return new Act(asks ? Kind.ASKS : states ? Kind.STATES : Kind.UNCLEAR, "", mass);
    }

    /** "Open invoices of Acme", "Orders from May": a noun group, not an order to open or order. */
    private static boolean listing(Sentence sentence) {
        var next = sentence.word(1);
        return (sentence.word(0).equals("open") && next.endsWith("s") && !Lexicon.stop(next))
                || (Lexicon.nounToo(sentence.word(0))
                        && (next.isEmpty()
                                || Set.of("of", "from", "by", "per").contains(next)
                                || (next.endsWith("s") && sentence.tokens().size() == 2)));
    }

    /** An order or a question, not a fact told before one. */
    boolean asks() {
        return kind != Kind.STATES && kind != Kind.UNCLEAR;
    }

    boolean changes() {
        return kind == Kind.WRITES || kind == Kind.DESTROYS;
    }
}
