package dev.bac.llm.planner;

import dev.bac.llm.Part;
import dev.bac.llm.planner.slots.Countries;
import dev.bac.llm.planner.slots.Param;
import dev.bac.llm.planner.slots.Role;
import dev.bac.llm.planner.slots.ToolShape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one more call that may make good a call that was refused. */
final class Repairs {
    /** Below this no tool is meant. */
    private static final double FITS = 0.5;

    private final Planner planner;
    private final Conversation conversation;
    private final int user;

    Repairs(Planner planner, Conversation conversation, int user) {
        this.planner = planner;
        this.conversation = conversation;
        this.user = user;
    }

    /** Failures that a second call of the same tool made good: together they are one step. */
    static int made(List<Part.ToolResult> results) {
        int made = 0;
        for (int i = 0; i + 1 < results.size(); i++) {
            boolean again = results.get(i + 1).tool().equals(results.get(i).tool());
            made += results.get(i).failed() && again ? 1 : 0;
        }
        return made;
    }

    /** What was taken for what in the calls that were made good: no other name is taken in silence. */
    static String told(List<Part.ToolResult> results, List<Part.ToolCall> calls) {
        var told = new StringBuilder();
        for (int i = 0; i + 1 < results.size(); i++) {
            if (results.get(i).failed() && !results.get(i + 1).failed()) {
                var refused = arguments(results.get(i), calls);
                var taken = arguments(results.get(i + 1), calls);
                for (var given : refused.properties()) {
                    var instead = taken.path(given.getKey()).asString("");
                    var name = given.getValue().asString("");
                    if (!instead.isEmpty() && !instead.equalsIgnoreCase(name)) {
                        told.append("There is no \"%s\"; I took it for \"%s\".\n\n".formatted(name, instead));
                    }
                }
            }
        }
        return told.toString();
    }

    private static ObjectNode arguments(Part.ToolResult result, List<Part.ToolCall> calls) {
        return calls.stream()
                .filter(call -> call.id().equals(result.callId()))
                .findFirst()
                .map(Part.ToolCall::arguments)
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** One attempt a turn. */
    Optional<Choice.Call> of(Part.ToolResult failure, List<Part.ToolResult> results) {
        boolean first = results.stream().filter(Part.ToolResult::failed).count() == 1
                && results.getLast().equals(failure);
        if (!first) {
            return Optional.empty();
        }
        return conversation.calls(user).stream()
                .filter(made -> made.id().equals(failure.callId()))
                .findFirst()
                .flatMap(call -> shape(call).flatMap(shape -> Failures.field(failure.text(), call.arguments())
                        .flatMap(field -> mended(call, shape, field, failure.text())
                                .<Choice.Call>map(arguments -> new Choice.Call(shape, arguments))
                                .or(() -> results.size() == 1 ? instead(call, shape, field) : Optional.empty()))));
    }

    private Optional<ToolShape> shape(Part.ToolCall call) {
        return planner.texts().shapes().stream()
                .filter(known -> known.tool().name().equals(call.tool()))
                .findFirst();
    }

    /** The same tool, where the refusal names the one value that would work, or the argument says nothing. */
    private static Optional<ObjectNode> mended(Part.ToolCall call, ToolShape shape, String field, String refusal) {
        boolean reads = shape.tool().readOnly();
        var given = call.arguments().get(field).asString("");
        var mend = Failures.mend(refusal, given);
        if (mend.isPresent() && (reads || given.chars().noneMatch(Character::isDigit))) {
            return Optional.of(call.arguments().deepCopy().put(field, mend.get()));
        }
        // "Which suppliers do we owe money?": a common word that was taken for a name, where none is needed.
        boolean needless = reads
                && !given.isEmpty()
                && given.chars().allMatch(letter -> Character.isLowerCase(letter) || letter == ' ')
                && optional(shape, field);
        if (needless && refusal.contains("no ")) {
            var without = call.arguments().deepCopy();
            without.remove(field);
            return Optional.of(without);
        }
        return Optional.empty();
    }

    private static boolean optional(ToolShape shape, String field) {
        return shape.params().stream().anyMatch(param -> param.name().equals(field) && !param.required());
    }

    /**
     * "How many contacts do we have in Germany?": the name was taken for something it is not. The same words in another
     * argument of the tool that only searches, or the next tool that reads and takes these very words, finds what was meant;
     * one that leaves them out would answer another question.
     */
    private Optional<Choice.Call> instead(Part.ToolCall call, ToolShape shape, String field) {
        var given = call.arguments().get(field).asString("").strip().toLowerCase(Locale.ROOT);
        if (given.length() < 2
                || given.chars().anyMatch(Character::isDigit)
                || !shape.tool().readOnly()) {
            return Optional.empty();
        }
        var query = shape.params().stream()
                .filter(param -> param.role() == Role.QUERY && !call.arguments().has(param.name()))
                .map(Param::name)
                .findFirst();
        if (query.isPresent() && optional(shape, field) && Countries.code(given).isEmpty()) {
            var searched = call.arguments().deepCopy();
            searched.set(query.get(), searched.remove(field));
            return Optional.of(new Choice.Call(shape, searched));
        }
        return planner.fits(conversation.said(user), Memory.of(conversation.messages())).stream()
                .filter(fit -> fit.shape().tool().readOnly()
                        && !fit.shape().tool().name().equals(call.tool())
                        && fit.fits() >= FITS
                        && fit.filled().missing().isEmpty()
                        && takes(fit.filled().arguments(), given))
                .findFirst()
                .map(fit -> new Choice.Call(fit.shape(), fit.filled().arguments()));
    }

    private static boolean takes(ObjectNode arguments, String given) {
        var code = Countries.code(given).map(country -> country.toLowerCase(Locale.ROOT));
        return arguments.properties().stream()
                .map(argument -> argument.getValue().asString("").strip().toLowerCase(Locale.ROOT))
                .anyMatch(value -> !value.isEmpty()
                        && (given.contains(value)
                                || value.contains(given)
                                || code.filter(value::equals).isPresent()));
    }
}
