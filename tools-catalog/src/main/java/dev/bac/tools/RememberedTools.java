package dev.bac.tools;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for the list of tools once in a while and not on every turn. A list may vary by what the caller may do, so it is
 * kept by tenant, scopes and delegated tools; the server checks every call anyway. A server that cannot be reached
 * leaves its last list standing for a while, and is not asked again at once.
 */
public final class RememberedTools implements Toolbox {
    private static final Duration STALE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private record Who(TenantId tenant, Set<Scope> scopes, Set<String> delegated) {}

    private final Toolbox inner;
    private final Cache<Who, List<Tool>> lists;
    private final Cache<Who, List<Tool>> lastLists;
    private final Cache<Who, ToolboxException> failures;

    /** @param keep how long a list may be old */
    public RememberedTools(Toolbox inner, Duration keep, int maxLists) {
        this.inner = inner;
        this.lists = keeping(keep, maxLists);
        this.lastLists = keeping(keep.plus(STALE), maxLists);
        this.failures = keeping(PAUSE, maxLists);
    }

    /** @throws ToolboxException when the server cannot be reached and there is no list of a short while ago */
    @Override
    public List<Tool> tools(Caller caller) {
        var who = new Who(
                caller.tenant(),
                caller.scopes(),
                caller.actor().map(actor -> actor.tools()).orElse(Set.of()));
        var known = lists.getIfPresent(who);
        if (known != null) {
            return known;
        }
        var failed = failures.getIfPresent(who);
        if (failed != null) {
            return lastOr(who, failed);
        }
        try {
            var fresh = inner.tools(caller);
            lists.put(who, fresh);
            lastLists.put(who, fresh);
            return fresh;
        } catch (ToolboxException unreachable) {
            failures.put(who, unreachable);
            return lastOr(who, unreachable);
        }
    }

    @Override
    public Optional<String> missing(Caller caller, String tool) {
        return inner.missing(caller, tool);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        return inner.call(caller, call);
    }

    /** Asks again at the next list: something has changed. */
    public void forget() {
        lists.invalidateAll();
        lastLists.invalidateAll();
        failures.invalidateAll();
    }

    private List<Tool> lastOr(Who who, ToolboxException unreachable) {
        var last = lastLists.getIfPresent(who);
        if (last == null) {
            throw unreachable;
        }
        return last;
    }

    private static <T> Cache<Who, T> keeping(Duration time, int most) {
        return Caffeine.newBuilder().expireAfterWrite(time).maximumSize(most).build();
    }
}
