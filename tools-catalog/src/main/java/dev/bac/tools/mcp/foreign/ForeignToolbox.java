package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.tools.ManifestedToolbox;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import dev.bac.tools.mcp.Connector;
import dev.bac.tools.mcp.HttpConnector;
import dev.bac.tools.mcp.McpServerAddress;
import dev.bac.tools.mcp.McpToolbox;
import dev.bac.tools.mcp.StdioConnector;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.http.HttpLimits;
import dev.bac.tools.mcp.oauth.OauthAuthorization;
import dev.bac.tools.mcp.oauth.Registrations;
import dev.bac.tools.mcp.oauth.SafeHttp;
import dev.bac.tools.mcp.oauth.TokenStore;
import dev.bac.tools.mcp.session.Attendant;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The tools of a server of somebody else: under names of ours, those that the admin's manifest names, with the effects
 * that it gives them (without one all, as destructive), only as long as they are what was accepted, and after approval
 * where they are risky. Nothing of ours reaches it but an idempotency key.
 */
public final class ForeignToolbox implements Toolbox, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

    /**
     * What all foreign servers share.
     *
     * @param random source of secrets: a {@link java.security.SecureRandom}
     */
    public record Surroundings(
            Pins pins,
            Consent consent,
            TokenStore tokens,
            Registrations registrations,
            Attendant attendant,
            InstantSource clock,
            RandomGenerator random) {}

    private final McpToolbox connected;
    private final Toolbox guarded;

    public ForeignToolbox(ForeignServer server, Surroundings around) {
        this.connected = new McpToolbox(server.name(), connector(server, around));
        var named = new NamedToolbox(server.name(), connected);
        this.guarded = new ApprovedToolbox(
                new PinnedToolbox(
                        server.name(),
                        judged(server, named),
                        around.pins(),
                        server.manifest().isPresent()),
                around.consent());
    }

    /** A manifest names the reader of skills too, or it is not offered; without one it is known to change nothing. */
    private Toolbox judged(ForeignServer server, Toolbox named) {
        return server.manifest()
                .<Toolbox>map(manifest -> new ManifestedToolbox(skilled(server, named), manifest))
                .orElseGet(() -> skilled(server, new UnjudgedToolbox(named)));
    }

    private Toolbox skilled(ForeignServer server, Toolbox inner) {
        return new SkilledToolbox(server.name(), inner, connected);
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return guarded.tools(caller);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        return guarded.call(caller, call);
    }

    @Override
    public Optional<String> missing(Caller caller, String tool) {
        return guarded.missing(caller, tool);
    }

    @Override
    public void close() {
        connected.close();
    }

    private static Connector connector(ForeignServer server, Surroundings around) {
        return switch (server.place()) {
            case ForeignServer.Place.Address address ->
                new HttpConnector(
                        new McpServerAddress(
                                server.name(), address.uri(), CONNECT, server.callLimit(), MAX_ANSWER_BYTES),
                        authorization(address.uri(), address.access(), around),
                        new HttpConnector.Manner(
                                server.era(), false, around.attendant(), around.clock(), around.random()));
            case ForeignServer.Place.Command command ->
                new StdioConnector(
                        server.name(),
                        new StdioConnector.Program(command.words(), command.environment()),
                        new HttpLimits(CONNECT, server.callLimit(), MAX_ANSWER_BYTES),
                        new HttpConnector.Manner(
                                server.era(), true, around.attendant(), around.clock(), around.random()));
        };
    }

    private static Authorization authorization(URI uri, Access access, Surroundings around) {
        return switch (access) {
            case Access.Open _ -> Authorization.none();
            case Access.Headers headers -> Authorization.fixed(headers.values());
            case Access.Oauth oauth ->
                new OauthAuthorization(
                        uri,
                        oauth.identity(),
                        oauth.grant(),
                        new OauthAuthorization.Tools(
                                new SafeHttp(Set.of(uri.getHost().toLowerCase(Locale.ROOT))),
                                around.tokens(),
                                around.registrations(),
                                around.clock(),
                                around.random()));
        };
    }
}
