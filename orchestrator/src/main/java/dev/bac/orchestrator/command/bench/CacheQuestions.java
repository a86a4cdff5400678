package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.instance.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Questions with what they ask for: two of the same topic have the same right answer. */
record CacheQuestions(List<Question> all) {
    private static final long LONGEST_FILE = 64L << 20;

    record Question(String text, String topic) {}

    /** From CSV with a header, the text first and the topic second; fields may be quoted (RFC 4180). */
    static CacheQuestions read(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new Failed(file + " is longer than " + LONGEST_FILE + " bytes");
            }
            var rows = rows(Files.readString(file));
            var questions = rows.stream()
                    .skip(1)
                    .filter(row -> row.size() >= 2)
                    .map(row -> new Question(row.get(0), row.get(1)))
                    .toList();
            return new CacheQuestions(questions);
        } catch (IOException missing) {
            throw new Failed(
                    "no questions in " + file + "; name a CSV file of text and topic with --questions", missing);
        }
    }

    /** In an order of their own for each seed; as the file has them for seed 0. */
    List<Question> order(int seed) {
        var ordered = new ArrayList<>(all);
        if (seed != 0) {
            Collections.shuffle(ordered, new Random(seed));
        }
        return ordered;
    }

    /** So many of them, drawn anew for each seed. */
    List<Question> some(int seed, int most) {
        var ordered = order(seed);
        return ordered.subList(0, Math.min(most, ordered.size()));
    }

    /** About so many of them, one topic after another; the topics in an order of their own for each seed. */
    List<Question> sorted(int seed, int most) {
        var topics =
                new ArrayList<>(all.stream().map(Question::topic).distinct().toList());
        if (seed > 1) {
            Collections.shuffle(topics, new Random(seed));
        }
        int step = Math.max(1, all.size() / Math.max(1, most));
        var each = all.stream().collect(Collectors.groupingBy(Question::topic));
        var sorted = new ArrayList<Question>();
        for (String topic : topics) {
            var ofTopic = each.getOrDefault(topic, List.of());
            for (int i = 0; i < ofTopic.size(); i += step) {
                sorted.add(ofTopic.get(i));
            }
        }
        return sorted;
    }

    private static List<List<String>> rows(String text) {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (quoted && letter == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (!quoted && letter == ',') {
                row.add(field.toString());
                field.setLength(0);
            } else if (!quoted && letter == '\n') {
                row.add(field.toString());
                field.setLength(0);
                rows.add(List.copyOf(row));
                row.clear();
            } else if (letter != '\r') {
                field.append(letter);
            }
        }
        return rows;
    }
}
