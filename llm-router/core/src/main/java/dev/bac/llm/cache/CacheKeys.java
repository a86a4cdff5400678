package dev.bac.llm.cache;

import dev.bac.identity.Caller;
import dev.bac.llm.AnswerFormat;
import dev.bac.llm.CacheUse;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.MessageCodec;
import dev.bac.llm.Original;
import dev.bac.llm.ToolDefinition;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys over everything that changes an answer. Equal requests of two people share nothing unless the request says that
 * its prompt holds nobody's own data; two tenants never share anything.
 */
final class CacheKeys {
    /** Changes whenever the fields below do, so that an older program's answers are not found. */
    private static final String VERSION = "1";

    /** Fields of a vendor's format that change how an answer is delivered or counted, not what it says. */
    private static final List<String> DELIVERY = List.of(
            "stream",
            "stream_options",
            "user",
            "metadata",
            "store",
            "service_tier",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "cache_control");

    private static final MessageCodec CODEC = new MessageCodec();

    private CacheKeys() {}

    /** Of the whole request. */
    static CacheKey exact(Caller caller, ChatRequest request) {
        var print = partition(caller, request, request.messages());
        original(print, request.options(), List.of());
        return new CacheKey(caller.tenant(), print.hex());
    }

    /** Of the request without its last message: within it, questions are compared by meaning. */
    static CacheKey partition(Caller caller, ChatRequest request) {
        var before = request.messages().subList(0, request.messages().size() - 1);
        var print = partition(caller, request, before).add("by", "meaning");
        original(print, request.options(), List.of("messages", "input"));
        return new CacheKey(caller.tenant(), print.hex());
    }

    private static Fingerprint partition(Caller caller, ChatRequest request, List<Message> messages) {
        var print = new Fingerprint()
                .add("version", VERSION)
                .add("tenant", caller.tenant().toString())
                .add("model", request.model())
                .add("most", Integer.toString(request.maxTokens()))
                .add("temperature", request.temperature());
        audience(print, caller, request.options().cache());
        options(print, request.options());
        print.add("tools", Integer.toString(request.tools().size()));
        for (ToolDefinition tool : request.tools()) {
            print.add("tool", tool.name())
                    .add("title", tool.title())
                    .add("description", tool.description())
                    .add("input", tool.inputSchema());
        }
        print.add("messages", Integer.toString(messages.size()));
        messages.forEach(message -> print.add("message", CODEC.write(message)));
        return print;
    }

    private static void audience(Fingerprint print, Caller caller, CacheUse use) {
        print.add("agent", use.version());
        switch (use.audience()) {
            case USER -> {
                print.add("user", caller.user().toString());
                new TreeSet<>(caller.scopes()).forEach(scope -> print.add("scope", scope.value()));
                caller.actor().ifPresent(actor -> {
                    print.add("actor", actor.agent());
                    new TreeSet<>(actor.tools()).forEach(tool -> print.add("may", tool));
                });
            }
            case TENANT -> print.add("audience", "tenant");
        }
    }

    private static void options(Fingerprint print, ChatOptions options) {
        print.add("choice", options.toolChoice().toString())
                .add("parallel", Boolean.toString(options.parallelToolCalls()))
                .add("nucleus", options.topP())
                .add("seed", options.seed())
                .add("stops", Integer.toString(options.stop().size()));
        options.stop().forEach(stop -> print.add("stop", stop));
        switch (options.format()) {
            case AnswerFormat.Text _ -> print.add("format", "text");
            case AnswerFormat.JsonObject _ -> print.add("format", "json");
            case AnswerFormat.JsonSchema(String name, ObjectNode schema, boolean strict) ->
                print.add("format", "schema")
                        .add("name", name)
                        .add("schema", schema)
                        .add("strict", Boolean.toString(strict));
        }
    }

    /** A vendor of the same format gets the request as it came: what we have no words for changes its answer too. */
    private static void original(Fingerprint print, ChatOptions options, List<String> without) {
        options.original().map(Original::body).ifPresent(body -> {
            ObjectNode copy = body.deepCopy();
            copy.remove(DELIVERY);
            copy.remove(without);
            print.add("original", copy);
        });
    }
}
