package dev.bac.provisioning.activation;

/** A way the business talks with its customers. */
public enum BusinessChannel {
    WEB,
    EMAIL,
    SMS,
    WHATSAPP,
    TELEGRAM,
    MESSENGER
}
