package dev.bac.agents.workflow;

import dev.bac.agents.Ask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One step of a workflow. Its output is what {@code steps.<id>} is from then on. */
public sealed interface Step {
    Common common();

    /** Its name within the workflow: {@code [a-z][a-z0-9_]*}. */
    default String id() {
        return common().id();
    }

    /** The steps inside it. */
    default Stream<Step> inner() {
        return Stream.empty();
    }

    /**
     * What every step may have.
     *
     * @param title for people; the id when none is given
     * @param onlyIf when it does not hold, the step is passed over and its output is null
     * @param goesOn true when the workflow goes on after it failed, with {@code {error: {code, text}}} as output
     */
    record Common(String id, String title, Optional<Expression> onlyIf, boolean goesOn) {}

    /**
     * How often it is tried again when the server cannot be reached or is busy.
     *
     * @param times in all, from 1
     * @param pause before the second time; twice as long before each later one
     */
    record Retry(int times, Duration pause) {
        /** Three times, after one and two seconds. */
        public static final Retry USUAL = new Retry(3, Duration.ofSeconds(1));
    }

    /** The call that takes a step back. */
    record Undo(String tool, Template args) {}

    /**
     * Calls a tool.
     *
     * @param once a text that names the effect within the company: whatever run asks for it, it happens once
     * @param ask wanted beside what policies and the server want
     */
    record CallTool(
            Common common,
            String tool,
            Template args,
            Retry retry,
            Optional<Undo> undo,
            Optional<Expression> once,
            Optional<Ask> ask)
            implements Step {}

    /** Asks an agent; its output is {@code {text, conversation, run}}. */
    record AskAgent(Common common, String agent, Template say) implements Step {}

    /** Does the first of the choices that holds; its output is that of the last step done. */
    record Branch(Common common, List<Choice> choices, List<Step> otherwise) implements Step {
        public Branch {
            choices = List.copyOf(choices);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public Stream<Step> inner() {
            return Stream.concat(choices.stream().flatMap(choice -> choice.steps().stream()), otherwise.stream());
        }
    }

    /** A way that is taken when its condition holds. */
    record Choice(Expression when, List<Step> steps) {
        public Choice {
            steps = List.copyOf(steps);
        }
    }

    /** Does all of them side by side; its output has that of each by its name. */
    record Parallel(Common common, Map<String, List<Step>> ways) implements Step {
        public Parallel {
            ways = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ways));
        }

        @Override
        public Stream<Step> inner() {
            return ways.values().stream().flatMap(List::stream);
        }
    }

    /**
     * Does its steps for each {@code item} of a list of at most 1,000; its output is the list of their last outputs.
     *
     * @param atOnce how many side by side, 1 to 16
     */
    record Each(Common common, Expression list, int atOnce, List<Step> steps) implements Step {
        public Each {
            steps = List.copyOf(steps);
        }

        @Override
        public Stream<Step> inner() {
            return steps.stream();
        }
    }

    /** Waits for an event that comes after the run began; its output is the event. */
    record WaitEvent(Common common, String type, Optional<Expression> when, Duration timeout) implements Step {}

    /** Waits for a time to pass. */
    record WaitTime(Common common, Duration time) implements Step {}

    /** Waits for people; its output is {@code {approved, by, reason}}. A refusal fails the step. */
    record WaitApproval(Common common, Template question, Ask ask) implements Step {}

    /** Starts a run of another workflow and does not wait for it; with {@code once}, at most one of that name. */
    record Start(Common common, String workflow, Template input, Optional<Expression> once) implements Step {}

    /** Computes something. */
    record Compute(Common common, Template value) implements Step {}

    /** Ends the run as failed. */
    record Fail(Common common, Template text) implements Step {}
}
