package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.NumberWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Weighs every piece of a sentence against every argument of a tool. */
final class Candidates {
    private static final Set<String> SUPERLATIVES = Set.of(
            "biggest",
            "largest",
            "highest",
            "top",
            "most",
            "newest",
            "latest",
            "oldest",
            "smallest",
            "lowest",
            "best",
            "recent",
            "cheapest",
            "first",
            "last",
            "worst",
            "earliest",
            "next",
            "least");

    private static final Set<String> SEEKS = Set.of("search", "find", "look", "lookup");

    private static final Set<String> UNITS =
            Set.of("day", "week", "month", "year", "quarter", "hour", "minut", "percent", "%", "euro", "dollar");

    /** Words that ask for something and name nothing. */
    private static final Set<String> GENERIC = Set.of(
            "name",
            "names",
            "list",
            "number",
            "information",
            "info",
            "detail",
            "details",
            "term",
            "terms",
            "value",
            "values",
            "result",
            "results",
            "people",
            "area",
            "level",
            "nearby",
            "way",
            "amount",
            "kind",
            "type",
            "types",
            "data",
            "provided",
            "given",
            "associated",
            "popular",
            "closing",
            "money",
            "official");

    /** "LED panels" are panels, "Globex deal" is not a deal's name. */
    private static final Pattern ACRONYM = Pattern.compile("\\p{Lu}{2,5}");

    private final ToolShape shape;
    private final Context context;
    private final Cues cues;

    Candidates(ToolShape shape, Context context) {
        this.shape = shape;
        this.context = context;
        this.cues = new Cues(shape, context);
    }

    List<Candidate> of(List<Param> params) {
        var candidates = new ArrayList<Candidate>();
        boolean dated = params.stream().anyMatch(param -> param.role() == Role.DATE);
        for (var param : params) {
            var spans = new ArrayList<Span>();
            for (var span : context.spans()) {
                Trim.of(span, param, shape, context.sentence())
                        .filter(cut -> !spans.contains(cut))
                        .ifPresent(spans::add);
                shortened(span, dated).ifPresent(spans::add);
            }
            weigh(param, spans, params.indexOf(param) / (double) params.size(), candidates);
        }
        return candidates;
    }

    private void weigh(Param param, List<Span> spans, double place, List<Candidate> candidates) {
        double length = Math.max(1, context.sentence().text().length());
        for (var span : spans) {
            boolean never = namesAnother(param, span)
                    || (param.ref().isPresent() && counts(span))
                    || (param.ref().isPresent() && span.text().equalsIgnoreCase("money"))
                    || Pieces.noPrice(param, span, context.sentence());
            double suits = never ? 0 : Suits.of(param, span);
            if (suits > 0) {
                double order = 0.3 * (1 - Math.abs(place - span.start() / length));
                double score = suits + cues.of(param, span) + order + special(param, span, spans);
                candidates.add(new Candidate(param, span, score));
            }
        }
    }

    /** In "the SKU of SKU-1014" the first word names an argument, and is no name. */
    private boolean namesAnother(Param param, Span span) {
        return (param.ref().isPresent() || param.role() == Role.NAME)
                && shape.params().stream()
                        .anyMatch(other -> !other.equals(param) && other.name().equalsIgnoreCase(span.text()));
    }

    /** In "two packs of paracetamol" the packs say what is counted, and name no record. */
    private boolean counts(Span span) {
        var sentence = context.sentence();
        int first = sentence.tokenAt(span.start());
        int last = sentence.tokenAt(span.end() - 1);
        boolean whole = numeric(sentence.word(first)) && last == first + 1;
        boolean word = first == last && numeric(sentence.word(first - 1));
        return (whole || word)
                && span.value() instanceof Value.Phrase
                && sentence.word(last + 1).equals("of");
    }

    private static boolean numeric(String word) {
        return !word.isEmpty()
                && (Character.isDigit(word.charAt(0))
                        || NumberWords.read(List.of(word)).isPresent());
    }

