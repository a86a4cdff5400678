package dev.bac.llm.planner;

import dev.bac.llm.Part;
import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.NumberWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a message of the person asks for, step by step. A message that answers the planner's question takes up the step
 * that was asked about and what came after it; the question itself is not stored anywhere, it is found again by
 * planning the message before once more, which gives the same outcome on the same transcript.
 */
final class Steps {
    private static final int DEPTH = 4;
    private static final Pattern CANDIDATE = Pattern.compile("\"([^\"]{1,120})\"|\\b([A-Z]{2,6}-\\d{1,9})\\b");

    private final Planner planner;
    private final Conversation conversation;

    Steps(Planner planner, Conversation conversation) {
        this.planner = planner;
        this.conversation = conversation;
    }

    /** A clause still to be planned, or a choice that an answer has already settled. */
    sealed interface Step {
        record Clause(String text) implements Step {}

        record Settled(Choice choice) implements Step {}
    }

    List<Step> of(int user, int depth) {
        var said = conversation.said(user);
        if (depth < DEPTH && conversation.answersQuestion(user)) {
            int before = conversation.userBefore(user);
            if (before >= 0) {
                var answered = answered(before, user, said, depth);
                if (answered.isPresent()) {
                    return answered.get();
                }
            }
        }
        var earlier = new Conversation(conversation.messages().subList(0, user));
        var again = FollowUp.of(planner, earlier, said);
        if (again.isPresent()) {
            return List.of(new Step.Settled(again.get()));
        }
        var clauses = planner.clauses(said, Memory.of(conversation.messages().subList(0, user)));
        return clauses.stream().<Step>map(Step.Clause::new).toList();
    }

    private Optional<List<Step>> answered(int before, int user, String said, int depth) {
        var earlier = new Steps(planner, conversation.until(user - 1));
        var steps = earlier.of(before, depth + 1);
        var results = conversation.until(user).results(before);
        var memory = Memory.of(conversation.messages().subList(0, user));
        if (!results.isEmpty() && results.getLast().failed()) {
            return corrected(before, results.getLast(), said, memory).map(call -> List.of(new Step.Settled(call)));
        }
        int at = conversation.until(user).calls(before).size();
        if (at >= steps.size()) {
            return Optional.empty();
        }
        var pending = choice(planner, steps.get(at), memory);
        var settled = settle(pending, said, memory);
        return settled.map(choice -> {
            var all = new ArrayList<Step>();
            all.add(new Step.Settled(choice));
            all.addAll(steps.subList(at + 1, steps.size()));
            return all;
        });
    }

    static Choice choice(Planner planner, Step step, Context.Known memory) {
        return switch (step) {
            case Step.Clause clause -> planner.choose(clause.text(), memory);
            case Step.Settled settled -> settled.choice();
        };
    }

    private Optional<Choice> settle(Choice pending, String said, Memory memory) {
        return switch (pending) {
            case Choice.Ask ask ->
                fresh(said, ask.shape(), memory) ? Optional.empty() : Optional.of(supplied(ask, said, memory));
            case Choice.Either either ->
                named(either.shapes(), said).map(shape -> planner.fill(shape, either.clause(), memory));
            case Choice.Call _, Choice.Nothing _ -> Optional.empty();
        };
    }

    /** True when the person has gone on to something else instead of answering. */
    private boolean fresh(String said, ToolShape asked, Memory memory) {
        var context = planner.context(said, memory);
        boolean opens = Lexicon.verb(context.sentence().word(0))
                || Lexicon.questionWord(context.sentence().word(0));
        return opens
                && context.sentence().tokens().size() > 2
                && planner.choose(said, memory) instanceof Choice.Call call
                && !call.shape().tool().name().equals(asked.tool().name());
    }

