package dev.bac.llm.planner;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.Usage;
import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.telling.Telling;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorFile;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A chat model that needs no model weights: it understands requests by their tools.
 *
 * <p>A message is cut into acts. For each, the tools of the request are ranked by wording, by meaning when the sentence
 * embedder is loaded, and by how well the typed pieces of the sentence (dates, amounts, names, numbers …) fill the
 * tool's arguments; tools' example sentences teach it both. Results are told as sentences and tables. It keeps no state:
 * all of it follows from the transcript, so that the same request gets the same answer. English only. It knows nothing
 * but its tools, and says so.
 */
public final class PlannerModel implements ChatModel {
    /** The id it answers under. */
    public static final String ID = "bac/planner";

    private static final int CACHED_TEXTS = 8_192;
    private static final int MESSAGES = 2_000;
    /** So far behind a colleague's tool, by rank, one's own is no answer. */
    private static final double WORSE = 1.0;

    private static final String WHY =
            "no language model is connected; set OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY, or run Ollama";

    private final CachedEmbedder embedder;
    private final Tools tools;
    private final InstantSource clock;
    private final ZoneId zone;
    private final String region;
    private final Supplier<String> ids;

    /**
     * @param clock gives today
     * @param zone of the people who ask; decides on which day it is
     * @param region ISO 3166 country of phone numbers written without a country code
     * @param ids makes ids of tool calls, unique within a conversation
     */
    public PlannerModel(Embedder embedder, InstantSource clock, ZoneId zone, String region, Supplier<String> ids) {
        this.embedder = new CachedEmbedder(embedder, CACHED_TEXTS);
        this.tools = new Tools(this.embedder);
        this.clock = clock;
        this.zone = zone;
        this.region = region;
        this.ids = ids;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        var conversation = new Conversation(request.messages());
        if (conversation.lastUser() < 0 || request.messages().size() > MESSAGES) {
            throw new ModelException(
                    ModelException.Kind.BAD_REQUEST,
                    "bac",
                    "The planner needs a message of a person, and reads at most %d messages.".formatted(MESSAGES),
                    Optional.empty());
        }
        var sight = sight(
                Reach.unfolded(request.tools()).stream()
                        .filter(tool -> !asksSomebody(tool))
                        .toList(),
                conversation);
        var parts = new Turn(sight.planner(), colleagues(sight.reach()), conversation, new Telling(zone), ids).answer();
        parts.stream().filter(Part.Text.class::isInstance).forEach(part -> stream(((Part.Text) part).text(), onText));
        boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        return new ChatResponse(
                new Message.Assistant(parts),
                calls ? ChatResponse.Finish.TOOL_CALLS : ChatResponse.Finish.STOP,
                Usage.NONE,
                ID,
                WHY);
    }

    /**
     * The handovers that lead to what a first message asks for, the likeliest first: {@link #chat} takes the first one.
     * Empty when no tool is meant, or one at hand.
     */
    public List<ToolDefinition> handovers(List<ToolDefinition> offered, String said) {
        var reach = Reach.of(offered);
        var planner = planner(reach);
        Context.Known nothing = (_, _) -> Optional.empty();
        var choices = planner.clauses(said, nothing).stream()
                .map(clause -> planner.choose(clause, nothing))
                .toList();
        return choices.isEmpty()
                ? List.of()
                : colleagues(reach)
                        .ranked(
                                choices.getFirst(),
                                choices.subList(1, choices.size()),
                                planner.context(said, nothing),
                                planner.fits(said, nothing));
    }

    /** To ask a colleague something one must put it into words of one's own, which the planner has not. */
    private static boolean asksSomebody(ToolDefinition tool) {
        return tool.name().startsWith("ask_")
                && Set.copyOf(tool.inputSchema().path("properties").propertyNames())
                        .equals(Set.of("question"));
    }

    /** What a turn plans over, and what plans. */
    private record Sight(Reach reach, Planner planner) {}

    /**
     * Who was just handed a request of one act looks at its own tools first: that is what it was chosen for. But it makes no
     * other change than the one that is meant: "make Globex a quotation" does not become a deal with who keeps deals. Nor
     * does it make do with a tool that is much worse than a colleague's.
     */
    private Sight sight(List<ToolDefinition> offered, Conversation conversation) {
        var all = Reach.of(offered);
        var wide = planner(all);
        var own = offered.stream().filter(tool -> tool.leadsTo().isEmpty()).toList();
        if (own.isEmpty() || own.size() == offered.size() || conversation.handovers(conversation.lastUser()) == 0) {
            return new Sight(all, wide);
        }
        var near = Reach.of(own);
        var alone = planner(near);
        var memory = Memory.of(conversation.messages().subList(0, conversation.lastUser()));
        var said = conversation.said(conversation.lastUser());
        var choice = alone.choose(said, memory);
        boolean sufficient = wide.clauses(said, memory).size() == 1
                && !(choice instanceof Choice.Nothing)
                && !otherChange(choice, wide.choose(said, memory))
                && !muchWorse(choice, wide.fits(said, memory));
        return sufficient ? new Sight(near, alone) : new Sight(all, wide);
    }

    private static boolean otherChange(Choice own, Choice meant) {
        var change = Colleagues.tool(meant).filter(tool -> !tool.readOnly());
        return change.isPresent()
                && Colleagues.tool(own)
                        .filter(tool -> !tool.readOnly()
                                && !tool.name().equals(change.get().name()))
                        .isPresent();
    }

    private static boolean muchWorse(Choice own, List<Fit> fits) {
        var name = Colleagues.tool(own).map(ToolDefinition::name).orElse("");
        return fits.stream()
                .filter(fit -> fit.shape().tool().name().equals(name))
                .findFirst()
                .map(fit -> fits.getFirst().rank() - fit.rank() > WORSE)
                .orElse(true);
    }

    private Planner planner(Reach reach) {
        var texts = tools.read(reach.tools());
        return new Planner(texts, meaning(texts), LocalDate.ofInstant(clock.instant(), zone), zone, region);
    }

    private Colleagues colleagues(Reach reach) {
        return new Colleagues(reach, tools, meaning(tools.read(reach.handovers())));
    }

    private CachedEmbedder meaning(ToolTexts texts) {
        return tools.warm(texts) ? embedder : new CachedEmbedder(Embedder.none(), 1);
    }

    /** Embeds the tools' texts now, so that the first turn need not; returns false when the embedder is not loaded. */
    public boolean warm(List<ToolDefinition> definitions) {
        var reach = Reach.of(definitions);
        return embedder.embed(tools.read(reach.handovers()).all()).isPresent()
                && embedder.embed(tools.read(reach.tools()).all()).isPresent();
    }

    /** As {@link #warm(List)}, but takes what the file has, and keeps there what it has not for the next process. */
    public boolean warm(List<ToolDefinition> definitions, VectorFile file) {
        var reach = Reach.of(definitions);
        var texts = Stream.of(reach.handovers(), reach.tools())
                .flatMap(list -> tools.read(list).all().stream())
                .distinct()
                .toList();
        return embedder.embed(texts, file);
    }

    /** Line by line, as a model streams. */
    private static void stream(String text, Consumer<String> onText) {
        for (var line : text.split("(?<=\n)")) {
            onText.accept(line);
        }
    }

    @Override
    public String toString() {
        return ID.toLowerCase(Locale.ROOT);
    }
}