    private double special(Param param, Span span, List<Span> others) {
        double extra = 0;
        boolean text = span.value() instanceof Value.Free || span.value() instanceof Value.Quoted;
        if (text && param.role() == Role.PROSE && !param.required() && mainText()) {
            extra -= 2.5; // the words go into the message's text before they go into its subject
        }
        extra -= foreignCode(param, span, others) ? 2 : 0;
        boolean swallows = span.value() instanceof Value.Free
                && others.stream().anyMatch(other -> other.value() instanceof Value.Amount && other.overlaps(span))
                && shape.params().stream().anyMatch(other -> other.role() == Role.AMOUNT && other.required());
        extra -= swallows ? 2.5 : 0;
        boolean percent = others.stream().anyMatch(other -> other.value() instanceof Value.Percent);
        extra -= percent && param.role() == Role.PERCENT && !(span.value() instanceof Value.Percent) ? 1.5 : 0;
        extra -= span.value() instanceof Value.Free && endsInDate(span, others) ? 1 : 0;
        extra += param.role() == Role.QUERY && SEEKS.contains(context.sentence().stem(0)) ? 0.5 : 0;
        if (span.value() instanceof Value.Count) {
            boolean spelled = Character.isLetter(span.text().charAt(0))
                    && others.stream()
                            .anyMatch(other -> other.value() instanceof Value.Count
                                    && Character.isDigit(other.text().charAt(0)));
            extra -= spelled && param.role() == Role.NUMBER ? announces(span, others) ? 1.8 : 0.6 : 0;
            boolean limited = shape.params().stream().anyMatch(other -> other.role() == Role.LIMIT);
            extra += param.role() == Role.LIMIT ? limit(span) : limited && limit(span) >= 3 ? -3 : 0;
            boolean inName = others.stream()
                    .anyMatch(other -> other.value() instanceof Value.Name
                            && other.overlaps(span)
                            && other.text().length() > span.text().length());
            extra -= inName ? 0.6 : 0;
            boolean inDate =
                    others.stream().anyMatch(other -> other.value() instanceof Value.Days && other.overlaps(span));
            extra -= inDate && !param.stems().contains("year") ? 0.3 : 0;
        }
        if (span.value() instanceof Value.Name || span.value() instanceof Value.Phrase) {
            boolean partOfMore = others.stream()
                    .anyMatch(other -> other.overlaps(span)
                            && other.text().length() > span.text().length()
                            && (other.value() instanceof Value.Quoted
                                    || (other.value() instanceof Value.Phrase
                                            && (span.value() instanceof Value.Phrase
                                                    || title(param)
                                                    || ACRONYM.matcher(span.text())
                                                            .matches())
                                            && other.start() == span.start())));
            extra -= partOfMore ? 0.7 : 0;
            extra -= dateLike(span, others) ? 1.5 : 0;
            extra -= guessed(param, span) ? 0.8 : 0;
            extra -= param.role() == Role.NAME && whereabouts(span, others) ? 1.5 : 0;
            boolean empty =
                    param.role() != Role.PROSE && GENERIC.contains(span.text().toLowerCase(Locale.ROOT));
            extra -= empty || unit(param, span, others) ? 1.5 : 0;
            extra += titled(param, span) ? 1.2 : 0;
            extra -= param.role() == Role.QUERY
                            && span.value() instanceof Value.Phrase
                            && others.stream().anyMatch(Candidates::telling)
                    ? 1
                    : 0;
        }
        return extra;
    }

    /** A date at the end of a task says when it is due, where that can be said apart. */
    private boolean endsInDate(Span span, List<Span> others) {
        return shape.params().stream().anyMatch(param -> param.role() == Role.DATE)
                && others.stream().anyMatch(other -> DatedText.ends(span, other, context));
    }

    /** "Two numbers: 40 and 50" says how many are to come. */
    private static boolean announces(Span span, List<Span> others) {
        long figures = others.stream()
                .filter(other -> other.value() instanceof Value.Count
                        && other.start() > span.end()
                        && Character.isDigit(other.text().charAt(0)))
                .count();
        return span.value() instanceof Value.Count count && count.number().intValue() == figures;
    }

    /** "8 meters": a unit is a value only where one is asked for. */
    private static boolean unit(Param param, Span span, List<Span> others) {
        boolean asked = param.stems().stream().anyMatch(stem -> Set.of("unit", "measur", "currenc", "currency")
                        .contains(stem))
                || param.about().contains("unit");
        boolean counted = param.ref().isPresent() || param.role() == Role.RECORD; // "30 webcams"
        return !asked
                && !counted
                && others.stream()
                        .anyMatch(other -> other.value() instanceof Value.Count count
                                && !count.unit().isEmpty()
                                && count.unit().equalsIgnoreCase(span.text())
                                && span.start() >= other.start()
                                && span.start() <= other.end() + 1);
    }

