package dev.bac.llm.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Questions made up from topics: the topic is the true answer, a few of its words and some of everybody's are said. */
final class Topics {
    private static final int WORDS = 12;
    private static final int SAID = 9;
    private static final int COMMON = 2;

    private Topics() {}

    record Question(String text, String answer) {}

    /** Sorted by topic. */
    static List<Question> sorted(int topics, int each, long seed) {
        var random = new Random(seed);
        var questions = new ArrayList<Question>();
        for (int topic = 0; topic < topics; topic++) {
            for (int i = 0; i < each; i++) {
                questions.add(new Question(text(topic, random), "the answer to topic " + word(topic)));
            }
        }
        return questions;
    }

    static List<Question> shuffled(int topics, int each, long seed) {
        var questions = new ArrayList<>(sorted(topics, each, seed));
        Collections.shuffle(questions, new Random(seed));
        return questions;
    }

    private static String text(int topic, Random random) {
        var words = new ArrayList<String>();
        for (int i = 0; i < SAID; i++) {
            // Neighbouring topics share a sixth of their words, so that some questions can be taken for another
            // topic's.
            words.add(word(topic * WORDS * 5 / 6 + random.nextInt(WORDS)));
        }
        for (int i = 0; i < COMMON; i++) {
            words.add(word(100_000 + random.nextInt(20)));
        }
        return String.join(" ", words);
    }

    private static String word(int number) {
        var word = new StringBuilder("w");
        for (int rest = number + 1; rest > 0; rest /= 20) {
            word.append("bcdfghjklmnpqrtvwxyz".charAt(rest % 20)).append('o');
        }
        return word.append('k').toString();
    }
}
