package dev.bac.mcp.modern;

import dev.bac.mcp.wire.Message;

/** Takes what is told about a request before its answer. */
@FunctionalInterface
public interface Outlet {

    /** Drops everything: the client cannot be told anything before the answer. */
    Outlet NONE = _ -> {};

    /** Sends it, or drops it when the client is gone; never throws. */
    void send(Message.Notification notification);
}
