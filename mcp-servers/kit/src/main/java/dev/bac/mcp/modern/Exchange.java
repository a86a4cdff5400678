package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.LogLevel;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.ServerNotification;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * One request being answered: who asks, what it says of itself, and what can be told meanwhile.
 *
 * @param selection which tools the request wants; others are refused
 */
public record Exchange(Caller caller, ToolSelection selection, RequestId id, RequestMeta meta, Outlet outlet) {

    /**
     * Tells how far the request is, if the client wants to know.
     *
     * @param progress more than the last time
     */
    public void progress(long progress, long total, String message) {
        meta.progressToken()
                .ifPresent(token -> tell(new ServerNotification.Progress(
                        token, BigDecimal.valueOf(progress), BigDecimal.valueOf(total), message)));
    }

    /** Tells what happens, if the client wants to know things as grave. */
    public void log(LogLevel level, String logger, JsonNode data) {
        Optional<LogLevel> wanted = meta.logLevel();
        if (wanted.isPresent() && level.compareTo(wanted.get()) >= 0) {
            tell(new ServerNotification.Log(level, logger, data));
        }
    }

    /** This request on behalf of somebody else. */
    Exchange as(Caller other) {
        return new Exchange(other, selection, id, meta, outlet);
    }

    /** Tells something that belongs to this request alone. */
    public void tell(ServerNotification notification) {
        outlet.send(notification.asMessage());
    }

    /**
     * Refuses a client that did not declare what this request needs.
     *
     * @param needed for the error, which names it
     */
    public void require(Predicate<ClientCapabilities> declared, ClientCapabilities needed) {
        if (!declared.test(meta.capabilities())) {
            throw new RpcException(RpcError.missingCapability(needed));
        }
    }
}
