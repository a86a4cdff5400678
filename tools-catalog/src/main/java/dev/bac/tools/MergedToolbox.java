package dev.bac.tools;

import dev.bac.identity.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several servers as one toolbox: the servers in the order given, each server's tools in its own order. A tool is found
 * by its server's prefix, {@code finance_invoice_list} at {@code finance}, so that one server cannot answer in
 * another's name. All are asked for their tools at once, and a server that cannot be reached is left out of the list;
 * put {@link RememberedTools} around each server, not around this, or what was left out stays out.
 */
public final class MergedToolbox implements Toolbox {
    private static final Logger LOG = LoggerFactory.getLogger(MergedToolbox.class);

    private final Map<String, Toolbox> servers;
    private final BiConsumer<String, ToolboxException> missed;

    /** @param servers by name; iterated in its own order */
    public MergedToolbox(Map<String, ? extends Toolbox> servers) {
        this(servers, (name, why) -> LOG.warn("the tools of {} are missing: {}", name, why.getMessage()));
    }

    /** @param missed told of each server that a list is without */
    public MergedToolbox(Map<String, ? extends Toolbox> servers, BiConsumer<String, ToolboxException> missed) {
        this.servers = new LinkedHashMap<>(servers);
        this.missed = missed;
    }

    /** @throws ToolboxException when no server at all can be reached */
    @Override
    public List<Tool> tools(Caller caller) {
        var all = new ArrayList<Tool>();
        var failures = new ArrayList<ToolboxException>();
        asked(caller).forEach((name, list) -> {
            try {
                list.call().stream()
                        .filter(tool -> tool.name().startsWith(name + "_"))
                        .forEach(all::add);
            } catch (ToolboxException unreachable) {
                missed.accept(name, unreachable);
                failures.add(unreachable);
            } catch (Exception ours) {
                throw ours instanceof RuntimeException known ? known : new IllegalStateException(ours);
            }
        });
        if (!failures.isEmpty() && failures.size() == servers.size()) {
            throw failures.getFirst();
        }
        return List.copyOf(all);
    }

    @Override
    public Optional<String> missing(Caller caller, String tool) {
        return servers.entrySet().stream()
                .filter(server -> tool.startsWith(server.getKey() + "_"))
                .findFirst()
                .flatMap(server -> server.getValue().missing(caller, tool));
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        for (var server : servers.entrySet()) {
            if (call.tool().startsWith(server.getKey() + "_")) {
                return server.getValue().call(caller, call);
            }
        }
        return new ToolOutcome.Failed("unknown_tool", "There is no tool \"" + call.tool() + "\".");
    }

    /** Each server's answer, once all have answered: the slowest alone says how long it takes. */
    private Map<String, Callable<List<Tool>>> asked(Caller caller) {
        var answers = new LinkedHashMap<String, Callable<List<Tool>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.forEach((name, server) -> {
                Future<List<Tool>> answer = threads.submit(() -> server.tools(caller));
                answers.put(name, () -> result(answer));
            });
        }
        return answers;
    }

    private static List<Tool> result(Future<List<Tool>> answer) throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception known ? known : failed;
        }
    }
}
