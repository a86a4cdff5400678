package dev.bac.llm;

import java.util.List;
import java.util.stream.Collectors;

/** What several messages do with their parts. */
final class Parts {
    private Parts() {}

    static String textOf(List<Part> parts) {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining());
    }
}