    /** "Hilton Hotel" says itself that it is a hotel's name. */
    private boolean titled(Param param, Span span) {
        return span.value() instanceof Value.Name
                && param.stems().size() > 1
                && param.stems().getLast().equals("name")
                && dev.bac.retrieval.Wording.stems(span.text()).stream().anyMatch(stem -> param.stems()
                        .subList(0, param.stems().size() - 1)
                        .contains(stem));
    }

    /** What a thing is called may go on in lower case: "Lobby displays". */
    private static boolean title(Param param) {
        return param.role() == Role.NAME || param.role() == Role.PROSE || param.role() == Role.QUERY;
    }

    /** Who is looked for is said by a name, if there is one, and not by the words around it. */
    private static boolean telling(Span span) {
        return span.value() instanceof Value.Name
                || span.value() instanceof Value.Code
                || span.value() instanceof Value.Email
                || span.value() instanceof Value.Quoted;
    }

    /** Words in lower case are a company or a person only after "of", "at", "from" and the like. */
    private boolean guessed(Param param, Span span) {
        boolean named = param.role() == Role.COMPANY || param.role() == Role.PERSON || param.role() == Role.PLACE;
        var before = context.sentence().word(context.sentence().tokenAt(span.start()) - 1);
        boolean object = context.sentence().tokenAt(span.start()) <= 1; // "invoice globex …"
        return named
                && !(param.required() && object)
                && span.value() instanceof Value.Phrase phrase
                && phrase.text().chars().noneMatch(Character::isUpperCase)
                && !Set.of("of", "at", "from", "with", "for", "by", "in", "to").contains(before);
    }

    /** In "a supplier Emzor Pharma in Lagos" the name stands before "in", and where it is behind. */
    private boolean whereabouts(Span span, List<Span> others) {
        return context.sentence()
                        .word(context.sentence().tokenAt(span.start()) - 1)
                        .equals("in")
                && others.stream()
                        .anyMatch(other -> other.value() instanceof Value.Name && other.end() <= span.start());
    }

    private static boolean dateLike(Span span, List<Span> others) {
        return others.stream()
                .anyMatch(other -> other.overlaps(span)
                        && (other.value() instanceof Value.Days
                                || other.value() instanceof Value.Amount
                                || other.value() instanceof Value.Code
                                || other.value() instanceof Value.Email));
    }

    /** A code whose letters name one argument fills that one, and that one takes nothing else. */
    private boolean foreignCode(Param param, Span span, List<Span> others) {
        if (span.value() instanceof Value.Code) {
            double own = Suits.prefix(param, span);
            return shape.params().stream()
                    .anyMatch(other -> other.ref().isPresent() && Suits.prefix(other, span) > Math.max(0, own));
        }
        return param.ref().isPresent()
                && others.stream()
                        .anyMatch(other -> other.value() instanceof Value.Code && Suits.prefix(param, other) > 1);
    }

    private boolean mainText() {
        return shape.params().stream().anyMatch(param -> param.role() == Role.PROSE && param.required());
    }

    /** "ten biggest", "top 5", "last three", "5 invoices". */
    private double limit(Span span) {
        var sentence = context.sentence();
        int at = sentence.tokenAt(span.start());
        int after = sentence.tokenAt(span.end() - 1) + 1;
        if (UNITS.contains(sentence.stem(after))) {
            return -2;
        }
        if (SUPERLATIVES.contains(sentence.word(at - 1))
                || SUPERLATIVES.contains(sentence.word(after))
                || SUPERLATIVES.contains(sentence.word(after + 1))) {
            return 3;
        }
        return Lexicon.near(sentence.stem(after), shape.nameStems()) > 0
                        || Lexicon.near(sentence.stem(after + 1), shape.nameStems()) > 0
                ? 1.6
                : 0;
    }

    /** A task without the date at its end, where the date has an argument of its own. */
    private java.util.Optional<Span> shortened(Span span, boolean dated) {
        if (!dated || !(span.value() instanceof Value.Free)) {
            return java.util.Optional.empty();
        }
        return context.spans().stream()
                .filter(other -> DatedText.ends(span, other, context))
                .flatMap(other -> DatedText.without(span, other, context, Hours.kept(shape)).stream())
                .findFirst();
    }
}
