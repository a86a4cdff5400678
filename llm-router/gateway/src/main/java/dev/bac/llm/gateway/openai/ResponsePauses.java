package dev.bac.llm.gateway.openai;

import dev.bac.llm.gateway.web.GatheredEvents;

/** Sends the events of a response together that came together. No provider speaks this format, so it is told no event. */
final class ResponsePauses extends GatheredEvents {

    @Override
    public boolean event(String data) {
        return false;
    }
}
