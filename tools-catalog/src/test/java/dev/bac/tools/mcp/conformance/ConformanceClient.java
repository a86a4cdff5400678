package dev.bac.tools.mcp.conformance;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.Callers;
import dev.bac.tools.mcp.Era;
import dev.bac.tools.mcp.HttpConnector;
import dev.bac.tools.mcp.McpServerAddress;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.session.Call;
import dev.bac.tools.mcp.session.Session;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Run by the official suite as {@code client --command}: does what a host does with the server whose address is the
 * last argument. The suite names the scenario, the revision and what the scenario needs to know in the environment.
 */
public final class ConformanceClient {
    private static final Caller CALLER = Callers.named("Ann");

    private ConformanceClient() {}

    /** Ends with 1 when the server could not be used. */
    public static void main(String[] arguments) {
        var scenario = said("MCP_CONFORMANCE_SCENARIO").orElse("");
        var era = said("MCP_CONFORMANCE_PROTOCOL_VERSION").orElse("").compareTo("2026") < 0 ? Era.LEGACY : Era.MODERN;
        var context = said("MCP_CONFORMANCE_CONTEXT")
                .map(text -> WireJson.mapper().readTree(text))
                .orElseGet(WireJson::object);
        int ended = 0;
        try {
            var endpoint = URI.create(arguments[arguments.length - 1]);
            var server = endpoint.getPath().isEmpty() ? URI.create(endpoint + "/") : endpoint;
            run(scenario, era, server, context);
        } catch (RuntimeException failed) {
            System.err.println(failed);
            ended = 1;
        }
        System.exit(ended);
    }

    private static void run(String scenario, Era era, URI server, JsonNode context) {
        Authorization authorization = scenario.startsWith("auth/")
                ? Authorizations.forScenario(scenario, server, context)
                : Authorization.none();
        var manner = new HttpConnector.Manner(era, false, new Agreeable(), InstantSource.system(), new SecureRandom());
        var connector = new HttpConnector(McpServerAddress.of("suite", server), authorization, manner);
        try (Session session = connector.open(CALLER)) {
            new Steps(session, CALLER).take(scenario, context);
        }
    }

    static Call call(String tool, ObjectNode arguments) {
        return new Call(tool, arguments, WireJson.object());
    }

    private static Optional<String> said(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
