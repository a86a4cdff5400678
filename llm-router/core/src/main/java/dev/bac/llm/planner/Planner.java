package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.spans.Spans;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.retrieval.CachedEmbedder;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Decides what one clause comes to, for one request's tools. */
final class Planner {
    /** Below this no tool is meant. */
    private static final double FITS = 0.5;
    /** Two tools fit alike when their ranks differ by less. */
    private static final double ALIKE = 0.03;
    /** How far a tool that reads may stand behind one that writes where no verb was said. */
    private static final double LENIENT = 0.25;

    /** One and the same memory: it does not change once it is read. */
    private record Asked(String clause, Context.Known known) {}

    private final java.util.Map<Asked, Choice> chosen = new java.util.HashMap<>();
    private final java.util.Map<Asked, List<Fit>> ranked = new java.util.HashMap<>();
    /** What may stand beside "the second one" without asking for more than to see it. */
    private static final java.util.Set<String> FILLER = java.util.Set.of(
            "show", "open", "detail", "on", "second", "third", "first", "fourth", "fifth", "last", "me", "one");

    private final ToolTexts texts;
    private final ToolChoice choice;
    private final LocalDate today;
    private final ZoneId zone;
    private final String region;

    Planner(ToolTexts texts, CachedEmbedder embedder, LocalDate today, ZoneId zone, String region) {
        this.texts = texts;
        this.choice = new ToolChoice(texts, embedder);
        this.today = today;
        this.zone = zone;
        this.region = region;
    }

    ToolTexts texts() {
        return texts;
    }

    Context context(String text, Context.Known known) {
        var sentence = Sentence.of(Act.plain(text));
        return new Context(sentence, Spans.of(sentence, today, region), zone, known);
    }

    /** The tools that may be meant, best first. */
    List<Fit> fits(String text, Context.Known known) {
        return ranked.computeIfAbsent(new Asked(text, known), _ -> choice.rank(context(text, known)));
    }

    /** The acts of a message; two are only cut apart when each finds a tool of its own. */
    List<String> clauses(String text, Context.Known known) {
        var said = Sentence.of(text);
        var clauses = new ArrayList<>(Clauses.of(text, Spans.of(said, today, region)));
        for (int i = clauses.size() - 1; i > 0; i--) {
            if (choose(clauses.get(i), known) instanceof Choice.Nothing) {
                int at = text.indexOf(clauses.get(i - 1));
                int end = text.indexOf(clauses.get(i), at) + clauses.get(i).length();
                clauses.set(i - 1, text.substring(at, end));
                clauses.remove(i);
            }
        }
        if (clauses.size() > 1 && explains(clauses.getFirst(), clauses.get(1), known)) {
            int end = text.indexOf(clauses.get(1)) + clauses.get(1).length();
            clauses.set(1, text.substring(text.indexOf(clauses.getFirst()), end));
            clauses.removeFirst();
        }
        return clauses;
    }

    /** What is only told so that the next clause is understood: "Soylent went elsewhere. Close their deal as lost." */
    private boolean explains(String told, String next, Context.Known known) {
        if (Act.of(Sentence.of(Act.plain(told))).asks()) {
            return false;
        }
        var after = Sentence.of(Act.plain(next));
        boolean names = context(told, known).spans().stream()
                .anyMatch(span -> span.value().telling());
        return (Act.of(after).asks() && (Memory.pointed(after) || !names))
                || !(choose(told, known) instanceof Choice.Call);
    }

    Choice choose(String clause, Context.Known known) {
        return chosen.computeIfAbsent(new Asked(clause, known), asked -> decide(asked.clause(), asked.known()));
    }

    private Choice decide(String clause, Context.Known known) {
        var context = context(clause, known);
        var act = Act.of(context.sentence());
        var fits = fits(clause, known);
        var shown = shown(context, choice.all(context));
        if (shown.isPresent()) {
            return call(shown.get(), clause);
        }
        if (fits.isEmpty() || fits.getFirst().fits() < FITS) {
            return new Choice.Nothing(clause, act.kind() == Act.Kind.DESTROYS);
        }
        var best = harmless(act, fits);
        if (refusedInBulk(act, best) || Removal.ofAnotherKind(context.sentence(), best, texts.shapes())) {
            return new Choice.Nothing(clause, true);
        }
        if (fits.size() > 1 && best.equals(fits.getFirst())) {
            var second = fits.get(1);
            boolean alike = best.rank() - second.rank() < ALIKE && second.fits() >= FITS;
            boolean routed = Effects.routes(best.shape().tool().name())
                    || Effects.routes(second.shape().tool().name());
            if (alike
                    && !routed
                    && best.filled().missing().size()
                            == second.filled().missing().size()) {
                return new Choice.Either(List.of(best.shape(), second.shape()), clause);
            }
        }
        return call(best, clause);
    }

    /** "Draft orders", "phone number of Ann": words without a verb ask to see rather than to change, if both fit. */
    private static Fit harmless(Act act, List<Fit> fits) {
        var best = fits.getFirst();
        if (act.kind() != Act.Kind.UNCLEAR || best.shape().tool().readOnly()) {
            return best;
        }
        return fits.stream()
                .filter(fit -> fit.shape().tool().readOnly()
                        && best.rank() - fit.rank() < LENIENT
                        && fit.filled().missing().isEmpty()
                        && fit.fits() >= FITS)
                .findFirst()
                .orElse(best);
    }

    /** One record may be taken away by the tool that does that; all of a kind never. */
    private static boolean refusedInBulk(Act act, Fit best) {
        return act.kind() == Act.Kind.DESTROYS
                && act.mass()
                && !best.shape().words().contains("bulk");
    }

    private static Choice call(Fit fit, String clause) {
        var filled = fit.filled();
        return filled.missing().isEmpty()
                ? new Choice.Call(fit.shape(), filled.arguments(), filled.left())
                : new Choice.Ask(
                        fit.shape(), filled.arguments(), filled.missing().getFirst(), clause);
    }

    /** What a sentence itself says of a tool's arguments, nothing taken from the conversation. */
    tools.jackson.databind.node.ObjectNode said(ToolShape shape, String text) {
        return dev.bac.llm.planner.slots.Slots.fill(shape, context(text, (_, _) -> java.util.Optional.empty()))
                .arguments();
    }

    /** "The second one", with nothing else said: shows that record. */
    private java.util.Optional<Fit> shown(Context context, List<Fit> fits) {
        if (!Memory.pointed(context.sentence())
                || !ToolChoice.content(context).stream().allMatch(FILLER::contains)) {
            return java.util.Optional.empty();
        }
        return fits.stream()
                .filter(fit -> fit.shape().tool().readOnly()
                        && fit.filled().missing().isEmpty()
                        && fit.shape().params().stream()
                                .anyMatch(param -> param.required()
                                        && param.ref()
                                                .filter(ref -> fit.shape()
                                                        .nameStems()
                                                        .containsAll(dev.bac.retrieval.Wording.stems(ref)))
                                                .isPresent()))
                .findFirst();
    }

    /** A clause for a tool that is already chosen. */
    Choice fill(ToolShape shape, String clause, Context.Known known) {
        var filled = dev.bac.llm.planner.slots.Slots.fill(shape, context(clause, known));
        return filled.missing().isEmpty()
                ? new Choice.Call(shape, filled.arguments())
                : new Choice.Ask(shape, filled.arguments(), filled.missing().getFirst(), clause);
    }
}
