package dev.bac.orchestrator.answers;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.Scope;
import dev.bac.tools.ReadSet;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Asks the servers whether what was read of them still stands: one call a server, for the person who is answered. */
public final class Freshness {
    private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);
    private static final String ASKER = "answer-cache";

    private final Map<String, Toolbox> servers;

    /** @param servers our own, by name */
    public Freshness(Map<String, ? extends Toolbox> servers) {
        this.servers = new LinkedHashMap<>(servers);
    }

    /** False as soon as one does not stand, or a server cannot say. */
    boolean stands(Caller caller, UUID run, List<ReadSet> reads) {
        return reads.stream().collect(Collectors.groupingBy(ReadSet::server)).entrySet().stream()
                .allMatch(one -> stands(caller, run, one.getKey(), one.getValue()));
    }

    private boolean stands(Caller caller, UUID run, String server, List<ReadSet> reads) {
        var toolbox = servers.get(server);
        if (toolbox == null) {
            return false;
        }
        String tool = server + "_reads_check";
        var arguments = JsonMapper.shared().createObjectNode();
        var sets = arguments.putArray("sets");
        reads.forEach(read -> sets.add(read.token()));
        var call = new ToolCall(tool, arguments, run + "/reads/" + server, Optional.empty());
        try {
            return toolbox.call(asking(caller, run, tool), call) instanceof ToolOutcome.Done done
                    && done.content().path("stale").isArray()
                    && done.content().path("stale").isEmpty();
        } catch (ToolboxException unreachable) {
            LOG.warn("{} cannot say whether what was read still stands", server);
            return false;
        }
    }

    /** The person, with the one permission to ask this. */
    private static Caller asking(Caller caller, UUID run, String tool) {
        return new Caller(
                caller.tenant(),
                caller.user(),
                caller.name(),
                caller.roles(),
                Set.of(Scope.PLATFORM_READS),
                caller.channel(),
                Optional.of(new Delegation(ASKER, Set.of(tool), Optional.of(run.toString()))));
    }
}
