package dev.bac.mcp.task;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Delegation;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.wire.WireJson;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A caller as a task's row keeps it: the work may be done by another process, but may do no more than was allowed. */
final class KeptCaller {
    private KeptCaller() {}

    static ObjectNode json(Caller caller) {
        var json = WireJson.object()
                .put("user", caller.user().toString())
                .put("name", caller.name())
                .put("channel", caller.channel().name());
        caller.roles().forEach(role -> json.withArrayProperty("roles").add(role.name()));
        caller.scopes().forEach(scope -> json.withArrayProperty("scopes").add(scope.value()));
        caller.actor().ifPresent(actor -> {
            var agent = json.putObject("actor").put("agent", actor.agent());
            actor.tools().forEach(agent.putArray("tools")::add);
            actor.run().ifPresent(run -> agent.put("run", run));
        });
        return json;
    }

    static Caller read(TenantId tenant, JsonNode json) {
        var actor = json.path("actor");
        var caller = new Caller(
                tenant,
                UserId.parse(json.path("user").asString()),
                json.path("name").asString(),
                texts(json.path("roles")).stream().map(Role::valueOf).collect(Collectors.toSet()),
                texts(json.path("scopes")).stream().map(Scope::new).collect(Collectors.toSet()),
                Channel.valueOf(json.path("channel").asString()),
                Optional.empty());
        return actor.isMissingNode()
                ? caller
                : caller.actingThrough(new Delegation(
                        actor.path("agent").asString(),
                        texts(actor.path("tools")),
                        Optional.ofNullable(actor.path("run").asString(null))));
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).collect(Collectors.toUnmodifiableSet());
    }
}
