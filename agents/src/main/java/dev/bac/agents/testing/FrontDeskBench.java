package dev.bac.agents.testing;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.Routes;
import dev.bac.identity.Caller;
import dev.bac.llm.ToolDefinition;
import dev.bac.tools.Toolbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How well the front desk finds the right agent for what people say. The sentences lie in {@code agents/routing}: those
 * of {@code tuned} were looked at while the routing was made, those of {@code unseen} were not.
 */
public final class FrontDeskBench {
    /** The two halves. */
    public static final List<String> HALVES = List.of("tuned", "unseen");

    private static final int FEW = 3;

    private final List<ToolDefinition> handovers;
    private final Ranking ranking;

    /** Which handovers suit a sentence, the likeliest first. */
    public interface Ranking {
        /** None when no agent is meant. */
        List<ToolDefinition> rank(List<ToolDefinition> handovers, String said);
    }

    /**
     * @param desk who hands over
     * @param toolbox with the tools of those handed over to
     */
    public FrontDeskBench(AgentLibrary library, Caller caller, Agent desk, Toolbox toolbox, Ranking ranking) {
        this.handovers = Routes.of(library, caller, desk, toolbox);
        this.ranking = ranking;
    }

    /** One sentence, the agents any of which is right for it, and those that were found. */
    public record Answer(String said, List<String> right, List<String> found) {
        public Answer {
            right = List.copyOf(right);
            found = List.copyOf(found);
        }

        boolean among(int first) {
            return found.stream().limit(first).anyMatch(right::contains);
        }
    }

    /** How often the first found was right, and one of the first three. */
    public record Score(String half, List<Answer> answers) {
        public Score {
            answers = List.copyOf(answers);
        }

        /** 0 … 1 */
        public double first() {
            return share(1);
        }

        /** 0 … 1 */
        public double firstThree() {
            return share(FEW);
        }

        /** Those whose first was wrong. */
        public List<Answer> misses() {
            return answers.stream().filter(answer -> !answer.among(1)).toList();
        }

        private double share(int first) {
            return answers.isEmpty()
                    ? 0
                    : (double) answers.stream()
                                    .filter(answer -> answer.among(first))
                                    .count()
                            / answers.size();
        }

        @Override
        public String toString() {
            return "%-7s %d sentences: right agent first %.1f %%, among the first three %.1f %%"
                    .formatted(half, answers.size(), 100 * first(), 100 * firstThree());
        }
    }

    /** @param half one of {@link #HALVES} */
    public Score run(String half) {
        var names = handovers.stream().map(ToolDefinition::name).collect(Collectors.toSet());
        var answers = new ArrayList<Answer>();
        for (var line : lines(half)) {
            var parts = line.split("\t", 2);
            var right = List.of(parts[0].split(","));
            for (var agent : right) {
                if (!names.contains(tool(agent))) {
                    throw new IllegalStateException(half + " names the agent " + agent + ", which there is not");
                }
            }
            var found = ranking.rank(handovers, parts[1]).stream()
                    .map(ToolDefinition::name)
                    .map(FrontDeskBench::agent)
                    .toList();
            answers.add(new Answer(parts[1], right, found));
        }
        return new Score(half, answers);
    }

    private static String tool(String agent) {
        return "handoff_" + agent.replace('-', '_');
    }

    private static String agent(String tool) {
        return tool.substring("handoff_".length()).replace('_', '-');
    }

    private static List<String> lines(String half) {
        var name = "/dev/bac/agents/routing/" + half.toLowerCase(Locale.ROOT) + ".tsv";
        try (var in = Objects.requireNonNull(FrontDeskBench.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
