package dev.bac.llm.gateway.web;

import dev.bac.llm.Original;
import org.jspecify.annotations.Nullable;

/** Sends the events of an answer together that the vendor sent together, once there is somebody to send them to. */
public abstract class GatheredEvents implements Original.Events {
    /** Null while the answer is put together as a whole. */
    protected @Nullable EventWriter events;

    /** @param writer to whom they are sent, from now on */
    public final void into(EventWriter writer) {
        events = writer;
    }

    @Override
    public final void pauses(boolean told) {
        if (events != null) {
            events.gather(told);
        }
    }

    @Override
    public final void pause() {
        if (events != null) {
            events.flush();
        }
    }
}
