package dev.bac.orchestrator.agent;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.format.FormatException;
import dev.bac.agents.format.Lint;
import dev.bac.agents.format.Problem;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.NamedPeople;
import dev.bac.orchestrator.agent.AgentStore.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes texts of agents in: read strictly, held against the tools and agents there are, and kept as versions. */
public final class AgentAuthoring {
    /** Longest text of an agent, in characters. */
    public static final int LONGEST = 64 * 1024;
    /** Findings that make an agent unusable; the others are told and do no harm. */
    private static final Set<String> FATAL = Set.of("undefined-tool", "undefined-agent", "ask-cycle");

    private final TenantAgents agents;
    private final Lint.Known known;
    private final NamedPeople people;

    /**
     * @param servers of ours whose tools agents may name
     * @param foreign servers of others, whose tools nobody knows before they are asked
     * @param people whom agents may name as approvers
     */
    public AgentAuthoring(TenantAgents agents, List<String> servers, Set<String> foreign, NamedPeople people) {
        this.agents = agents;
        this.people = people;
        this.known = Lint.Known.shipped(servers, foreign);
    }

    /** A text that was not taken; nothing has changed. */
    public static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        Rejected(List<Problem> problems) {
            super("not an agent that can be used", null, false, false);
            this.problems = List.copyOf(problems);
        }

        /** With file, line and column. */
        public List<Problem> problems() {
            return problems;
        }
    }

    /** Where a text comes from. */
    public sealed interface From {
        /** Whoever is written down as its author. */
        String author();

        /** Where it is kept, below the tenant's folder; empty when only in the database. */
        default Optional<String> file() {
            return Optional.empty();
        }
    }

    /** It was sent as the agent of that name. */
    public record FromApi(String name, String author) implements From {}

    /** It is a file below the tenant's folder. */
    record FromFile(String path) implements From {
        @Override
        public String author() {
            return "file " + path;
        }

        @Override
        public Optional<String> file() {
            return Optional.of(path);
        }
    }

    /**
     * Puts a text in force.
     *
     * @throws Rejected with every problem found
     */
    public Agent take(TenantId tenant, String yaml, From from) {
        Optional<String> file = from.file();
        String name = file.orElse("agent.yaml");
        if (yaml.length() > LONGEST) {
            throw new Rejected(List.of(new Problem(name, 1, 1, "longer than " + LONGEST + " characters")));
        }
        Agent agent = read(yaml, name);
        if (from instanceof FromApi sent && !sent.name().equals(agent.name())) {
            String what = "metadata.name is \"%s\" and it was sent as \"%s\"".formatted(agent.name(), sent.name());
            throw new Rejected(List.of(located(yaml, name, agent.name(), what)));
        }
        var wrong = Lint.check(with(tenant, agent), agent, known).stream()
                .filter(finding -> FATAL.contains(finding.rule()))
                .map(finding -> located(yaml, name, named(finding.message()), finding.message()))
                .toList();
        if (!wrong.isEmpty()) {
            throw new Rejected(wrong);
        }
        if (from instanceof FromApi) {
            checkApprovers(tenant, yaml, name, agent);
        }
        checkOwner(tenant, agent, name, file);
        if (!agents.put(tenant, new Stored(agent.name(), agent.digest(), yaml, file), from.author())) {
            throw new Rejected(List.of(new Problem(
                    name,
                    1,
                    1,
                    "the company has as many agents of its own as its plan holds, at most " + AgentStore.MOST)));
        }
        return agent;
    }

    /** A file may come before its people do; who sends one knows who is there. */
    private void checkApprovers(TenantId tenant, String yaml, String name, Agent agent) {
        agent.tools().stream()
                .flatMap(access -> access.approval().stream())
                .flatMap(rule -> people.wrong(tenant, rule.needs().approvers()).stream())
                .findFirst()
                .ifPresent(wrong -> {
                    throw new Rejected(List.of(located(yaml, name, wrong.name(), wrong.told())));
                });
    }

    private Agent read(String yaml, String name) {
        try {
            return agents.format().parse(yaml, name);
        } catch (FormatException e) {
            throw new Rejected(e.problems());
        }
    }

    private AgentLibrary with(TenantId tenant, Agent agent) {
        var all = new ArrayList<>(agents.library(tenant).all());
        all.removeIf(other -> other.name().equals(agent.name()));
        all.add(agent);
        return new AgentLibrary(all);
    }

    /** What comes from a file is changed there, and a file does not replace what somebody made in the API. */
    private void checkOwner(TenantId tenant, Agent agent, String name, Optional<String> file) {
        Stored before = agents.own(tenant).get(agent.name());
        if (before != null && !before.file().equals(file)) {
            String what = "agent \"" + agent.name() + "\" "
                    + before.file()
                            .map(other -> "comes from the file " + other + "; change it there")
                            .orElse("was made through the API; delete it there first");
            throw new Rejected(List.of(new Problem(name, 1, 1, what)));
        }
    }

    private static String named(String message) {
        return message.replaceFirst("(?s)^.*?(?:no tool|no agent|handoff to) ([a-z0-9_-]+).*$", "$1");
    }

    /** Lint knows no places; the first mention of what it names is where to look. */
    private static Problem located(String yaml, String file, String named, String message) {
        int at = Math.max(0, yaml.indexOf(named));
        int line =
                1 + (int) yaml.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - yaml.lastIndexOf('\n', Math.max(0, at - 1));
        return new Problem(file, line, Math.max(1, column), message);
    }

    /**
     * Takes one of the tenant's own agents out of force.
     *
     * @return false when it has none of that name
     * @throws Rejected when it comes from a file
     */
    public boolean remove(TenantId tenant, String name) {
        Stored own = agents.own(tenant).get(name);
        if (own == null) {
            return false;
        }
        own.file().ifPresent(file -> {
            throw new Rejected(List.of(new Problem(file, 1, 1, "it comes from the file " + file + "; delete that")));
        });
        agents.remove(tenant, name);
        return true;
    }

    /** Takes an agent out of force whose file is gone. */
    void fileGone(TenantId tenant, String name) {
        agents.remove(tenant, name);
    }
}
