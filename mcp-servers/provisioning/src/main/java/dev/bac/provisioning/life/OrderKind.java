package dev.bac.provisioning.life;

/** What can be ordered for a business. */
public enum OrderKind {
    SUSPEND,
    RESUME,
    /** Another plan or other features. */
    CHANGE,
    EXPORT,
    /** Into a database of its own. */
    MOVE,
    /** After its grace. */
    DELETE
}
