package dev.bac.agents;

import dev.bac.llm.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The messages of a conversation so far, which are its whole state. Not safe for use by several threads. */
public final class Transcript {
    private final List<Message> messages;
    private final Consumer<Message> saved;

    /** @param saved gets every message that is added, before anything goes on */
    public Transcript(List<Message> messages, Consumer<Message> saved) {
        this.messages = new ArrayList<>(messages);
        this.saved = saved;
    }

    /** A conversation that begins with what somebody says, kept in memory. */
    public static Transcript of(String said) {
        return new Transcript(List.of(Message.User.of(said)), _ -> {});
    }

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The message that says what comes next. */
    public Message last() {
        return messages.getLast();
    }

    public int size() {
        return messages.size();
    }

    public void add(Message message) {
        saved.accept(message);
        messages.add(message);
    }

    /** The messages since the person last spoke, their own included. */
    List<Message> sinceUser() {
        int from = messages.size() - 1;
        while (from > 0 && !(messages.get(from) instanceof Message.User)) {
            from--;
        }
        return messages.subList(Math.max(0, from), messages.size());
    }
}
