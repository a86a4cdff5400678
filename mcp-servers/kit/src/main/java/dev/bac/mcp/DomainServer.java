package dev.bac.mcp;

import dev.bac.mcp.skill.Skill;
import dev.bac.mcp.skill.Skills;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One domain as a server: its name, its tools, its schema.
 *
 * @param name such as {@code crm}; also the schema's name and the last step of {@code /mcp/crm}
 * @param title what people call it
 * @param instructions what a client's model should know before it uses these tools
 * @param migrations class-path folder of its Flyway migrations, such as {@code dev/bac/crm/migrations}
 * @param besides what it offers that is no tool
 */
public record DomainServer(
        String name,
        String title,
        String instructions,
        String migrations,
        List<Tool<?, ?>> tools,
        TenantLife<?> life,
        Besides besides) {
    private static final List<String> LIFE_THAT_LASTS = List.of("export", "seed", "verify");

    /**
     * What a server offers besides tools, or about them.
     *
     * @param resources which of its records can be read by address
     * @param playbooks prompts that use its tools
     * @param lasting tools that may take long: a client that knows tasks is given one and need not wait
     * @param skills how its tools are used well
     * @param onRequest toolsets that are listed only to who asks for them: what few need, and not every day
     * @param aliases names that tools had before, by which they can still be called, and what they are called now
     */
    public record Besides(
            List<RecordResource> resources,
            List<Playbook> playbooks,
            Set<String> lasting,
            Map<String, String> aliases,
            Skills skills,
            Set<String> onRequest) {
        static final Besides NOTHING = new Besides(List.of(), List.of(), Set.of(), Map.of(), Skills.NONE, Set.of());

        public Besides {
            resources = List.copyOf(resources);
            playbooks = List.copyOf(playbooks);
            lasting = Set.copyOf(lasting);
            aliases = Map.copyOf(aliases);
            onRequest = Set.copyOf(onRequest);
        }
    }

    public DomainServer {
        tools = List.copyOf(tools);
        for (var tool : tools) {
            if (!tool.name().startsWith(name + "_")) {
                throw new IllegalArgumentException(tool.name() + " does not belong to server " + name);
            }
        }
        for (var alias : besides.aliases().entrySet()) {
            if (has(tools, alias.getKey()) || !has(tools, alias.getValue())) {
                throw new IllegalArgumentException(alias + ": the first must be no tool, and the second one");
            }
        }
        for (var resource : besides.resources()) {
            if (!resource.uriTemplate().startsWith(name + "://")) {
                throw new IllegalArgumentException(resource.uriTemplate() + " does not belong to server " + name);
            }
            if (tools.stream().noneMatch(tool -> tool.name().equals(resource.tool()) && tool.effect() == Effect.READ)) {
                throw new IllegalArgumentException(resource.uriTemplate() + " has no tool that reads it");
            }
        }
    }

    private static boolean has(List<Tool<?, ?>> tools, String name) {
        return tools.stream().anyMatch(tool -> tool.name().equals(name));
    }

    /** A server of tools only. */
    public DomainServer(
            String name,
            String title,
            String instructions,
            String migrations,
            List<Tool<?, ?>> tools,
            TenantLife<?> life) {
        this(name, title, instructions, migrations, tools, life, Besides.NOTHING);
    }

    /** This server with records that can be read by address. */
    public DomainServer withResources(RecordResource... resources) {
        return with(new Besides(
                List.of(resources),
                besides.playbooks(),
                besides.lasting(),
                besides.aliases(),
                besides.skills(),
                besides.onRequest()));
    }

    /** This server with prompts, read from {@code dev/bac/<name>/playbooks}. */
    public DomainServer withPlaybooks(String... names) {
        var loaded = Arrays.stream(names)
                .map(one -> Playbook.load("dev/bac/" + name + "/playbooks", one))
                .toList();
        return with(new Besides(
                besides.resources(),
                loaded,
                besides.lasting(),
                besides.aliases(),
                besides.skills(),
                besides.onRequest()));
    }

    /**
     * This server with skills, read from {@code dev/bac/<name>/skills}; each comes with a reference of the tools that
     * are declared now.
     */
    public DomainServer withSkills(String... names) {
        var reference = ToolReference.of(tools);
        var loaded = Arrays.stream(names)
                .map(one -> Skill.load("dev/bac/" + name + "/skills", name, one).with(reference))
                .toList();
        return with(new Besides(
                besides.resources(),
                besides.playbooks(),
                besides.lasting(),
                besides.aliases(),
                new Skills(loaded),
                besides.onRequest()));
    }

    /**
     * This server with toolsets that are listed only when a request names them or wants all
     * ({@code X-MCP-Toolsets}); their tools can be called by name as any other.
     *
     * @param sets what their tools' names begin with, such as {@code finance_setup}
     */
    public DomainServer withOnRequest(String... sets) {
        for (var set : sets) {
            if (tools.stream().noneMatch(tool -> tool.name().startsWith(set + "_"))) {
                throw new IllegalArgumentException("no tool belongs to " + set);
            }
        }
        return with(new Besides(
                besides.resources(),
                besides.playbooks(),
                besides.lasting(),
                besides.aliases(),
                besides.skills(),
                Set.of(sets)));
    }

    /** What a client's model should know before it uses these tools. */
    public String guidance() {
        return besides.onRequest().isEmpty()
                ? instructions
                : instructions + " Further tools are listed on request (header X-MCP-Toolsets): "
                        + String.join(", ", new TreeSet<>(besides.onRequest())) + ".";
    }

    /** This server with tools that a client need not wait for. */
    public DomainServer withLasting(String... lasting) {
        return with(new Besides(
                besides.resources(),
                besides.playbooks(),
                Set.of(lasting),
                besides.aliases(),
                besides.skills(),
                besides.onRequest()));
    }

    /** This server with a name that a tool had before: it is not listed, and calls go on working. */
    public DomainServer withAlias(String before, String now) {
        var all = new HashMap<>(besides.aliases());
        all.put(before, now);
        return with(new Besides(
                besides.resources(),
                besides.playbooks(),
                besides.lasting(),
                all,
                besides.skills(),
                besides.onRequest()));
    }

    private DomainServer with(Besides other) {
        return new DomainServer(name, title, instructions, migrations, tools, life, other);
    }

    public List<RecordResource> resources() {
        return besides.resources();
    }

    public List<Playbook> playbooks() {
        return besides.playbooks();
    }

    /** Whether a tool may take long: those in steps, those named, and a tenant's export, first records and check. */
    public boolean mayLast(String tool) {
        return besides.lasting().contains(tool)
                || tools.stream().anyMatch(one -> one.lasts() && one.name().equals(tool))
                || LIFE_THAT_LASTS.stream().anyMatch(verb -> tool.equals(name + "_tenant_" + verb));
    }
}
