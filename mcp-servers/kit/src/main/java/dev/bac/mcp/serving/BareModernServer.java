package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.baseline.BareJavaServer;
import dev.bac.mcp.baseline.BareJetty;
import dev.bac.mcp.modern.Exchange;
import dev.bac.mcp.modern.Offer;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.ServerCapabilities;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BareJavaServer} is on the MCP Java SDK, on this layer: a tool that returns a constant, without credential
 * or database, in both eras. Only the guard, the eras' dispatch and the messages are ours.
 */
public record BareModernServer(BareJetty jetty) implements AutoCloseable {
    private static final String PATH = "/mcp";

    /** Starts it on a free port of this machine. */
    public static BareModernServer start() throws Exception {
        var offer = new Constant();
        var open = new Anybody();
        var context = new ServletContextHandler();
        var servlet = new EraServlet(
                ModernHttp.of(offer), new LegacyServlet(new LegacyDispatcher(offer)), open, _ -> Optional.empty());
        McpHttp.mount(context, PATH, open, servlet);
        return new BareModernServer(BareJetty.start(context));
    }

    /** Where it answers, without a credential. */
    public URI address() {
        return jetty.at(PATH);
    }

    @Override
    public void close() {
        jetty.close();
    }

    private static final class Constant implements Offer {
        @Override
        public Implementation who() {
            return Implementation.of("bare", "1");
        }

        @Override
        public ServerCapabilities capabilities() {
            return ServerCapabilities.none().with("tools");
        }

        @Override
        public Result.Tools tools(Caller caller, ToolSelection selection, Params.Page page) {
            var schema = WireJson.object().put("type", "object");
            var tool = new Tool(BareJavaServer.TOOL, null, null, schema, null, null, null);
            return new Result.Tools(List.of(tool), null, 0, CacheScope.PUBLIC);
        }

        @Override
        public Result.OfCall call(Exchange exchange, Params.CallTool call) {
            return new Result.Called(List.of(Content.text("constant")), null, null, null);
        }
    }

    private static final class Anybody implements Entrance {
        private final Caller caller = new Caller(
                new TenantId(new UUID(0, 1)),
                new UserId(new UUID(0, 2)),
                "anybody",
                Set.of(),
                Set.of(),
                Channel.MCP,
                Optional.empty());

        @Override
        public Optional<Caller> admit(@Nullable String authorization) {
            return Optional.of(caller);
        }

        @Override
        public String challenge() {
            return "";
        }

        @Override
        public String insufficient(Scope needed) {
            return "";
        }

        @Override
        public boolean allowsOrigin(String origin) {
            return false;
        }
    }
}
