package dev.bac.identity;

/** The entrance through which a request came. A {@link Caller} is made in one class per entrance. */
public enum Channel {
    WEB,
    API,
    MCP,
    TRIGGER,
    PLATFORM
}
