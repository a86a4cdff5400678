package dev.bac.llm.planner.spans;

import dev.bac.llm.planner.words.Sentence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All pieces of a sentence that may be a value. They may overlap ("30 days" is a number of days and "in 30 days" a
 * date): filling chooses, and uses no character twice.
 */
public final class Spans {
    private Spans() {}

    /**
     * @param today in the person's zone
     * @param region ISO 3166 country for phone numbers written without one
     */
    public static List<Span> of(Sentence sentence, LocalDate today, String region) {
        var text = sentence.text();
        var fixed = new ArrayList<>(Texts.in(sentence));
        fixed.addAll(Contacts.in(text, region));
        var quoted = fixed.stream()
                .filter(span -> span.value() instanceof Value.Quoted)
                .toList();
        var days = Dates.in(text, today);
        add(fixed, days, quoted);
        add(fixed, Clock.in(text, days), quoted);
        var numbers = Quantities.in(sentence);
        var amounts = new ArrayList<>(Amounts.in(text));
        spelled(text, numbers, amounts);
        add(fixed, amounts, quoted);
        add(fixed, clear(numbers, fixed), quoted);
        add(fixed, Amounts.currencies(text), quoted);
        var typed = fixed.stream()
                .filter(span -> span.value() instanceof Value.Amount
                        || span.value() instanceof Value.Phone
                        || span.value() instanceof Value.Email
                        || span.value() instanceof Value.Days
                        || span.value() instanceof Value.Time)
                .toList();
        var names = Names.in(sentence, typed);
        add(fixed, names, quoted);
        add(fixed, Texts.about(sentence), quoted);
        var phrases = Texts.phrases(sentence, typed);
        add(fixed, phrases, quoted);
        var items = new ArrayList<>(quoted);
        add(items, phrases, quoted);
        var named = new ArrayList<>(names);
        named.addAll(phrases);
        var measured = Measured.in(text, named);
        fixed.removeIf(piece -> Measured.inside(piece, measured));
        items.removeIf(piece -> Measured.inside(piece, measured));
        add(fixed, measured, quoted);
        fixed.stream()
                .filter(span -> span.value() instanceof Value.Email || span.value() instanceof Value.Phone)
                .forEach(items::add);
        fixed.addAll(Lists.of(
                text,
                items.stream()
                        .filter(a -> items.stream()
                                .noneMatch(b -> !b.equals(a)
                                        && b.overlaps(a)
                                        && b.text().length() > a.text().length()))
                        .toList()));
        fixed.sort(Comparator.comparingInt(Span::start));
        return List.copyOf(fixed);
    }

    /** "ten thousand euros": a number in words with a currency behind it. */
    private static void spelled(String text, List<Span> numbers, List<Span> amounts) {
        var currencies = Amounts.currencies(text);
        for (var number : numbers) {
            for (var currency : currencies) {
                boolean behind = currency.start() >= number.end()
                        && text.substring(number.end(), currency.start()).isBlank();
                if (behind
                        && number.value() instanceof Value.Count value
                        && amounts.stream().noneMatch(number::overlaps)) {
                    var code = ((Value.Currency) currency.value()).code();
                    amounts.add(new Span(
                            number.start(),
                            currency.end(),
                            text.substring(number.start(), currency.end()),
                            new Value.Amount(value.number(), java.util.Optional.of(code))));
                }
            }
        }
    }

    /** Numbers that are not a piece of a phone number, an address, a code or an exact date. */
    private static List<Span> clear(List<Span> numbers, List<Span> fixed) {
        return numbers.stream()
                .filter(number -> fixed.stream().noneMatch(other -> other.overlaps(number) && owns(other.value())))
                .toList();
    }

    private static boolean owns(Value value) {
        return value instanceof Value.Phone
                || value instanceof Value.Email
                || value instanceof Value.Code
                || value instanceof Value.Link
                || value instanceof Value.Time;
    }

    private static void add(List<Span> spans, List<Span> more, List<Span> outside) {
        more.stream().filter(span -> outside.stream().noneMatch(span::overlaps)).forEach(spans::add);
    }
}
