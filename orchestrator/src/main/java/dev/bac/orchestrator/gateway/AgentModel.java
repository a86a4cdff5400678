package dev.bac.orchestrator.gateway;

import dev.bac.identity.Caller;
import dev.bac.llm.Abilities;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An agent that answers like a model. Its run is a chat run as any other, kept, audited and approved as they are, under
 * the caller's own rights; but it ends when its caller leaves. What an agent decides itself (its tools, its instructions,
 * how hot its model runs) cannot be set from outside, and is refused by name.
 */
final class AgentModel implements ChatModel {
    private static final Abilities NONE = new Abilities(Optional.empty(), Set.of());

    private final String name;
    private final Conversations conversations;
    private final KnownConversations known;

    AgentModel(String name, Conversations conversations, KnownConversations known) {
        this.name = name;
        this.conversations = conversations;
        this.known = known;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        check(request);
        List<Message> said = request.messages();
        String asked = ((Message.User) said.getLast()).text();
        List<Message> before = said.subList(0, said.size() - 1);
        try {
            Optional<UUID> goesOn = known.find(caller, name, before);
            UUID id = goesOn.orElseGet(
                    () -> conversations.create(caller, Optional.of(name), "").id());
            ChatResponse answer = run(caller, id, goesOn.isPresent() ? asked : withHistory(before, asked), onText);
            var after = new ArrayList<>(said);
            after.add(new Message.Assistant(answer.message().parts()));
            known.remember(caller, name, after, id);
            return answer;
        } catch (Refusal refusal) {
            throw refused(refusal);
        }
    }

    private void check(ChatRequest request) {
        String who = "agent/" + name;
        NONE.check(who, request);
        unless(request.tools().isEmpty(), "tools", "has tools of its own and takes no others");
        unless(request.temperature().isEmpty(), "temperature", "does not take a temperature");
        boolean words = request.messages().stream().noneMatch(Message.Instructions.class::isInstance);
        unless(words, "messages", "has instructions of its own and takes no system message");
        boolean asks = request.messages().getLast() instanceof Message.User user
                && !user.text().isBlank();
        unless(asks, "messages", "answers what a user says last");
    }

    private void unless(boolean fine, String field, String what) {
        if (!fine) {
            throw ModelException.unsupported("agent/" + name, field, what);
        }
    }

    private ChatResponse run(Caller caller, UUID id, String text, Consumer<String> onText) {
        var reader = new RunReader(name, onText);
        long before = conversations.answer(caller, id, text, Optional.of(name));
        boolean whole = false;
        try {
            conversations.follow(caller, id, before, reader);
            whole = reader.ended();
        } finally {
            if (!whole) {
                leave(caller, id);
            }
        }
        return reader.answer();
    }

    /** Nobody waits any more. The flag is put back, for those above to see. */
    private void leave(Caller caller, UUID id) {
        boolean interrupted = Thread.interrupted();
        conversations.cancel(caller, id);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was said elsewhere, where this conversation is not known. */
    private static String withHistory(List<Message> before, String asked) {
        if (before.isEmpty()) {
            return asked;
        }
        var text = new StringBuilder("So far:\n");
        for (Message message : before) {
            switch (message) {
                case Message.User user ->
                    text.append("User: ").append(user.text()).append('\n');
                case Message.Assistant answer ->
                    text.append("You: ").append(answer.text()).append('\n');
                case Message.Instructions _, Message.ToolResults _ -> {}
            }
        }
        return text.append("\nNow: ").append(asked).toString();
    }

    private static Refused refused(Refusal refusal) {
        var reason =
                switch (refusal.code().status()) {
                    case 403 -> Refused.Reason.FORBIDDEN;
                    case 404 -> Refused.Reason.NOT_FOUND;
                    case 503 -> Refused.Reason.OVERLOADED;
                    default -> Refused.Reason.INVALID;
                };
        return Refused.of(reason, refusal.code().label(), refusal.detail());
    }
}
