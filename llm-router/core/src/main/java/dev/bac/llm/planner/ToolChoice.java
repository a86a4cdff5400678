package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.slots.Filled;
import dev.bac.llm.planner.slots.Slots;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.retrieval.CachedEmbedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Ranks the tools of a request for one clause.
 *
 * <p>First by wording and meaning, over all tools; then the best few are filled, since how well the typed pieces of a
 * sentence suit a tool's arguments says much about whether it is meant. A question never gets a tool that writes.
 */
final class ToolChoice {
    private static final int FILLED = 8;
    private static final Filled UNFILLED =
            new Filled(JsonNodeFactory.instance.objectNode(), List.of(), 0, List.of(), List.of());

    private final ToolTexts texts;
    private final CachedEmbedder embedder;

    ToolChoice(ToolTexts texts, CachedEmbedder embedder) {
        this.texts = texts;
        this.embedder = embedder;
    }

    /** The tools that may be meant, best first; those that contradict the clause's act are left out. */
    List<Fit> rank(Context context) {
        var act = Act.of(context.sentence());
        var content = content(context);
        var vector = embedder.embed(context.sentence().text());
        var masked = Masked.text(context.sentence(), context.spans());
        var maskedVector = texts.likeness().taught() ? embedder.embed(masked) : vector;
        var likely = texts.likely(masked, embedder);
        var basis = vector.isEmpty() ? Fit.Basis.WORDING : likely.isEmpty() ? Fit.Basis.NEAREST : Fit.Basis.LEARNT;
        var wording = texts.wording().scores(List.copyOf(content));
        var fits = new ArrayList<Fit>();
        for (int i = 0; i < texts.shapes().size(); i++) {
            var shape = texts.shapes().get(i);
            var effect = effect(shape);
            boolean ours = texts.own(i, masked);
            boolean another = contradicts(act, effect, shape)
                    || (effect == Effects.WRITES && Deeds.another(context.sentence(), shape));
            if (another && !ours) {
                continue;
            }
            int tool = i;
            var meaning = vector.flatMap(own -> maskedVector.flatMap(bare -> texts.meaning(own, bare, tool, embedder)));
            fits.add(new Fit(
                    shape,
                    Math.min(1, wording[i]),
                    coverage(content, shape),
                    named(content, shape),
                    example(content, shape),
                    meaning.map(ToolTexts.Meaning::description).orElse(0.0),
                    meaning.map(ToolTexts.Meaning::example).orElse(0.0),
                    likely.map(scores -> scores[tool]).orElse(0.0),
                    likely.map(scores -> scores[scores.length - 1]).orElse(0.0),
                    texts.codes(context, shape),
                    verb(act, shape),
                    0,
                    ours,
                    basis,
                    UNFILLED));
        }
        fits.sort(Comparator.comparingDouble(Fit::rank).reversed());
        var best = new ArrayList<Fit>();
        for (var fit : fits.subList(0, Math.min(FILLED, fits.size()))) {
            var filled = Slots.fill(fit.shape(), context);
            best.add(with(fit, filled, explained(content, filled, context, fit)));
        }
        best.sort(Comparator.comparingDouble(Fit::rank).reversed());
        return best;
    }

    /** Every tool filled, for a clause that says nothing of any. */
    List<Fit> all(Context context) {
        if (!Memory.pointed(context.sentence()) || context.sentence().tokens().size() > 6) {
            return List.of();
        }
        return texts.shapes().stream()
                .map(shape -> new Fit(
                        shape, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, Fit.Basis.WORDING, Slots.fill(shape, context)))
                .toList();
    }

    private static Fit with(Fit fit, Filled filled, double explained) {
        return new Fit(
                fit.shape(),
                fit.wording(),
                fit.coverage(),
                fit.named(),
                fit.example(),
                fit.meaning(),
                fit.exampleMeaning(),
                fit.likely(),
                fit.stray(),
                fit.codes(),
                fit.verb(),
                explained,
                fit.own(),
                fit.basis(),
                filled);
    }

    /** Stems that carry meaning and are no value: names, addresses, numbers and quoted text are left out. */
    static Set<String> content(Context context) {
        var sentence = context.sentence();
        var content = new HashSet<String>();
        for (var token : sentence.tokens()) {
            boolean value = context.spans().stream()
                    .anyMatch(span -> span.within(0, sentence.text().length())
                            && token.start() >= span.start()
                            && token.end() <= span.end()
                            && opaque(span.value()));
            if (token.wordy()
                    && !Lexicon.stop(token.word())
                    && !value
                    && !Character.isDigit(token.text().charAt(0))) {
                content.add(token.stem());
            }
        }
        return content;
    }

