package dev.bac.llm.routing.curve;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Questions with two models' results, from a file with the columns {@code prompt}, one a model with {@code True} or
 * {@code False} (or 0 to 1), and, when it has them, {@code <model>_response}. The strong model is the one that is right
 * more often.
 *
 * @param responses true when costs are made of the answers' lengths; otherwise each call of the strong model costs 1
 */
public record TwoModels(String weak, String strong, List<Question> questions, boolean responses) {
    private static final int CHARACTERS = 4;

    /** Prices in US dollars a token, of reading and of writing. */
    public record Prices(BigDecimal weakIn, BigDecimal weakOut, BigDecimal strongIn, BigDecimal strongOut) {}

    public TwoModels {
        questions = List.copyOf(questions);
    }

    /** @throws IllegalArgumentException when the file has another form */
    public static TwoModels read(Path file, Prices prices) throws IOException {
        List<List<String>> rows = Csv.read(Files.readString(file));
        List<String> head = rows.isEmpty() ? List.of() : rows.getFirst();
        int prompt = head.indexOf("prompt");
        List<Integer> models = new ArrayList<>();
        for (int i = 0; i < head.size(); i++) {
            int column = i;
            if (i != prompt
                    && !head.get(i).endsWith("_response")
                    && rows.stream().skip(1).allMatch(row -> row.size() > column && isScore(row.get(column)))) {
                models.add(i);
            }
        }
        if (prompt < 0 || models.size() != 2 || rows.size() < 3) {
            throw new IllegalArgumentException("the file needs a column prompt and two columns of True and False");
        }
        var scored = rows.subList(1, rows.size());
        double first = total(scored, models.getFirst());
        double second = total(scored, models.getLast());
        int weak = first <= second ? models.getFirst() : models.getLast();
        int strong = first <= second ? models.getLast() : models.getFirst();
        int weakSaid = head.indexOf(head.get(weak) + "_response");
        int strongSaid = head.indexOf(head.get(strong) + "_response");
        boolean responses = weakSaid >= 0 && strongSaid >= 0;
        var questions = scored.stream()
                .map(row -> new Question(
                        row.get(prompt),
                        score(row.get(weak)),
                        score(row.get(strong)),
                        responses
                                ? cost(row.get(prompt), row.get(weakSaid), prices.weakIn, prices.weakOut)
                                : BigDecimal.ZERO,
                        responses
                                ? cost(row.get(prompt), row.get(strongSaid), prices.strongIn, prices.strongOut)
                                : BigDecimal.ONE))
                .toList();
        return new TwoModels(head.get(weak), head.get(strong), questions, responses);
    }

    private static BigDecimal cost(String prompt, String answer, BigDecimal in, BigDecimal out) {
        return in.multiply(BigDecimal.valueOf(prompt.length() / CHARACTERS))
                .add(out.multiply(BigDecimal.valueOf(answer.length() / CHARACTERS)));
    }

    private static boolean isScore(String text) {
        return Set.of("True", "False", "true", "false").contains(text) || text.matches("[01](\\.\\d+)?");
    }

    private static double score(String text) {
        return switch (text) {
            case "True", "true" -> 1;
            case "False", "false" -> 0;
            default -> Double.parseDouble(text);
        };
    }

    private static double total(List<List<String>> rows, int column) {
        return rows.stream().mapToDouble(row -> score(row.get(column))).sum();
    }
}
