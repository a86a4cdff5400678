package dev.bac.llm.cache;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.CacheUse;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.contract.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Requests and those who ask them. */
final class Asked {
    static final Caller JANE = caller(1, 2, "crm:read");
    static final ChatRequest FIXED = question("What is a credit note?");

    private Asked() {}

    static Caller caller(int tenant, int user, String... scopes) {
        return new Caller(
                new TenantId(new UUID(0, tenant)),
                new UserId(new UUID(0, user)),
                "someone",
                Set.of(),
                Set.of(scopes).stream().map(Scope::new).collect(java.util.stream.Collectors.toSet()),
                Channel.API,
                Optional.empty());
    }

    static ChatRequest question(String text) {
        return new ChatRequest(
                "auto",
                List.of(new Message.Instructions("You help with the books."), Message.User.of(text)),
                List.of(tool("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{}}}")),
                500,
                Optional.of(0.0),
                Duration.ofSeconds(60));
    }

    static ChatRequest byMeaning(String text) {
        return question(text).withCache(new CacheUse(CacheUse.Mode.SEMANTIC, CacheUse.Audience.TENANT, "clerk@1"));
    }

    static ToolDefinition tool(String schema) {
        ObjectNode input = Requests.json(schema);
        return new ToolDefinition("find", "Find", "Finds.", input, Requests.json("{}"), true, List.of());
    }
}
