package dev.bac.tools.mcp.http;

import java.net.http.HttpHeaders;

/**
 * What came back once the answer was complete.
 *
 * @param body the whole body where it was not a stream of events, else empty
 * @param streamed true when it was a stream of events, all told to the receiver
 */
public record Reply(int status, HttpHeaders headers, String body, boolean streamed) {

    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
