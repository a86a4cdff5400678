package dev.bac.llm.gateway.openai;

import dev.bac.llm.Original;
import dev.bac.llm.gateway.web.EventWriter;
import org.jspecify.annotations.Nullable;

/** Sends the events of a response together that came together. No provider speaks this format, so it is told no event. */
final class ResponsePauses implements Original.Events {
    private @Nullable EventWriter events;

    void into(EventWriter writer) {
        events = writer;
    }

    @Override
    public void pauses(boolean told) {
        if (events != null) {
            events.gather(told);
        }
    }

    @Override
    public void pause() {
        if (events != null) {
            events.flush();
        }
    }

    @Override
    public boolean event(String data) {
        return false;
    }
}
