package dev.bac.tools.mcp.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.concurrent.locks.ReentrantLock;

/** A lock for each key that is in use, so that one user who thinks long about a page holds up nobody else. */
public final class KeyedLocks {
    private final LoadingCache<String, ReentrantLock> locks =
            Caffeine.newBuilder().weakValues().build(_ -> new ReentrantLock());

    /** The lock of this key: the same one for everybody who holds or waits for it. */
    public ReentrantLock of(String key) {
        return locks.get(key);
    }
}
