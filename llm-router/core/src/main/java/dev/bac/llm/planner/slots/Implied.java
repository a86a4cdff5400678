package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.retrieval.Wording;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Arguments that words imply without standing in the sentence: flags, choices, and what an example teaches. */
final class Implied {
    private static final Set<String> EMPTY_FLAG_WORDS = Set.of(
            "includ", "include", "is", "has", "show", "onli", "get", "with", "use", "return", "flag", "all", "should");
    private static final Set<String> NEGATIONS =
            Set.of("not", "no", "without", "never", "except", "excluding", "don't", "doesn't", "exclude");

    private final ToolShape shape;
    private final Context context;
    private final Set<Integer> masked = new HashSet<>();
    private final Set<Integer> dated = new HashSet<>();
    private final Set<Integer> spent = new HashSet<>();

    Implied(ToolShape shape, Context context) {
        this.shape = shape;
        this.context = context;
        var sentence = context.sentence();
        for (var span : context.spans()) {
            if (span.value() instanceof Value.Days) {
                for (int i = sentence.tokenAt(span.start());
                        i < sentence.tokens().size() && sentence.tokens().get(i).start() < span.end();
                        i++) {
                    dated.add(i);
                }
            }
            if (span.value() instanceof Value.Quoted
                    || (span.value() instanceof Value.Free free && !free.text().isEmpty() && freeTaken())) {
                for (int i = sentence.tokenAt(span.start());
                        i < sentence.tokens().size() && sentence.tokens().get(i).start() < span.end();
                        i++) {
                    masked.add(i);
                }
            }
        }
    }

    private boolean freeTaken() {
        return shape.params().stream().anyMatch(param -> param.role() == Role.PROSE);
    }

    /** Tokens that decided a choice and are no value of another argument. */
    Set<Integer> spent() {
        return spent;
    }

    void into(ObjectNode arguments, List<Param> params) {
        for (var param : params) {
            switch (param.role()) {
                case FLAG -> flag(param, arguments);
                case CHOICE, SORT -> choice(param, arguments);
                case OTHER, NAME, PROSE, NUMBER -> named(param, arguments);
                case EMAIL,
                        PHONE,
                        LINK,
                        DATE,
                        TIME,
                        CURRENCY,
                        AMOUNT,
                        PERCENT,
                        LIMIT,
                        CURSOR,
                        PERSON,
                        COMPANY,
                        PLACE,
                        CODE,
                        RECORD,
                        QUERY -> {}
            }
        }
        shape.examples().forEach(example -> constants(example, arguments));
        params.stream()
                .filter(param -> param.required() && param.role() == Role.CHOICE && !arguments.has(param.name()))
                .forEach(param -> Taught.value(shape, param, context.sentence(), masked)
                        .ifPresent(value -> arguments.put(param.name(), value)));
    }

    private void choice(Param param, ObjectNode arguments) {
        if (param.list()) {
            var all = Choices.all(param, context.sentence(), masked, shape.nameStems());
            if (!all.isEmpty()) {
                var array = arguments.putArray(param.name());
                all.forEach(picked -> array.add(picked.choice()));
            }
            return;
        }
        var picks = param.stems().contains("group") ? grouping(param) : java.util.Optional.<Choices.Picked>empty();
        picks = picks.or(() -> Choices.pick(param, context.sentence(), masked, shape.nameStems()));
        if (picks.isEmpty() && param.required()) {
            picks = Choices.pick(param, context.sentence(), masked, Set.of());
        }
        picks.filter(picked -> picked.score() >= (param.required() ? 0.5 : 0.65))
                .filter(picked -> picked.tokens().size() > 1
                        || !dated.containsAll(picked.tokens())
                        || picked.tokens().stream().anyMatch(this::split))
                .filter(picked -> !spent.containsAll(picked.tokens()))
                .ifPresent(picked -> {
                    arguments.put(param.name(), picked.choice());
                    if (picked.score() >= 0.9) {
                        spent.addAll(picked.tokens());
                    }
                });
    }

    private java.util.Optional<Choices.Picked> grouping(Param param) {
        for (int i = 1; i < context.sentence().tokens().size(); i++) {
            for (var choice : param.choices()) {
                if (split(i) && Lexicon.near(context.sentence().stem(i), Wording.stems(choice)) >= 1) {
                    return java.util.Optional.of(new Choices.Picked(choice, 1, Set.of(i)));
                }
            }
        }
        return java.util.Optional.empty();
    }

