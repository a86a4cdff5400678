package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists of records with a thing and a quantity, as the lines of an order: "10 LED panels and 5 cables at 3 EUR". */
final class Lines {
    private static final int MAX_LINES = 50;
    private static final String UNIT = "unit";
    private static final List<String> NO_GOODS =
            List.of("days", "day", "weeks", "months", "percent", "%", "eur", "usd", "euros", "dollars");
    private static final List<String> PLAIN =
            List.of("x", "×", "of", "units", "unit", "pieces", "pcs", "times", "more");

    private final Param param;
    private final Context context;
    private final Param thing;
    private final Param quantity;
    /** The tool's own arguments: where they can hold a single line, no list is written. */
    private final List<Param> plain;

    private Lines(Param param, Context context, Param thing, Param quantity, List<Param> plain) {
        this.plain = plain;
        this.param = param;
        this.context = context;
        this.thing = thing;
        this.quantity = quantity;
    }

    static void fill(ToolShape shape, Context context, ObjectNode arguments, List<Span> used) {
        for (var param : shape.params()) {
            if (param.list() && Param.type(param.element()).equals("object")) {
                var inner = Param.of(param.element());
                var quantity = inner.stream()
                        .filter(child -> child.name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .matches(".*(quantity|qty|count|units).*"))
                        .findFirst();
                var thing = inner.stream()
                        .filter(child -> child.type().equals("string")
                                && child.role() != Role.CURRENCY
                                && child.role() != Role.AMOUNT
                                && quantity.filter(child::equals).isEmpty())
                        .findFirst();
                if (quantity.isPresent() && thing.isPresent()) {
                    new Lines(param, context, thing.get(), quantity.get(), shape.params()).read(inner, arguments, used);
                }
            }
        }
    }

    private void read(List<Param> inner, ObjectNode arguments, List<Span> used) {
        var sentence = context.sentence();
        var lines = new ArrayList<ObjectNode>();
        var price = inner.stream().filter(child -> child.role() == Role.AMOUNT).findFirst();
        for (var span : context.spans()) {
            if (span.value() instanceof Value.Count number && !money(span) && lines.size() < MAX_LINES) {
                item(sentence, span, used).ifPresent(item -> {
                    var line = JsonNodeFactory.instance.objectNode();
                    line.put(thing.name(), Convert.text(item));
                    line.set(quantity.name(), Convert.number(quantity.type(), number.number()));
                    inner.stream()
                            .filter(child -> child.name().equals(UNIT))
                            .findFirst()
                            .flatMap(_ -> counted(sentence, number(sentence, span)))
                            .ifPresent(word -> line.put(UNIT, word));
                    price.ifPresent(child -> each(item).ifPresent(amount -> {
                        line.set(child.name(), Convert.number(child.type(), amount.amount()));
                        used.add(amount.span());
                    }));
                    lines.add(line);
                    used.add(span);
                    used.add(item);
                });
            }
        }
        boolean single = lines.size() == 1
                && plain.stream().anyMatch(own -> own.name().equals(thing.name()))
                && plain.stream().anyMatch(own -> own.name().equals(quantity.name()));
        if (single) {
            lines.getFirst().properties().stream()
                    .filter(value -> plain.stream().anyMatch(own -> own.name().equals(value.getKey())))
                    .forEach(value -> arguments.set(value.getKey(), value.getValue()));
        } else if (!lines.isEmpty()) {
            arguments.putArray(param.name()).addAll(lines);
        }
    }

    /** Whether the number is one of an amount, in whatever currency: 2,000 naira are no quantity. */
    private boolean money(Span number) {
        return context.spans().stream()
                .anyMatch(other -> other.value() instanceof Value.Amount && other.overlaps(number));
    }

    private record Price(BigDecimal amount, Span span) {}

    /** An amount right after the thing: "at 20 EUR each". */
    private Optional<Price> each(Span item) {
        return context.spans().stream()
                .filter(span -> span.value() instanceof Value.Amount && span.start() >= item.end())
                .filter(span -> context.sentence()
                        .text()
                        .substring(item.end(), span.start())
                        .matches("(?i)\\s*(?:at|for|@|à)?\\s*"))
                .map(span -> new Price(((Value.Amount) span.value()).number(), span))
                .findFirst();
    }

    /** The words after a quantity up to a preposition or sign, a code where one stands there. */
    private static Optional<Span> item(Sentence sentence, Span number, List<Span> used) {
        int at = number(sentence, number);
        at += counted(sentence, at).isPresent() ? 2 : 0;
        while (PLAIN.contains(sentence.word(at))) {
            at++;
        }
        int end = at;
        while (end < sentence.tokens().size() && inside(sentence, end)) {
            end++;
        }
        if (end == at) {
            return Optional.empty();
        }
        int start = sentence.tokens().get(at).start();
        int stop = sentence.tokens().get(end - 1).end();
        var text = sentence.text().substring(start, stop);
        boolean code = text.matches("[A-Za-z]{1,6}-\\d+");
        var span = new Span(
                start,
                stop,
                text,
                code ? new Value.Code(text.toUpperCase(java.util.Locale.ROOT)) : new Value.Phrase(text));
        boolean unit = NO_GOODS.contains(text.toLowerCase(java.util.Locale.ROOT));
        return unit || used.stream().anyMatch(span::overlaps) ? Optional.empty() : Optional.of(span);
    }

    /** The token after a quantity. */
    private static int number(Sentence sentence, Span quantity) {
        return sentence.tokenAt(quantity.end() - 1) + 1;
    }

    /** What is counted in, where that is said: the packs of "two packs of paracetamol". */
    private static Optional<String> counted(Sentence sentence, int at) {
        return at < sentence.tokens().size() - 1
                        && inside(sentence, at)
                        && !PLAIN.contains(sentence.word(at))
                        && !NO_GOODS.contains(sentence.word(at))
                        && sentence.word(at + 1).equals("of")
                ? Optional.of(sentence.word(at))
                : Optional.empty();
    }

    private static boolean inside(Sentence sentence, int index) {
        var token = sentence.tokens().get(index);
        boolean joined = index > 0 && sentence.tokens().get(index - 1).end() == token.start();
        return (token.wordy() && !Lexicon.stop(token.word()))
                || (joined
                        && (token.text().equals("-")
                                || Character.isDigit(token.text().charAt(0))));
    }
}
