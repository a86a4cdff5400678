package dev.bac.llm.planner.words;

import dev.bac.retrieval.Stemmer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the planner knows of English and of business words, read from the word lists beside the planner. */
public final class Lexicon {
    private static final Set<String> READ = words("read-verbs.txt");
    private static final Set<String> WRITE = words("write-verbs.txt");
    private static final Set<String> DESTROY = words("destroy-verbs.txt");
    private static final Set<String> NOUN_TOO = words("noun-verbs.txt");
    private static final Set<String> STOP = words("stopwords.txt");
    private static final Set<String> BREAKERS = words("breakers.txt");
    private static final Map<String, Set<Integer>> GROUPS = groups();
    /** By a stem those of its groups. */
    private static final Map<String, Set<String>> ALIKE = alike();

    private static final Set<String> QUESTION = Set.of(
            "what", "which", "who", "whom", "whose", "where", "when", "why", "how", "is", "are", "was", "were", "do",
            "does", "did", "has", "have", "any", "am");

    private Lexicon() {}

    public static boolean readVerb(String word) {
        return READ.contains(word);
    }

    public static boolean writeVerb(String word) {
        return WRITE.contains(word);
    }

    public static boolean destroyVerb(String word) {
        return DESTROY.contains(word);
    }

    /** Any word that can open a request. */
    public static boolean verb(String word) {
        return readVerb(word) || writeVerb(word) || destroyVerb(word);
    }

    /** A verb that is as often a noun: "text", "order", "call". */
    public static boolean nounToo(String word) {
        return NOUN_TOO.contains(word);
    }

    public static boolean questionWord(String word) {
        return QUESTION.contains(word);
    }

    /** A word that ends a noun group: "owes", "called", "using". */
    public static boolean breaker(String word) {
        return BREAKERS.contains(word);
    }

    /** True when the word is a common noun or verb of some group of synonyms. */
    public static boolean known(String stem) {
        return GROUPS.containsKey(stem);
    }

    /** A word without meaning of its own. */
    public static boolean stop(String word) {
        return STOP.contains(word) || word.startsWith("'");
    }

    /** 1 for the same stem, 0.7 for stems of one group of synonyms, else 0. */
    public static double near(String stem, String other) {
        if (stem.equals(other)) {
            return 1;
        }
        var mine = GROUPS.getOrDefault(stem, Set.of());
        if (mine.isEmpty()) {
            return 0;
        }
        for (var group : GROUPS.getOrDefault(other, Set.of())) {
            if (mine.contains(group)) {
                return 0.7;
            }
        }
        return 0;
    }

    /** The best nearness of a stem to any of the others. */
    public static double near(String stem, Set<String> others) {
        if (others.contains(stem)) {
            return 1;
        }
        for (var alike : ALIKE.getOrDefault(stem, Set.of())) {
            if (others.contains(alike)) {
                return 0.7;
            }
        }
        return 0;
    }

    /** The best nearness of a stem to any of the others. */
    public static double near(String stem, Iterable<String> others) {
        double best = 0;
        for (var other : others) {
            best = Math.max(best, near(stem, other));
        }
        return best;
    }

    /** The lines of a list beside the planner. */
    public static List<String> lines(String name) {
        try (var in = Lexicon.class.getResourceAsStream("/dev/bac/llm/planner/" + name)) {
            if (in == null) {
                throw new IllegalStateException("word list is missing from the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> words(String name) {
        var words = new HashSet<String>();
        lines(name).forEach(line -> words.addAll(List.of(line.split(" "))));
        return Set.copyOf(words);
    }

    private static Map<String, Set<Integer>> groups() {
        var groups = new HashMap<String, Set<Integer>>();
        int number = 0;
        for (var line : lines("synonyms.txt")) {
            for (var word : line.split(" ")) {
                groups.computeIfAbsent(Stemmer.stem(word), _ -> new HashSet<>()).add(number);
            }
            number++;
        }
        return groups;
    }

    private static Map<String, Set<String>> alike() {
        var members = new HashMap<Integer, Set<String>>();
        GROUPS.forEach((stem, groups) -> groups.forEach(
                group -> members.computeIfAbsent(group, _ -> new HashSet<>()).add(stem)));
        var alike = new HashMap<String, Set<String>>();
        GROUPS.forEach((stem, groups) -> groups.forEach(group ->
                alike.computeIfAbsent(stem, _ -> new HashSet<>()).addAll(members.getOrDefault(group, Set.of()))));
        return alike;
    }
}
