package dev.bac.agents.workflow;

import dev.bac.agents.Agent;
import dev.bac.identity.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A workflow as its file declares it.
 *
 * @param name {@code [a-z][a-z0-9-]*}
 * @param inputs what a run is started with, by name
 * @param access who may start it: roles' labels; empty for everybody
 * @param digest SHA-256 of the file's text: a run is pinned to it
 */
public record Workflow(
        String name,
        Agent.About about,
        String description,
        Map<String, Input> inputs,
        RunAs runAs,
        Agent.Access access,
        List<Trigger> triggers,
        List<Step> steps,
        String digest) {
    public Workflow {
        inputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        triggers = List.copyOf(triggers);
        steps = List.copyOf(steps);
    }

    /** Something a run is started with. */
    public record Input(Kind kind, boolean required, String description) {}

    /** What kind of value. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        LIST,
        OBJECT
    }

    /** On whose behalf its steps act. */
    public sealed interface RunAs {
        /** Whoever started it, with what they may do. */
        record Requester() implements RunAs {}

        /** Somebody of the company, with these scopes as far as they have them, and the tools that the steps name. */
        record Person(String name, Set<Scope> scopes) implements RunAs {
            public Person {
                scopes = Set.copyOf(scopes);
            }
        }

        /** An identity of its own, with these scopes and no others, and the tools that the steps name. */
        record Service(String name, Set<Scope> scopes) implements RunAs {
            public Service {
                scopes = Set.copyOf(scopes);
            }
        }
    }

    /** All steps, those inside others too. */
    public Stream<Step> all() {
        return steps.stream().flatMap(Workflow::deep);
    }

    private static Stream<Step> deep(Step step) {
        return Stream.concat(Stream.of(step), step.inner().flatMap(Workflow::deep));
    }

    /** The names of all tools it may call. */
    public Set<String> toolNames() {
        var names = new TreeSet<String>();
        all().forEach(step -> {
            if (step instanceof Step.CallTool call) {
                names.add(call.tool());
                call.undo().ifPresent(undo -> names.add(undo.tool()));
            }
        });
        return names;
    }

    /** The types of events that it waits for. */
    public Set<String> awaited() {
        var types = new TreeSet<String>();
        all().forEach(step -> {
            if (step instanceof Step.WaitEvent wait) {
                types.add(wait.type());
            }
        });
        return types;
    }
}
