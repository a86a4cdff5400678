package dev.bac.llm.planner;

import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.telling.Telling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One answer: the next calls of the turn, or the words that end it. */
final class Turn {
    private static final int HANDOVERS = 6;
    private static final int STARTERS = 3;
    private static final Context.Known NOTHING = (_, _) -> Optional.empty();

    private final Planner planner;
    private final Colleagues colleagues;
    private final Conversation conversation;
    private final Telling telling;
    private final Supplier<String> ids;
    private final int user;

    Turn(Planner planner, Colleagues colleagues, Conversation conversation, Telling telling, Supplier<String> ids) {
        this.planner = planner;
        this.colleagues = colleagues;
        this.conversation = conversation;
        this.telling = telling;
        this.ids = ids;
        this.user = conversation.lastUser();
    }

    List<Part> answer() {
        var tools = colleagues.atHandFirst(planner.texts().shapes());
        var results = conversation.results(user);
        if (results.isEmpty() && conversation.handovers(user) == 0) {
            var talk = SmallTalk.answer(conversation.said(user), tools, conversation.firstAnswer());
            if (talk.isPresent()) {
                return text(talk.get());
            }
        }
        if (!results.isEmpty() && results.getLast().failed()) {
            return failed(results);
        }
        var steps = new Steps(planner, conversation).of(user, 0);
        int done = results.size() - Repairs.made(results);
        if (done >= steps.size()) {
            var taken = Repairs.told(results, conversation.calls(user));
            return text(taken + tell(results) + Unheeded.words(choices(steps)));
        }
        return next(steps, done, results);
    }

    private List<Part> next(List<Steps.Step> steps, int done, List<Part.ToolResult> results) {
        var memory = Memory.of(conversation.messages());
        var calls = new ArrayList<Part>();
        for (int i = done; i < steps.size(); i++) {
            var choice = Steps.choice(planner, steps.get(i), memory);
            if (Colleagues.tool(choice).filter(ToolDefinition::withheld).isPresent()) {
                return calls.isEmpty() ? text(before(results) + SmallTalk.withheld(choice)) : calls;
            }
            var handover = handover(steps, i, memory);
            if (handover.isPresent()) {
                return calls.isEmpty() ? List.of(handover.get()) : calls;
            }
            if (!(choice instanceof Choice.Call call) || loops(call)) {
                return calls.isEmpty() ? text(before(results) + words(choice)) : calls;
            }
            boolean alone = !call.shape().tool().readOnly()
                    || Effects.routes(call.shape().tool().name());
            boolean leans = i > done
                    && steps.get(i) instanceof Steps.Step.Clause clause
                    && Memory.pointed(planner.context(clause.text(), memory).sentence());
            if (i > done && (alone || leans)) {
                return calls;
            }
            calls.add(new Part.ToolCall(ids.get(), call.shape().tool().name(), call.arguments()));
            if (alone) {
                return calls;
            }
        }
        return calls;
    }

    private List<Choice> choices(List<Steps.Step> steps) {
        var memory = Memory.of(conversation.messages());
        return steps.stream().map(step -> Steps.choice(planner, step, memory)).toList();
    }

    private Optional<Part> handover(List<Steps.Step> steps, int at, Memory memory) {
        if (conversation.handovers(user) >= HANDOVERS) {
            return Optional.empty();
        }
        var first = Steps.choice(planner, steps.get(at), memory);
        if (!colleagues.away(first) && !(first instanceof Choice.Nothing)) {
            return Optional.empty();
        }
        var choices = steps.stream()
                .skip(at)
                .map(step -> Steps.choice(planner, step, memory))
                .toList();
        var context = planner.context(conversation.said(user), memory);
        var rest = choices.subList(1, choices.size());
        var fits = planner.fits(conversation.said(user), memory);
        var colleague = conversation.handovers(user) == 0
                ? colleagues.handover(first, rest, context, fits)
                : colleagues.another(first, rest, context, fits);
        return colleague.map(tool -> new Part.ToolCall(
                ids.get(), tool.name(), tools.jackson.databind.node.JsonNodeFactory.instance.objectNode()));
    }

    /** An agent that hands back and forth would never end. */
    private boolean loops(Choice.Call call) {
        return Effects.routes(call.shape().tool().name()) && conversation.handovers(user) >= HANDOVERS;
    }

    private String words(Choice choice) {
        var tools = colleagues.atHandFirst(planner.texts().shapes());
        return switch (choice) {
            case Choice.Ask ask -> Questions.missing(ask);
            case Choice.Either either -> Questions.either(either);
            case Choice.Nothing nothing -> nothing(nothing, tools);
            case Choice.Call call -> nothing(new Choice.Nothing(conversation.said(user), false), tools);
        };
    }

    private String nothing(Choice.Nothing nothing, List<ToolShape> tools) {
        return SmallTalk.nothing(nothing, tools, starters(nothing.clause()), conversation.firstAnswer());
    }

    /** Sentences near to what was said, which colleagues or, where there are none, the tools at hand understand. */
    private List<String> starters(String clause) {
        var starters = colleagues.starters(planner.context(clause, NOTHING), STARTERS);
        return starters.isEmpty()
                ? planner.fits(clause, NOTHING).stream()
                        .filter(fit -> !fit.shape().tool().withheld())
                        .flatMap(fit -> fit.shape().examples().stream().limit(1))
                        .map(example -> example.said().say())
                        .limit(STARTERS)
                        .toList()
                : starters;
    }

    private String before(List<Part.ToolResult> results) {
        return results.isEmpty() ? "" : tell(results) + "\n\n";
    }

    private String tell(List<Part.ToolResult> results) {
        return results.stream()
                .filter(result -> !result.failed())
                .map(result -> telling.of(Results.words(result.text()), Results.json(result.text())))
                .collect(Collectors.joining("\n\n"));
    }

    private List<Part> failed(List<Part.ToolResult> results) {
        var failure = results.stream()
                .filter(Part.ToolResult::failed)
                .reduce((_, last) -> last)
                .orElseThrow();
        var repaired = new Repairs(planner, conversation, user).of(failure, results);
        if (repaired.isPresent()) {
            return List.of(new Part.ToolCall(
                    ids.get(),
                    repaired.get().shape().tool().name(),
                    repaired.get().arguments()));
        }
        var good = tell(results);
        var told = Failures.declined(failure.text())
                ? "Not done: the approval was declined. Nothing was changed."
                : "That did not work. " + Results.words(failure.text());
        if (Failures.ambiguous(failure.text()) && !told.strip().endsWith("?")) {
            told += "\n\nWhich one do you mean?";
        }
        return text(good.isEmpty() ? told : good + "\n\n" + told);
    }

    private static List<Part> text(String text) {
        return List.of(new Part.Text(text));
    }
}
