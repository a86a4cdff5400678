package dev.bac.provisioning.profile;

/** A way the business talks with its customers. */
public enum BusinessChannel {
    WEB,
    EMAIL,
    SMS,
    WHATSAPP,
    TELEGRAM,
    MESSENGER
}
