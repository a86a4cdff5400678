package dev.bac.provisioning.activation;

/** Where a business is in its life after activation. */
public enum Standing {
    OPEN,
    /** Nothing is written or sent; an operator can resume it. */
    SUSPENDED,
    /** Suspended, and deleted at the end of its grace. */
    LEAVING,
    DELETED
}
