package dev.bac.mcp.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands at what a test sets. */
public final class SetClock extends Clock {
    private volatile Instant now = TestServer.NOW;

    public void set(Instant instant) {
        now = instant;
    }

    /** What people in this zone read from their clocks, the earlier one where they read it twice. */
    public void set(LocalDateTime local, ZoneId zone) {
        now = local.atZone(zone).toInstant();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
