package dev.bac.orchestrator.platform;

import dev.bac.identity.Caller;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A moment in the making or taking back of a business: before or after one of the calls that its workflow makes. What a
 * step does between two calls is done again whole when the step is, so these are all moments that differ.
 *
 * @param call a tool, and of a recorded step also its state and position: {@code provisioning_step_record/DONE/3}
 */
record Boundary(boolean before, String call) {
    private static final String RECORD = "provisioning_step_record";

    /** All there are, in the order in which an activation comes to them; those of taking back come last. */
    static List<Boundary> all() {
        var calls = new ArrayList<>(List.of("provisioning_activation_plan", RECORD + "/RUNNING/1"));
        each(calls, "prepare");
        each(calls, "rule");
        each(calls, "verify");
        List.of("crm", "erp", "finance", "messaging").forEach(server -> calls.add(server + "_tenant_seed"));
        IntStream.rangeClosed(1, 7).forEach(step -> calls.add(RECORD + "/DONE/" + step));
        calls.add(RECORD + "/FAILED/5");
        each(calls, "purge");
        IntStream.rangeClosed(1, 5).forEach(step -> calls.add(RECORD + "/COMPENSATED/" + step));
        return calls.stream()
                .flatMap(call -> Stream.of(new Boundary(true, call), new Boundary(false, call)))
                .toList();
    }

    private static void each(List<String> calls, String verb) {
        Servers.NAMES.forEach(server -> calls.add(server + "_tenant_" + verb));
    }

    /** Whether it is one of taking back. */
    boolean back() {
        return call.contains("/FAILED/") || call.contains("/COMPENSATED/") || call.endsWith("_tenant_purge");
    }

    static Boundary of(String text) {
        return new Boundary(text.startsWith("before "), text.substring(text.indexOf(' ') + 1));
    }

    /** Tells at the call of that number that it is there, and goes no further. */
    Toolbox around(Toolbox toolbox, int number) {
        return new Standing(toolbox, this, number, new AtomicInteger());
    }

    @Override
    public String toString() {
        return (before ? "before " : "after ") + call;
    }

    private boolean is(ToolCall made) {
        return call.equals(
                made.tool().equals(RECORD)
                        ? RECORD + "/" + made.arguments().path("state").asString() + "/"
                                + made.arguments().path("step").asInt()
                        : made.tool());
    }

    private record Standing(Toolbox toolbox, Boundary boundary, int number, AtomicInteger seen) implements Toolbox {
        @Override
        public List<Tool> tools(Caller caller) {
            return toolbox.tools(caller);
        }

        @Override
        public ToolOutcome call(Caller caller, ToolCall call) {
            boolean here = boundary.is(call) && seen.incrementAndGet() == number;
            if (here && boundary.before()) {
                stop();
            }
            var outcome = toolbox.call(caller, call);
            if (here) {
                stop();
            }
            return outcome;
        }

        private static void stop() {
            Activator.tell(Activator.THERE);
            while (true) {
                LockSupport.park();
            }
        }
    }
}
