package dev.bac.agents;

import dev.bac.prompts.Prompt;
import dev.bac.prompts.Template;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the model is told: a prompt of the library with its values, or the agent's own words. */
public sealed interface Guidance {

    /** The instructions with the variables' values put in; values are never read for places themselves. */
    String render(Map<String, String> variables);

    /** These instructions and a text behind them; the text is never read for places. */
    default Guidance and(String more) {
        return more.isEmpty() ? this : new Extended(this, more);
    }

    /** Instructions with a text behind them that follows from what the agent may do. */
    record Extended(Guidance first, String more) implements Guidance {
        @Override
        public String render(Map<String, String> variables) {
            return first.render(variables) + more;
        }
    }

    /** A prompt of the library; its values may hold variables. */
    record Shared(Prompt prompt, Map<String, Template> with) implements Guidance {
        public Shared {
            with = Map.copyOf(with);
        }

        @Override
        public String render(Map<String, String> variables) {
            var values = new LinkedHashMap<String, String>();
            with.forEach((name, template) -> values.put(name, template.fill(variables)));
            return prompt.render(values);
        }
    }

    /** Instructions written into the agent's file. */
    record Own(Template text) implements Guidance {
        @Override
        public String render(Map<String, String> variables) {
            return text.fill(variables);
        }
    }
}
