package dev.bac.knowledge.file;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers text under the headings that it stands under: "Returns › Deadlines". */
final class Headings {
    private static final int LONGEST = 80;
    private final TreeMap<Integer, String> open = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Section> sections = new ArrayList<>();

    /** @param level 1 for the highest */
    void heading(int level, String title) {
        close();
        open.tailMap(level, true).clear();
        String line = title.strip();
        open.put(level, line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    void paragraph(String paragraph) {
        text.append(paragraph).append("\n\n");
    }

    List<Section> sections() {
        close();
        return List.copyOf(sections);
    }

    private void close() {
        if (!text.toString().isBlank()) {
            sections.add(new Section(
                    open.values().stream().filter(title -> !title.isEmpty()).collect(Collectors.joining(" › ")),
                    text.toString()));
        }
        text.setLength(0);
    }
}