    private static boolean opaque(Value value) {
        return value instanceof Value.Name
                || value instanceof Value.Email
                || value instanceof Value.Phone
                || value instanceof Value.Quoted
                || value instanceof Value.Free
                || value instanceof Value.Code
                || value instanceof Value.Days
                || value instanceof Value.Amount
                || value instanceof Value.Link;
    }

    private double coverage(Set<String> content, ToolShape shape) {
        double sum = 0;
        double most = 0;
        for (var stem : content) {
            double weight = Math.max(0.2, texts.wording().weight(stem));
            most += weight;
            double best = Math.max(
                    Lexicon.near(stem, shape.nameStems()),
                    Math.max(0.85 * Lexicon.near(stem, shape.words()), 0.6 * Lexicon.near(stem, shape.paramStems())));
            sum += weight * best;
        }
        return most == 0 ? 0.5 : sum / most; // "Where is SO-1014?" holds nothing but its value
    }

    /** As coverage, but words that became the value of an argument need no other explanation. */
    private double explained(Set<String> content, Filled filled, Context context, Fit fit) {
        var rest = new HashSet<>(content);
        for (var token : context.sentence().tokens()) {
            if (filled.used().stream().anyMatch(span -> token.start() >= span.start() && token.end() <= span.end())) {
                rest.remove(token.stem());
            }
        }
        return rest.isEmpty() ? 1 : coverage(rest, fit.shape());
    }

    private static double named(Set<String> content, ToolShape shape) {
        var name = dev.bac.retrieval.Wording.stems(shape.tool().name());
        double sum = 0;
        double most = 0;
        for (var stem : name) {
            if (stem.length() > 1 && !Lexicon.stop(stem)) {
                double weight = Lexicon.verb(stem) ? 0.4 : 1;
                most += weight;
                sum += weight * Lexicon.near(stem, content);
            }
        }
        return most == 0 ? 0 : sum / most;
    }

    /** Weighted overlap with the closest example, its values left out on both sides. */
    private double example(Set<String> content, ToolShape shape) {
        double best = 0;
        for (var example : shape.examples()) {
            var theirs = example.content();
            double both = 0;
            double all = 0;
            for (var stem : content) {
                double weight = Math.max(0.3, texts.wording().weight(stem));
                both += weight * Lexicon.near(stem, theirs);
                all += weight;
            }
            for (var stem : theirs) {
                double weight = Math.max(0.3, texts.wording().weight(stem));
                both += weight * Lexicon.near(stem, content);
                all += weight;
            }
            best = Math.max(best, all == 0 ? 0 : both / all);
        }
        return best;
    }

    private static double verb(Act act, ToolShape shape) {
        if (act.kind() == Act.Kind.STATES) {
            return Effects.of(shape.tool()) == Effects.READS ? -0.6 : 0.6;
        }
        if (act.kind() == Act.Kind.ASKS || act.kind() == Act.Kind.UNCLEAR) {
            return shape.tool().readOnly() ? 0.5 : 0;
        }
        boolean said = shape.examples().stream()
                .anyMatch(example -> example.sentence().stem(0).equals(act.verb()));
        double near = Lexicon.near(act.verb(), shape.nameStems());
        if (said || (near == 1 && !Lexicon.nounToo(act.verb()))) {
            return 1;
        }
        return near > 0 ? 0.7 : act.kind() == Act.Kind.READS && shape.tool().readOnly() ? 0.5 : 0;
    }

    /** Once some tools say that they only read, the others are known to write. */
    private Effects effect(ToolShape shape) {
        var guess = Effects.of(shape.tool());
        boolean writes = guess == Effects.READS || guess == Effects.UNKNOWN;
        return writes
                        && texts.annotated()
                        && !shape.tool().readOnly()
                        && !Effects.routes(shape.tool().name())
                ? Effects.WRITES
                : guess;
    }

    private static boolean contradicts(Act act, Effects effect, ToolShape shape) {
        return switch (act.kind()) {
            case ASKS, READS -> effect == Effects.WRITES || effect == Effects.DESTROYS;
            case WRITES ->
                effect == Effects.DESTROYS
                        || (shape.tool().readOnly()
                                && !Effects.routes(shape.tool().name()));
            case DESTROYS -> !Effects.routes(shape.tool().name()) && Lexicon.near(act.verb(), shape.nameStems()) == 0;
            case UNCLEAR, STATES -> effect == Effects.DESTROYS;
        };
    }
}
