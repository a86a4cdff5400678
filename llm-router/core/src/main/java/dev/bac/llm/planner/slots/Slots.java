package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills a tool's arguments from a sentence.
 *
 * <p>Every argument is weighed against every piece of the sentence: whether the piece is of the argument's kind
 * ({@link Suits}) and what the words around it say ({@link Cues}). The best whole is taken ({@link Assignment}), above a
 * threshold: low for required arguments, where a guess that the person can see and correct is
 * better than a question, and high for optional ones, where a wrong filter silently gives a wrong answer. What no piece
 * was found for may come from words that imply it ({@link Implied}), from the conversation, or is missing.
 */
public final class Slots {
    private static final double REQUIRED = 0.75;
    private static final double OPTIONAL = 2.3;
    private static final double OPTIONAL_NAME = 1.75;

    private static final Set<String> MAKES =
            Set.of("add", "create", "new", "save", "register", "enter", "record", "store");

    private final ToolShape shape;
    private final Context context;
    private final ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    private final List<Span> used = new ArrayList<>();
    private double evidence;

    private Slots(ToolShape shape, Context context) {
        this.shape = shape;
        this.context = context;
    }

    public static Filled fill(ToolShape shape, Context context) {
        var slots = new Slots(shape, context);
        return slots.fill(shape.params());
    }

    private Filled fill(List<Param> params) {
        var implied = new Implied(shape, context);
        implied.into(arguments, params);
        for (int token : implied.spent()) {
            var spent = context.sentence().tokens().get(token);
            used.add(new Span(spent.start(), spent.end(), spent.text(), new Value.Phrase(spent.text())));
        }
        Lines.fill(shape, context, arguments, used);
        params.stream().filter(param -> param.type().equals("object")).forEach(this::nested);
        var dates = params.stream()
                .filter(param -> param.role() == Role.DATE && !param.list())
                .toList();
        boolean period = params.stream()
                .anyMatch(param ->
                        param.role() == Role.CHOICE && param.stems().contains("period") && arguments.has(param.name()));
        if (period) {
            evidence += 0.7;
            context.spans().stream()
                    .filter(span -> span.value() instanceof Value.Days)
                    .forEach(used::add);
        } else if (Periods.pair(dates, context.spans(), context.sentence(), context.zone(), arguments)) {
            context.spans().stream()
                    .filter(span -> span.value() instanceof Value.Days)
                    .forEach(used::add);
            evidence += 1;
        }
        assign(params);
        Hours.into(arguments, params, context);
        recall(params);
        fallbacks(params);
        var missing = params.stream()
                .filter(param -> param.required() && !arguments.has(param.name()))
                .toList();
        return new Filled(arguments, missing, evidence, left(), used);
    }

    /** What "her" or "it" stands for. One word points to one record: where a tool needs one, no other is guessed. */
    private void recall(List<Param> params) {
        boolean recalled = false;
        for (boolean required : new boolean[] {true, false}) {
            for (var param : params) {
                boolean open = param.required() == required && !arguments.has(param.name());
                if (!open || (!required && recalled && param.ref().isPresent())) {
                    continue;
                }
                var value = context.known().recall(param, context.sentence());
                value.ifPresent(found -> arguments.set(param.name(), found));
                recalled |= value.isPresent() && param.ref().isPresent();
            }
        }
    }

    private List<Span> left() {
        return context.spans().stream()
                .filter(span -> span.value().telling() || span.value() instanceof Value.Days)
                .filter(span -> used.stream().noneMatch(span::overlaps))
                .toList();
    }

    private void assign(List<Param> params) {
        var simple =
                params.stream().filter(param -> !param.type().equals("object")).toList();
        var candidates = new ArrayList<>(new Candidates(shape, context)
                .of(simple.stream().filter(param -> !param.list()).toList()));
        candidates.addAll(ListCandidates.of(simple.stream().filter(Param::list).toList(), context, shape));
        candidates.removeIf(candidate -> made(candidate.param())
                || arguments.has(candidate.param().name())
                || used.stream().anyMatch(candidate.span()::overlaps));
        Assignment.best(simple, candidates, Slots::threshold).forEach(this::take);
    }

