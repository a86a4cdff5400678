package dev.bac.tools.mcp.modern;

import dev.bac.mcp.wire.HeaderValue;
import dev.bac.mcp.wire.ParamHeader;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which arguments of which tools are mirrored in headers, as the last list said. */
final class Mirror {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private static final int MAX_TOOLS = 10_000;

    private final String server;
    private final Map<String, List<ParamHeader>> byTool = new ConcurrentHashMap<>();

    Mirror(String server) {
        this.server = server;
    }

    /** The tools that keep the rules; one that does not must not be offered, and takes no other with it. */
    List<Tool> learn(List<Tool> tools) {
        var sound = new ArrayList<Tool>();
        for (var tool : tools) {
            try {
                var headers = ParamHeader.in(tool.inputSchema());
                if (headers.isEmpty()) {
                    byTool.remove(tool.name());
                } else if (byTool.size() < MAX_TOOLS) {
                    byTool.put(tool.name(), headers);
                }
                sound.add(tool);
            } catch (RpcException broken) {
                LOG.warn("{}: a tool is not offered, because its {}", server, broken.getMessage());
            }
        }
        return List.copyOf(sound);
    }

    Map<String, String> headers(String tool, ObjectNode arguments) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : byTool.getOrDefault(tool, List.of())) {
            header.valueIn(arguments).ifPresent(value -> headers.put(header.header(), HeaderValue.encode(value)));
        }
        return headers;
    }
}
