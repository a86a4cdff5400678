package dev.bac.llm.planner.slots;

import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.llm.planner.words.Token;
import dev.bac.retrieval.Wording;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tool read once: its arguments, its words and its example sentences cut into tokens.
 *
 * @param nameStems stems of name and title
 * @param words stems of name, title and description: words of a sentence found here speak of the tool, not of a value
 * @param paramStems stems of its arguments and of the values they may have
 */
public record ToolShape(
        ToolDefinition tool,
        List<Param> params,
        Set<String> nameStems,
        Set<String> words,
        List<Example> examples,
        Set<String> paramStems) {

    public ToolShape(
            ToolDefinition tool, List<Param> params, Set<String> nameStems, Set<String> words, List<Example> examples) {
        this(tool, params, nameStems, words, examples, stems(params));
    }

    private static Set<String> stems(List<Param> params) {
        var stems = new HashSet<String>();
        params.forEach(param -> {
            stems.addAll(param.stems());
            param.choices().forEach(choice -> stems.addAll(Wording.stems(choice)));
        });
        return Collections.unmodifiableSet(stems);
    }

    /**
     * An example sentence with the place of each argument's value in it, where the value stands there.
     *
     * @param content stems of the words that carry meaning and are no value
     */
    public record Example(ToolDefinition.Example said, Sentence sentence, List<Anchor> anchors, Set<String> content) {}

    /**
     * Where an example's argument stands in its sentence.
     *
     * @param before stem of the word before it
     * @param after stem of the word after it
     */
    public record Anchor(String argument, int start, int end, String before, String after) {}

    public static ToolShape of(ToolDefinition tool) {
        var nameStems = new HashSet<>(Wording.stems(tool.name() + " " + tool.title()));
        var words = new HashSet<>(nameStems);
        words.addAll(Wording.stems(tool.description()));
        var params = Param.of(tool.inputSchema());
        var examples = tool.examples().stream().map(ToolShape::example).toList();
        return new ToolShape(tool, params, Set.copyOf(nameStems), Set.copyOf(words), examples);
    }

    private static Example example(ToolDefinition.Example example) {
        var sentence = Sentence.of(example.say());
        var anchors = new java.util.ArrayList<Anchor>();
        example.arguments().properties().forEach(argument -> {
            var value = argument.getValue();
            if (value.isValueNode() && !value.isNull() && !value.isBoolean()) {
                anchor(sentence, argument.getKey(), value.asString()).ifPresent(anchors::add);
            }
        });
        return new Example(example, sentence, List.copyOf(anchors), content(sentence, anchors));
    }

    private static Set<String> content(Sentence sentence, List<Anchor> anchors) {
        var content = new HashSet<String>();
        for (var token : sentence.tokens()) {
            boolean value =
                    anchors.stream().anyMatch(anchor -> token.start() >= anchor.start() && token.end() <= anchor.end());
            if (token.wordy() && !value && !Lexicon.stop(token.word())) {
                content.add(token.stem());
            }
        }
        return Collections.unmodifiableSet(content);
    }

    private static java.util.Optional<Anchor> anchor(Sentence sentence, String argument, String value) {
        var wanted = Sentence.of(value).tokens().stream().map(Token::word).toList();
        var tokens = sentence.tokens();
        for (int i = 0; !wanted.isEmpty() && i + wanted.size() <= tokens.size(); i++) {
            var here = tokens.subList(i, i + wanted.size()).stream()
                    .map(Token::word)
                    .toList();
            boolean same = here.equals(wanted)
                    || (wanted.size() == 1 && number(here.getFirst()).equals(number(wanted.getFirst())));
            if (same) {
                int last = i + wanted.size() - 1;
                return java.util.Optional.of(new Anchor(
                        argument,
                        tokens.get(i).start(),
                        tokens.get(last).end(),
                        sentence.stem(i - 1),
                        sentence.stem(last + 1)));
            }
        }
        return java.util.Optional.empty();
    }

    private static String number(String word) {
        return word.matches("\\d[\\d.,]*") ? word.replaceAll("[.,]0+$", "").replaceAll("[.,]", "") : word;
    }
}
