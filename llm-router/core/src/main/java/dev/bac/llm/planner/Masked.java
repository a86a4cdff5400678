package dev.bac.llm.planner;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Spans;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Sentence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A sentence with a stand-in for each value: "What does Globex owe us?" and "What does Stark Industries owe us?" read the
 * same. What is compared then is what is wanted, not about whom. Stand-ins are ordinary words, since a sentence embedder
 * knows those and no placeholders.
 */
final class Masked {
    private static final LocalDate ANY_DAY = LocalDate.of(2026, 1, 1);

    private Masked() {}

    static String text(String said) {
        var sentence = Sentence.of(said);
        return text(sentence, Spans.of(sentence, ANY_DAY, "DE"));
    }

    static String text(Sentence sentence, List<Span> spans) {
        var taken = new ArrayList<Span>();
        spans.stream()
                .filter(span -> standIn(span.value()).isPresent())
                .sorted(Comparator.comparingInt((Span span) -> span.text().length())
                        .reversed())
                .filter(span -> taken.stream().noneMatch(span::overlaps))
                .forEachOrdered(taken::add);
        taken.sort(Comparator.comparingInt(Span::start).reversed());
        var text = new StringBuilder(sentence.text());
        taken.forEach(span ->
                text.replace(span.start(), span.end(), standIn(span.value()).orElseThrow()));
        return text.toString();
    }

    private static Optional<String> standIn(Value value) {
        return switch (value) {
            case Value.Name _ -> Optional.of("Acme");
            case Value.Email _ -> Optional.of("anna@acme.com");
            case Value.Phone _ -> Optional.of("+49 30 1234567");
            case Value.Amount _ -> Optional.of("500 EUR");
            case Value.Code code -> Optional.of(code.code().replaceAll("\\d+", "1000"));
            case Value.Count _ -> Optional.of("5");
            case Value.Days days -> days.single() ? Optional.of("tomorrow") : Optional.empty();
            case Value.Percent _,
                    Value.Time _,
                    Value.Link _,
                    Value.Quoted _,
                    Value.Free _,
                    Value.Phrase _,
                    Value.Several _,
                    Value.Numbers _,
                    Value.Currency _ -> Optional.empty();
        };
    }
}
