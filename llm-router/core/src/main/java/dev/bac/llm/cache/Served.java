package dev.bac.llm.cache;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Gives an answer again: its text as a stream, its usage as what was saved, and where it came from in {@code why}. */
final class Served {
    private static final Pattern LINES = Pattern.compile("(?<=\n)");

    private Served() {}

    static ChatResponse again(ChatResponse answer, String why, Consumer<String> onText) {
        for (Part part : answer.message().parts()) {
            if (part instanceof Part.Text(String text)) {
                LINES.splitAsStream(text).filter(line -> !line.isEmpty()).forEach(onText);
            }
        }
        return new ChatResponse(answer.message(), answer.finish(), Usage.again(answer.usage()), answer.model(), why);
    }
}
