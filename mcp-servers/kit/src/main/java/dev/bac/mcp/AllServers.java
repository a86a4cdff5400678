package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.identity.TokenRefused;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The tools of all servers at one address. A caller comes with a token for that address, which no server takes: for each
 * call it is traded for a token of the one server, and that verifies it as it verifies everybody's.
 */
public final class AllServers implements ToolOffer {
    private final List<ToolServer> servers;
    private final BiFunction<Caller, String, String> trade;

    /** @param trade gives a token for a caller and the audience of a server */
    public AllServers(Collection<ToolServer> servers, BiFunction<Caller, String, String> trade) {
        this.servers = List.copyOf(servers);
        this.trade = trade;
    }

    @Override
    public List<ToolListing> list(Caller caller) {
        return servers.stream()
                .flatMap(server -> server.list(caller).stream())
                .sorted(Comparator.comparing(listing -> listing.tool().name()))
                .toList();
    }

    @Override
    public Optional<ToolListing> find(String tool) {
        return owner(tool).flatMap(server -> server.find(tool));
    }

    private Optional<ToolServer> owner(String tool) {
        return servers.stream().filter(server -> server.find(tool).isPresent()).findFirst();
    }

    /** The server whose tools' names begin alike knows best what was meant. */
    @Override
    public ToolAnswer.Refused unknown(String tool) {
        return servers.stream()
                .filter(server -> tool.startsWith(server.server().name() + "_"))
                .findFirst()
                .orElse(servers.getFirst())
                .unknown(tool);
    }

    @Override
    public ToolAnswer call(Caller caller, ToolInvocation invocation) {
        var owner = owner(invocation.tool());
        if (owner.isEmpty()) {
            return unknown(invocation.tool());
        }
        ToolServer server = owner.get();
        String audience = server.security().audience(server.server().name());
        try {
            Caller there = server.security().tokens().verify(trade.apply(caller, audience), audience);
            return server.call(there, invocation);
        } catch (TokenRefused e) {
            return new ToolAnswer.Refused(
                    "token_refused", "The call may not go to " + server.server().name() + ".");
        }
    }

    /** What tokens for this address are for. */
    public ProtectedResource resource() {
        return ProtectedResource.together(
                introduction().title(),
                servers.stream()
                        .map(server -> ProtectedResource.of(server.server()))
                        .toList());
    }

    @Override
    public Introduction introduction() {
        String all = servers.stream().map(server -> server.server().title()).collect(Collectors.joining(", "));
        String instructions = servers.stream()
                .map(server -> server.server().title() + ": " + server.server().instructions())
                .collect(Collectors.joining("\n"));
        return new Introduction("all", "All of " + all, instructions);
    }
}
