package dev.bac.agents.format;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.prompts.PromptLibrary;
import dev.bac.prompts.TextFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Reads many agents at once; one wrong file and nothing is taken, so that a fleet is never half new. */
public final class Fleet {
    private Fleet() {}

    /** The agents that ship with the product. */
    public static AgentLibrary shipped() {
        var folder =
                Objects.requireNonNull(Fleet.class.getResource("/dev/bac/agents/library"), "the library of agents");
        return read(TextFolder.read(folder, ".yaml"), PromptLibrary.shipped());
    }

    /**
     * From files: path and text.
     *
     * @throws FormatException with the problems of all files
     */
    public static AgentLibrary read(Map<String, String> files, PromptLibrary prompts) {
        var reader = new AgentFile(prompts);
        var problems = new ArrayList<Problem>();
        var agents = new ArrayList<Agent>();
        var names = new HashMap<String, String>();
        files.forEach((file, text) -> {
            try {
                var agent = reader.parse(text, file);
                var other = names.put(agent.name(), file);
                if (other == null) {
                    agents.add(agent);
                } else {
                    problems.add(new Problem(file, 1, 1, "agent \"" + agent.name() + "\" is in " + other + " too"));
                }
            } catch (FormatException wrong) {
                problems.addAll(wrong.problems());
            }
        });
        if (!problems.isEmpty()) {
            throw new FormatException(problems);
        }
        return new AgentLibrary(agents);
    }
}