    /** A record that is only now made is not looked up: "add Ann as a contact" names no known one. */
    private boolean made(Param param) {
        var verb = context.sentence().word(0);
        return !param.required()
                && param.ref().isPresent()
                && MAKES.contains(verb)
                && shape.nameStems()
                        .containsAll(dev.bac.retrieval.Wording.stems(param.ref().get()))
                && shape.params().stream().anyMatch(other -> other.name().equals("name"));
    }

    private static double threshold(Param param) {
        if (param.required()) {
            return REQUIRED;
        }
        return switch (param.role()) {
            case PERSON, COMPANY, PLACE, NAME, RECORD, CODE, PROSE, QUERY -> OPTIONAL_NAME;
            case AMOUNT -> 1.5;
            case EMAIL, PHONE, LINK, DATE, TIME, CURRENCY, PERCENT, LIMIT, SORT, CURSOR, NUMBER, FLAG, CHOICE, OTHER ->
                OPTIONAL;
        };
    }

    private void take(Candidate candidate) {
        var param = candidate.param();
        var span = candidate.span();
        var value = span.value();
        if (param.list()) {
            var list = Convert.list(param, value, Convert.text(span));
            if (list.isEmpty()) {
                return;
            }
            arguments.set(param.name(), list);
        } else if (value instanceof Value.Days days && param.role() == Role.DATE) {
            arguments.set(
                    param.name(), Convert.day(param, Periods.one(param, days), Hours.said(context), context.zone()));
        } else if (value instanceof Value.Time && param.role() == Role.DATE) {
            return; // an hour is no moment before its day is known
        } else if (param.numeric() || param.role() == Role.AMOUNT || param.role() == Role.NUMBER) {
            arguments.set(param.name(), Convert.number(param, value));
        } else {
            arguments.put(param.name(), Countries.written(param, Convert.text(span)));
        }
        used.add(span);
        evidence += Math.min(candidate.score(), 4) / 4;
        if (value instanceof Value.Amount amount) {
            amount.currency().ifPresent(this::currency);
        }
    }

    /** The one argument that a piece may fill beside another: the currency of an amount. */
    private void currency(String code) {
        shape.params().stream()
                .filter(param -> param.role() == Role.CURRENCY && !arguments.has(param.name()))
                .filter(param -> param.choices().isEmpty() || param.choices().contains(code))
                .findFirst()
                .ifPresent(param -> arguments.put(param.name(), code));
    }

    /** A flat object: its own properties are filled like arguments from what is left. */
    private void nested(Param param) {
        var inner = Param.of(param.schema());
        if (inner.isEmpty() || inner.stream().anyMatch(child -> child.type().equals("object"))) {
            return;
        }
        var shapeOfInner = new ToolShape(shape.tool(), inner, shape.nameStems(), shape.words(), List.of());
        var child = new Slots(
                shapeOfInner,
                new Context(context.sentence(), context.spans(), context.zone(), (_, _) -> java.util.Optional.empty()));
        child.used.addAll(used);
        var filled = child.fill(inner);
        if (!filled.arguments().isEmpty() && filled.missing().isEmpty()) {
            arguments.set(param.name(), filled.arguments());
            used.addAll(child.used);
        }
    }

    /** What a meeting that is said to be about nothing is called: "Meeting". */
    private void untitled(List<Param> params) {
        var kind = params.stream()
                .filter(param -> param.required() && param.role() == Role.CHOICE && arguments.has(param.name()))
                .map(param -> arguments.get(param.name()).asString(""))
                .filter(text -> text.length() > 1)
                .findFirst();
        params.stream()
                .filter(param -> param.required()
                        && param.role() == Role.PROSE
                        && param.name().equals("subject")
                        && !arguments.has(param.name()))
                .forEach(param -> kind.ifPresent(text ->
                        arguments.put(param.name(), Character.toUpperCase(text.charAt(0)) + text.substring(1))));
    }

    private void fallbacks(List<Param> params) {
        untitled(params);
        for (var param : params) {
            if (param.required() && !arguments.has(param.name())) {
                param.fallback()
                        .filter(value -> !value.isNull())
                        .ifPresent(value -> arguments.set(param.name(), value));
            }
        }
    }
}
