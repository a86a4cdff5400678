package dev.bac.mcp;

import java.util.Arrays;
import java.util.List;

/**
 * One domain as a server: its name, its tools, its schema.
 *
 * @param name such as {@code crm}; also the schema's name and the last step of {@code /mcp/crm}
 * @param title what people call it
 * @param instructions what a client's model should know before it uses these tools
 * @param migrations class-path folder of its Flyway migrations, such as {@code dev/bac/crm/migrations}
 * @param resources which of its records can be read by address
 * @param playbooks prompts that use its tools
 */
public record DomainServer(
        String name,
        String title,
        String instructions,
        String migrations,
        List<Tool<?, ?>> tools,
        TenantLife<?> life,
        List<RecordResource> resources,
        List<Playbook> playbooks) {
    public DomainServer {
        tools = List.copyOf(tools);
        for (var tool : tools) {
            if (!tool.name().startsWith(name + "_")) {
                throw new IllegalArgumentException(tool.name() + " does not belong to server " + name);
            }
        }
        resources = List.copyOf(resources);
        playbooks = List.copyOf(playbooks);
        for (var resource : resources) {
            if (!resource.uriTemplate().startsWith(name + "://")) {
                throw new IllegalArgumentException(resource.uriTemplate() + " does not belong to server " + name);
            }
        }
    }

    /** A server of tools only. */
    public DomainServer(
            String name,
            String title,
            String instructions,
            String migrations,
            List<Tool<?, ?>> tools,
            TenantLife<?> life) {
        this(name, title, instructions, migrations, tools, life, List.of(), List.of());
    }

    /** This server with records that can be read by address. */
    public DomainServer withResources(RecordResource... more) {
        return new DomainServer(name, title, instructions, migrations, tools, life, List.of(more), playbooks);
    }

    /** This server with prompts, read from {@code dev/bac/<name>/playbooks}. */
    public DomainServer withPlaybooks(String... names) {
        var loaded = Arrays.stream(names)
                .map(one -> Playbook.load("dev/bac/" + name + "/playbooks", one))
                .toList();
        return new DomainServer(name, title, instructions, migrations, tools, life, resources, loaded);
    }
}
