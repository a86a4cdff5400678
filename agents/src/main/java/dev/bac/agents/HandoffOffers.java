package dev.bac.agents;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Which colleagues a model is shown where an agent may hand over to many: those nearest to what was asked for, and a tool
 * to look for others. What was shown once stays in its place, since vendors keep a prompt only up to its first
 * difference; the choice follows from the transcript. The built-in planner sees them all: they stand in what the tool to
 * look with leads to, which vendors are never sent.
 */
public final class HandoffOffers {
    static final String NAME = "find_colleague";
    private static final String WORK = "work";
    /** So much of a request is looked at, in characters. */
    private static final int LONGEST = 2_000;

    private static final int MOST_REQUESTS = 2_000;

    private final Ranking ranking;
    private final int each;
    private final Cache<Asked, List<String>> found =
            Caffeine.newBuilder().maximumSize(MOST_REQUESTS).build();

    private record Asked(String said, List<String> among) {}

    /** Which handovers suit what was said, the likeliest first. */
    @FunctionalInterface
    public interface Ranking {
        /** As many as may come into question. */
        List<ToolDefinition> rank(List<ToolDefinition> handovers, String said);
    }

    /** @param each how many colleagues are shown for each request; up to so many, all are */
    public HandoffOffers(Ranking ranking, int each) {
        this.ranking = ranking;
        this.each = each;
    }

    /** All colleagues, however many there are. */
    public static HandoffOffers everybody() {
        return new HandoffOffers((handovers, _) -> handovers, Integer.MAX_VALUE);
    }

    /**
     * What a model is shown of these handovers.
     *
     * @param always the one that is shown in any case
     */
    public List<ToolDefinition> of(List<ToolDefinition> handovers, String always, List<Message> messages) {
        if (handovers.size() <= each) {
            return handovers;
        }
        var names = new LinkedHashSet<String>();
        for (var message : messages) {
            switch (message) {
                case Message.User said -> names.addAll(nearest(handovers, said.text()));
                case Message.Assistant answer ->
                    answer.toolCalls().stream()
                            .flatMap(call -> called(handovers, call).stream())
                            .forEach(names::add);
                case Message.Instructions _, Message.ToolResults _ -> {}
            }
        }
        Map<String, ToolDefinition> all = handovers.stream()
                .collect(Collectors.toMap(ToolDefinition::name, Function.identity(), (one, _) -> one));
        var offered = new ArrayList<ToolDefinition>();
        offered.add(directory(handovers));
        handovers.stream().filter(one -> one.name().equals(always)).forEach(offered::add);
        names.stream()
                .filter(name -> !name.equals(always) && all.containsKey(name))
                .map(all::get)
                .forEach(offered::add);
        return List.copyOf(offered);
    }

    /** What the model reads; the colleagues themselves are shown with its next turn. */
    Optional<Part.ToolResult> found(Part.ToolCall call, List<ToolDefinition> handovers) {
        if (handovers.size() <= each) {
            return Optional.empty();
        }
        var near = nearest(handovers, work(call));
        var text = handovers.stream()
                .filter(one -> near.contains(one.name()))
                .map(one -> one.name() + " (" + one.title() + ")")
                .collect(Collectors.joining("; "));
        var told = text.isEmpty() ? "Nobody here does that." : "You may call: " + text;
        return Optional.of(new Part.ToolResult(call.id(), call.tool(), told, false));
    }

    private List<String> called(List<ToolDefinition> handovers, Part.ToolCall call) {
        return call.tool().equals(NAME)
                ? nearest(handovers, work(call))
                : call.tool().startsWith(Handoffs.PREFIX) ? List.of(call.tool()) : List.of();
    }

    private List<String> nearest(List<ToolDefinition> handovers, String text) {
        var said = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        var among = handovers.stream().map(ToolDefinition::name).toList();
        return found.get(new Asked(said, among), _ -> {
            return ranking.rank(handovers, said).stream()
                    .map(ToolDefinition::name)
                    .limit(each)
                    .toList();
        });
    }

    private static String work(Part.ToolCall call) {
        return call.arguments().path(WORK).asString("");
    }

    private static ToolDefinition directory(List<ToolDefinition> handovers) {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(WORK)
                .put("type", "string")
                .put("description", "What is to be done, in a few words.");
        schema.putArray("required").add(WORK);
        return new ToolDefinition(
                NAME,
                "Look for a colleague",
                "There are more colleagues than are listed here. Call this when none of them fits; whom it names you can"
                        + " hand over to from then on.",
                schema,
                JsonNodeFactory.instance.objectNode(),
                true,
                List.of(),
                handovers);
    }
}
