package dev.bac.messaging.message;

import dev.bac.store.Tx;
import java.util.Optional;
import java.util.UUID;

/** Finds a message for what is no tool. */
public final class MessageLookup {
    private final MessageStore messages = new MessageStore();

    /** The tenant's message of that id. */
    public Optional<MessageRow> find(Tx tx, UUID id) {
        return messages.find(tx, id).map(MessageRow::of);
    }
}
