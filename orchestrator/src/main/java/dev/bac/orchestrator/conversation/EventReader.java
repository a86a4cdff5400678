package dev.bac.orchestrator.conversation;

/** Receives the events of a conversation. It may throw to say that it has left. */
public interface EventReader {

    void event(EventLog.Event event);

    /** Nothing has happened for a while; the connection is to be kept open. */
    void idle();
}
