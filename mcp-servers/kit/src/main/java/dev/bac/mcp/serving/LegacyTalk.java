package dev.bac.mcp.serving;

import dev.bac.mcp.modern.Outlet;
import dev.bac.mcp.wire.Message;

/**
 * How a client of the legacy era can be reached while its request is answered.
 *
 * @param forms whether it said that it shows forms to a person
 * @param outlet for what is told before the answer
 * @param questions for what is asked before the answer
 */
record LegacyTalk(boolean forms, Outlet outlet, Asks questions) {
    /** Nothing can be told or asked. */
    static final LegacyTalk NONE = new LegacyTalk(false, Outlet.NONE, _ -> {});

    /** Takes a question to the client. */
    @FunctionalInterface
    interface Asks {

        /** Sends it, or drops it when the client is gone; never throws. */
        void send(Message.Request question);
    }
}
