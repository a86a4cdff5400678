package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well the words around a piece of the sentence speak for an argument: the argument's own name close by ("base of
 * 10"), words of its description, a preposition that goes with its role ("from Hamburg"), and the places the same
 * argument has in the tool's example sentences.
 */
final class Cues {
    private static final int BEFORE = 4;
    private static final int AFTER = 3;
    private static final Map<String, Set<String>> PREPOSITIONS = Map.ofEntries(
            Map.entry(
                    "from",
                    Set.of(
                            "from",
                            "source",
                            "origin",
                            "start",
                            "departure",
                            "base",
                            "sender",
                            "begin",
                            "company",
                            "initial",
                            "first")),
            Map.entry(
                    "to",
                    Set.of(
                            "to",
                            "target",
                            "destination",
                            "recipient",
                            "end",
                            "stage",
                            "arrival",
                            "receiver",
                            "final",
                            "new",
                            "second")),
            Map.entry("into", Set.of("to", "target", "stage", "destination")),
            Map.entry(
                    "in",
                    Set.of(
                            "location",
                            "city",
                            "place",
                            "country",
                            "warehouse",
                            "region",
                            "state",
                            "year",
                            "currency",
                            "area",
                            "industry",
                            "unit",
                            "language")),
            Map.entry(
                    "at",
                    Set.of(
                            "location",
                            "place",
                            "store",
                            "company",
                            "price",
                            "account",
                            "venue",
                            "rate",
                            "time",
                            "warehouse")),
            Map.entry("near", Set.of("location", "city", "place")),
            Map.entry(
                    "for",
                    Set.of(
                            "customer",
                            "account",
                            "description",
                            "purpose",
                            "item",
                            "reason",
                            "company",
                            "contact",
                            "subject")),
            Map.entry("of", Set.of("company", "account", "name", "organization", "item", "customer")),
            Map.entry("by", Set.of("author", "artist", "owner", "composer", "method", "group", "deadline")),
            Map.entry("with", Set.of("contact", "account", "customer", "company")),
            Map.entry("about", Set.of("subject", "topic", "about", "text")),
            Map.entry("called", Set.of("name", "business", "title")),
            Map.entry("named", Set.of("name", "business", "title")),
            Map.entry("titled", Set.of("name", "title")),
            Map.entry("on", Set.of("date", "day", "topic", "due")),
            Map.entry("as", Set.of("type", "status", "role", "stage", "format")),
            Map.entry("over", Set.of("min", "minimum", "above", "over")),
            Map.entry("above", Set.of("min", "minimum", "above", "over")),
            Map.entry("than", Set.of("min", "max", "minimum", "maximum", "above", "below")),
            Map.entry("under", Set.of("max", "maximum", "below", "under")),
            Map.entry("below", Set.of("max", "maximum", "below", "under")));

    private final ToolShape shape;
    private final Context context;

    Cues(ToolShape shape, Context context) {
        this.shape = shape;
        this.context = context;
    }

    /** 0 for no sign; about 1 for a weak one, 3 and more for a strong one. */
    double of(Param param, Span span) {
        return near(param, span) + preposition(param, span) + unit(param, span) + examples(param, span);
    }

    private double near(Param param, Span span) {
        var sentence = context.sentence();
        int first = sentence.tokenAt(span.start());
        int after = sentence.tokenAt(span.end() - 1) + 1;
        double best = 0;
        for (int i = 1; i <= BEFORE && first - i >= 0; i++) {
            var word = sentence.word(first - i);
            if (Set.of(",", ";", ".", "?").contains(word) || (i > 1 && number(first - i))) {
                break;
            }
            best = Math.max(best, word(param, sentence.stem(first - i)) * (1 - 0.15 * (i - 1)));
        }
        for (int i = 0; i < AFTER && after + i < sentence.tokens().size(); i++) {
            var word = sentence.word(after + i);
            if (Set.of(",", ";", ".", "?", "and").contains(word)) {
                break;
            }
            best = Math.max(best, word(param, sentence.stem(after + i)) * (0.8 - 0.25 * i));
        }
        return best;
    }

    private boolean number(int token) {
        return Character.isDigit(context.sentence().word(token).charAt(0));
    }

    private double word(Param param, String stem) {
        if ((Lexicon.stop(stem) && !param.stems().contains(stem)) || stem.isEmpty()) {
            return 0;
        }
        double own = Lexicon.near(stem, param.stems());
        if (own > 0) {
            return 2.5 * own * rarity(stem, true);
        }
        return stem.length() > 2 && param.about().contains(stem) ? 1.4 * rarity(stem, false) : 0;
    }

    /** 1 for a word of this argument alone, less when other arguments share it. */
    private double rarity(String stem, boolean inName) {
        long sharing = shape.params().stream()
                .filter(other -> inName
                        ? other.stems().contains(stem)
                        : other.about().contains(stem) || other.stems().contains(stem))
                .count();
        return sharing <= 1 ? 1 : 1.0 / sharing;
    }

    private double preposition(Param param, Span span) {
        var sentence = context.sentence();
        int at = sentence.tokenAt(span.start()) - 1;
        while (at >= 0 && Set.of("the", "a", "an", "our", "my").contains(sentence.word(at))) {
            at--;
        }
        var wanted = PREPOSITIONS.get(sentence.word(at));
        return wanted != null
                        && param.stems().stream().anyMatch(stem -> wanted.stream()
                                .anyMatch(word -> stem.equals(dev.bac.retrieval.Stemmer.stem(word))))
                ? 1.6
                : 0;
    }

    private static double unit(Param param, Span span) {
        if (!(span.value() instanceof Value.Count number) || number.unit().isEmpty()) {
            return 0;
        }
        var stem = dev.bac.retrieval.Stemmer.stem(dev.bac.retrieval.Wording.fold(number.unit()));
        if (Lexicon.near(stem, param.stems()) > 0) {
            return 1.5;
        }
        return param.about().contains(stem) ? 1 : 0;
    }

    private double examples(Param param, Span span) {
        double best = 0;
        var sentence = context.sentence();
        int first = sentence.tokenAt(span.start());
        int after = sentence.tokenAt(span.end() - 1) + 1;
        for (var example : shape.examples()) {
            double alike = 0.6 + 0.8 * alike(example);
            for (var anchor : example.anchors()) {
                if (anchor.argument().equals(param.name())) {
                    best = Math.max(
                            best,
                            alike
                                    * (same(anchor.before(), sentence, first - 1)
                                                    * (Lexicon.stop(anchor.before()) ? 1.4 : 0.8)
                                            + same(anchor.after(), sentence, after) * 0.8));
                }
            }
        }
        return best;
    }

    /** Share of an example's telling words that the sentence says too: "phone number of …" is no "contacts of …". */
    private double alike(ToolShape.Example example) {
        int both = 0;
        int all = 0;
        for (var token : example.sentence().tokens()) {
            boolean value = example.anchors().stream()
                    .anyMatch(anchor -> token.start() >= anchor.start() && token.end() <= anchor.end());
            if (token.wordy() && !value && !Lexicon.stop(token.word())) {
                all++;
                both += context.sentence().tokens().stream()
                                .anyMatch(own -> own.stem().equals(token.stem()))
                        ? 1
                        : 0;
            }
        }
        return all == 0 ? 0.5 : (double) both / all;
    }

    private static double same(String stem, Sentence sentence, int token) {
        var here = sentence.stem(token);
        return (!stem.isEmpty() && stem.equals(here))
                        || (List.of("?", ".", "!", "").contains(stem)
                                && List.of("?", ".", "!", "").contains(here)
                                && token > 0)
                ? 1
                : 0;
    }
}