    private Choice supplied(Choice.Ask ask, String said, Memory memory) {
        var arguments = ask.arguments().deepCopy();
        var open = ask.shape().params().stream()
                .filter(param -> !arguments.has(param.name()))
                .toList();
        var wanted = ask.missing();
        var only = new ToolShape(
                ask.shape().tool(),
                List.of(wanted),
                ask.shape().nameStems(),
                ask.shape().words(),
                List.of());
        var own = dev.bac.llm.planner.slots.Slots.fill(only, planner.context(said, memory))
                .arguments();
        if (own.has(wanted.name())) {
            arguments.set(wanted.name(), own.get(wanted.name()));
        } else if (wanted.type().equals("string") && wanted.choices().isEmpty()) {
            arguments.put(wanted.name(), said.strip().replaceAll("[.!]$", ""));
        }
        var rest = dev.bac.llm.planner.slots.Slots.fill(
                new ToolShape(
                        ask.shape().tool(),
                        open,
                        ask.shape().nameStems(),
                        ask.shape().words(),
                        ask.shape().examples()),
                planner.context(said, memory));
        boolean more =
                planner.context(said, memory).spans().stream().anyMatch(span -> !(span.value() instanceof Value.Phrase))
                        && open.size() > 1;
        if (more) {
            rest.arguments().properties().forEach(found -> {
                if (!arguments.has(found.getKey()) && !found.getValue().equals(arguments.get(wanted.name()))) {
                    arguments.set(found.getKey(), found.getValue());
                }
            });
        }
        var missing = ask.shape().params().stream()
                .filter(param -> param.required() && !arguments.has(param.name()))
                .findFirst();
        return missing.<Choice>map(param -> new Choice.Ask(ask.shape(), arguments, param, ask.clause()))
                .orElseGet(() -> new Choice.Call(ask.shape(), arguments));
    }

    private Optional<ToolShape> named(List<ToolShape> shapes, String said) {
        var sentence = dev.bac.llm.planner.words.Sentence.of(said);
        for (var token : sentence.tokens()) {
            var ordinal = NumberWords.ordinal(token.word());
            if (ordinal.isPresent()) {
                int n = ordinal.get() < 0 ? shapes.size() : Math.min(ordinal.get(), shapes.size());
                return Optional.of(shapes.get(n - 1));
            }
        }
        ToolShape best = null;
        double most = 0;
        for (var shape : shapes) {
            double score = sentence.tokens().stream()
                    .filter(token -> !Lexicon.stop(token.word()))
                    .mapToDouble(token -> Lexicon.near(token.stem(), shape.nameStems()))
                    .sum();
            if (score > most) {
                best = shape;
                most = score;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A call that failed for one argument, with the argument as the person now says it. */
    private Optional<Choice> corrected(int before, Part.ToolResult failure, String said, Memory memory) {
        var calls = conversation.calls(before);
        var call = calls.isEmpty() ? null : calls.getLast();
        if (call == null) {
            return Optional.empty();
        }
        var shape = planner.texts().shapes().stream()
                .filter(candidate -> candidate.tool().name().equals(call.tool()))
                .findFirst();
        var field = Failures.field(failure.text(), call.arguments());
        if (shape.isEmpty() || field.isEmpty() || fresh(said, shape.get(), memory)) {
            return Optional.empty();
        }
        ObjectNode arguments = call.arguments().deepCopy();
        arguments.put(
                field.get(), candidate(failure.text(), said).orElse(said.strip().replaceAll("[.!?]$", "")));
        return Optional.of(new Choice.Call(shape.get(), arguments));
    }

    private static Optional<String> candidate(String text, String said) {
        var offered = new ArrayList<String>();
        for (var matcher = CANDIDATE.matcher(text); matcher.find() && offered.size() < 20; ) {
            offered.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        var wanted = said.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("[.!?]$", "");
        var sentence = dev.bac.llm.planner.words.Sentence.of(wanted);
        for (var token : sentence.tokens()) {
            var ordinal = NumberWords.ordinal(token.word());
            if (ordinal.isPresent() && offered.size() > 1) {
                // The first quoted text is what the person had said; the candidates come after it.
                var list = offered.subList(1, offered.size());
                return Optional.of(
                        ordinal.get() < 0 ? list.getLast() : list.get(Math.min(ordinal.get(), list.size()) - 1));
            }
        }
        return offered.stream()
                .skip(1)
                .filter(offer -> offer.toLowerCase(java.util.Locale.ROOT).contains(wanted))
                .findFirst();
    }
}
