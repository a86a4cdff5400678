package dev.bac.mcp;

import java.util.List;

/**
 * One domain as a server: its name, its tools, its schema.
 *
 * @param name such as {@code crm}; also the schema's name and the last step of {@code /mcp/crm}
 * @param title what people call it
 * @param instructions what a client's model should know before it uses these tools
 * @param migrations class-path folder of its Flyway migrations, such as {@code dev/bac/crm/migrations}
 */
public record DomainServer(
        String name, String title, String instructions, String migrations, List<Tool<?, ?>> tools, TenantLife<?> life) {
    public DomainServer {
        tools = List.copyOf(tools);
        for (var tool : tools) {
            if (!tool.name().startsWith(name + "_")) {
                throw new IllegalArgumentException(tool.name() + " does not belong to server " + name);
            }
        }
    }
}
