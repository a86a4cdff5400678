package dev.bac.llm.planner;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The transcript as the planner reads it. It is the only state: where a turn stands follows from what was said, called
 * and answered in it.
 */
record Conversation(List<Message> messages) {

    /** Index of the last thing the person said; −1 when there is none. */
    int lastUser() {
        return userBefore(messages.size());
    }

    int userBefore(int index) {
        for (int i = Math.min(index, messages.size()) - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Message.User) {
                return i;
            }
        }
        return -1;
    }

    String said(int user) {
        return messages.get(user) instanceof Message.User said
                ? said.parts().stream()
                        .filter(Part.Text.class::isInstance)
                        .map(part -> ((Part.Text) part).text())
                        .collect(Collectors.joining("\n"))
                : "";
    }

    /** The question that the planner ended its turn with just before this message, or nothing. */
    boolean answersQuestion(int user) {
        return user > 0
                && messages.get(user - 1) instanceof Message.Assistant answer
                && answer.toolCalls().isEmpty()
                && answer.text().strip().endsWith("?");
    }

    /** Calls made in the turn that began with this message, handovers left out. */
    List<Part.ToolCall> calls(int user) {
        var calls = new ArrayList<Part.ToolCall>();
        for (int i = user + 1; i < messages.size() && !(messages.get(i) instanceof Message.User); i++) {
            if (messages.get(i) instanceof Message.Assistant answer) {
                answer.toolCalls().stream()
                        .filter(call -> !Effects.routes(call.tool()))
                        .forEach(calls::add);
            }
        }
        return calls;
    }

    /** Results of that turn, handovers left out. */
    List<Part.ToolResult> results(int user) {
        var results = new ArrayList<Part.ToolResult>();
        for (int i = user + 1; i < messages.size() && !(messages.get(i) instanceof Message.User); i++) {
            if (messages.get(i) instanceof Message.ToolResults all) {
                all.results().stream()
                        .filter(result -> !Effects.routes(result.tool()))
                        .forEach(results::add);
            }
        }
        return results;
    }

    int handovers(int user) {
        int count = 0;
        for (int i = user + 1; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant answer) {
                count += (int) answer.toolCalls().stream()
                        .filter(call -> Effects.routes(call.tool()))
                        .count();
            }
        }
        return count;
    }

    boolean firstAnswer() {
        return messages.stream()
                .noneMatch(message -> message instanceof Message.Assistant answer
                        && !answer.text().isBlank());
    }

    Conversation until(int index) {
        return new Conversation(messages.subList(0, index));
    }
}
