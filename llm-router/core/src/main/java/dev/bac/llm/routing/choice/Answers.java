package dev.bac.llm.routing.choice;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether two answers to a question that has one short right answer are the same. */
final class Answers {
    /** A longer answer is an essay, and no two of them are the same. In characters. */
    private static final int SHORT = 80;

    private static final int LONGEST_QUESTION = 800;
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(?:\\.\\d+)?");
    private static final Pattern COUNTED = Pattern.compile(
            "how (many|much|long|far|old|often)|what (percent|is the (total|sum|number|average|price|cost))|calculate",
            Pattern.CASE_INSENSITIVE);

    private Answers() {}

    /** One short question, without tools: only then can two answers be compared. */
    static boolean comparable(ChatRequest request) {
        long turns = request.messages().stream()
                .filter(message -> !(message instanceof Message.Instructions))
                .count();
        return request.tools().isEmpty()
                && turns == 1
                && request.messages().getLast() instanceof Message.User user
                && user.text().length() <= LONGEST_QUESTION
                && user.text().contains("?");
    }

    static boolean same(ChatResponse one, ChatResponse other, ChatRequest request) {
        Optional<String> key = key(one, request);
        return key.isPresent() && key.equals(key(other, request));
    }

    /** The answer itself; empty when none stands out. */
    private static Optional<String> key(ChatResponse answer, ChatRequest request) {
        String text = answer.message().text().strip();
        if (answer.finish() != Finish.STOP || text.isEmpty()) {
            return Optional.empty();
        }
        boolean counted = request.messages().getLast() instanceof Message.User user
                && COUNTED.matcher(user.text()).find();
        if (counted) {
            return NUMBER.matcher(text).results().reduce((_, last) -> last).map(last -> new BigDecimal(
                            last.group().replace(",", ""))
                    .stripTrailingZeros()
                    .toPlainString());
        }
        return Optional.of(text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip())
                .filter(words -> !words.isEmpty() && words.length() <= SHORT);
    }
}
