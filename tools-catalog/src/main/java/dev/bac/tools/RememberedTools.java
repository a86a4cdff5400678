package dev.bac.tools;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Asks for the list of tools once in a while and not on every turn. A list may vary by what the caller may do, so it is
 * kept by tenant, scopes and delegated tools; the server checks every call anyway.
 */
public final class RememberedTools implements Toolbox {
    private record Who(TenantId tenant, Set<Scope> scopes, Set<String> delegated) {}

    private final Toolbox inner;
    private final Cache<Who, List<Tool>> lists;

    /** @param keep how long a list may be old */
    public RememberedTools(Toolbox inner, Duration keep, int maxLists) {
        this.inner = inner;
        this.lists = Caffeine.newBuilder()
                .expireAfterWrite(keep)
                .maximumSize(maxLists)
                .build();
    }

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
        var fresh = inner.tools(caller);
        lists.put(who, fresh);
        return fresh;
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        return inner.call(caller, call);
    }
}
