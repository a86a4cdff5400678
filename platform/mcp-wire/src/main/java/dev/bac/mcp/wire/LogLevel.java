package dev.bac.mcp.wire;

/** How grave a log message is, from least to most (RFC 5424, section 6.2.1). */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY
}
