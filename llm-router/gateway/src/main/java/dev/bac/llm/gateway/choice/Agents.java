package dev.bac.llm.gateway.choice;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import java.util.List;

/** Agents that answer as if they were models; their tools run inside. */
public interface Agents {

    /** Names of those the caller may use. */
    List<String> names(Caller caller);

    /** The agent of that name, for callers who may use it. */
    ChatModel agent(String name);

    /** There are none. */
    static Agents none() {
        return new Agents() {
            @Override
            public List<String> names(Caller caller) {
                return List.of();
            }

            @Override
            public ChatModel agent(String name) {
                throw new IllegalArgumentException("there is no agent " + name);
            }
        };
    }
}
