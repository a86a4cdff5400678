package dev.bac.tools.mcp.session;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.ElicitAnswer;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Puts a server's questions to the attendant, in either era. */
public final class Answering {
    private final String server;
    private final Attendant attendant;

    public Answering(String server, Attendant attendant) {
        this.server = server;
        this.attendant = attendant;
    }

    public Attendant attendant() {
        return attendant;
    }

    /** @throws RpcException when the server asks for what we never said we can give */
    public ElicitAnswer answer(Caller caller, String tool, InputRequest asked) {
        return switch (asked) {
            case InputRequest.Form form ->
                answered(
                        attendant.answer(
                                caller,
                                new Question.Form(
                                        server,
                                        tool,
                                        form.message(),
                                        form.schema().deepCopy())),
                        form.schema());
            case InputRequest.Url url ->
                answered(attendant.answer(caller, new Question.Visit(server, tool, url.message(), url.url())), null);
            case InputRequest.Sampling _, InputRequest.Roots _ ->
                throw new RpcException(
                        RpcError.INVALID_REQUEST, "the server asks for a model or for folders, which it does not get");
        };
    }

    private static ElicitAnswer answered(Answer answer, @Nullable ObjectNode schema) {
        return switch (answer) {
            case Answer.Accepted accepted ->
                new ElicitAnswer(
                        ElicitAnswer.Action.ACCEPT, schema == null ? null : withDefaults(accepted.content(), schema));
            case Answer.Declined _ -> new ElicitAnswer(ElicitAnswer.Action.DECLINE, null);
            case Answer.Cancelled _ -> new ElicitAnswer(ElicitAnswer.Action.CANCEL, null);
        };
    }

    /** What was left out takes its default (MCP 2025-11-25, client/elicitation, "default"). */
    static ObjectNode withDefaults(ObjectNode content, ObjectNode schema) {
        var full = content.deepCopy();
        for (var property : schema.path("properties").properties()) {
            var usual = property.getValue().path("default");
            if (!full.has(property.getKey()) && !usual.isMissingNode()) {
                full.set(property.getKey(), usual);
            }
        }
        return full;
    }
}
