package dev.bac.messaging.address;

/** How a message travels. */
public enum MessageChannel {
    SMS,
    EMAIL,
    WHATSAPP,
    TELEGRAM,
    MESSENGER
}