    /** "Per quarter", "by month": how to split, not when. */
    private boolean split(int token) {
        return Set.of("per", "by", "each", "every").contains(context.sentence().word(token - 1));
    }

    /** A value that only the description names, in quotes. */
    private void named(Param param, ObjectNode arguments) {
        if (!param.type().equals("string") || param.list()) {
            return;
        }
        Choices.Picked best = null;
        for (var choice : Choices.named(param)) {
            var picked = Choices.score(choice, context.sentence(), masked, shape.nameStems());
            if (picked.score() >= 0.95 && (best == null || picked.score() > best.score())) {
                best = picked;
            }
        }
        if (best != null) {
            arguments.put(param.name(), best.choice());
        }
    }

    private void flag(Param param, ObjectNode arguments) {
        var sentence = context.sentence();
        var words = param.stems().stream()
                .filter(stem -> !EMPTY_FLAG_WORDS.contains(stem))
                .toList();
        double found = 0;
        boolean negated = false;
        for (var word : words) {
            for (int i = 0; i < sentence.tokens().size(); i++) {
                if (!masked.contains(i)
                        && Lexicon.near(sentence.stem(i), word) >= 0.7
                        && !shape.nameStems().contains(word)) {
                    found++;
                    negated |= NEGATIONS.contains(sentence.word(i - 1)) || NEGATIONS.contains(sentence.word(i - 2));
                    break;
                }
            }
        }
        if (!words.isEmpty() && found / words.size() >= 0.5) {
            arguments.put(param.name(), !negated);
        } else if (param.required() && param.fallback().isEmpty()) {
            long about = sentence.tokens().stream()
                    .filter(token ->
                            !Lexicon.stop(token.word()) && param.about().contains(token.stem()))
                    .count();
            arguments.put(param.name(), about > 0);
        }
    }

    /** What an example says without naming it: its telling words in this sentence bring its value along. */
    private void constants(ToolShape.Example example, ObjectNode arguments) {
        example.said().arguments().properties().forEach(argument -> {
            var param = shape.params().stream()
                    .filter(candidate -> candidate.name().equals(argument.getKey()))
                    .findFirst();
            boolean anchored = example.anchors().stream()
                    .anyMatch(anchor -> anchor.argument().equals(argument.getKey()));
            boolean open = param.isPresent() && constant(param.get()) && !arguments.has(argument.getKey());
            if (open
                    && !anchored
                    && argument.getValue().isValueNode()
                    && !argument.getValue().isNull()
                    && triggered(example, argument.getKey(), argument.getValue())) {
                arguments.set(argument.getKey(), argument.getValue());
            }
        });
    }

    private static boolean constant(Param param) {
        return switch (param.role()) {
            case FLAG, CHOICE, SORT -> true;
            case EMAIL,
                    PHONE,
                    LINK,
                    DATE,
                    TIME,
                    CURRENCY,
                    AMOUNT,
                    PERCENT,
                    LIMIT,
                    CURSOR,
                    PERSON,
                    COMPANY,
                    PLACE,
                    NAME,
                    CODE,
                    RECORD,
                    PROSE,
                    NUMBER,
                    QUERY,
                    OTHER -> false;
        };
    }

    private boolean triggered(ToolShape.Example example, String argument, JsonNode value) {
        var telling = new HashSet<String>();
        example.sentence().tokens().stream()
                .filter(token -> token.wordy()
                        && !Lexicon.stop(token.word())
                        && !shape.nameStems().contains(token.stem()))
                .filter(token -> example.anchors().stream()
                        .noneMatch(anchor -> token.start() >= anchor.start() && token.end() <= anchor.end()))
                .filter(token -> !token.capital() || token.start() == 0)
                .forEach(token -> telling.add(token.stem()));
        for (var other : shape.examples()) {
            boolean same = value.equals(other.said().arguments().get(argument));
            if (!same) {
                other.sentence().tokens().forEach(token -> telling.remove(token.stem()));
            }
        }
        telling.removeIf(stem -> Lexicon.verb(stem) && shape.examples().size() < 2);
        var own = Wording.stems(argument + " " + value.asString());
        boolean near = telling.stream().anyMatch(stem -> Lexicon.near(stem, own) > 0);
        for (int i = 0; i < context.sentence().tokens().size(); i++) {
            var stem = context.sentence().stem(i);
            if (!masked.contains(i) && telling.contains(stem) && (!near || Lexicon.near(stem, own) > 0)) {
                return true;
            }
        }
        return false;
    }
}
