package dev.bac.tools.mcp.http;

import java.time.Duration;

/**
 * What one request may cost.
 *
 * @param connect limit on opening a connection
 * @param call limit on one request, from sending to the end of the answer
 * @param maxAnswerBytes longest answer that is read, in bytes of JSON or of events together
 */
public record HttpLimits(Duration connect, Duration call, int maxAnswerBytes) {}
