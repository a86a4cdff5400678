package dev.bac.orchestrator.platform;

import dev.bac.identity.Caller;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One call in twenty fails, before or after it took effect, or breaks its workflow off as a death of the process does.
 * One business in five is never taken up by the last server.
 *
 * @param faults that were made
 */
record FaultyCalls(Toolbox toolbox, AtomicInteger faults, Random random) implements Toolbox {
    private static final int OF = 60;

    /** A process that dies has no chance to catch it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("died", null, false, false);
        }
    }

    /** Whether the last server refuses it. */
    static boolean doomed(UUID tenant) {
        return Math.floorMod(tenant.hashCode(), 5) == 0;
    }

    /** Without faults by chance. */
    static FaultyCalls doomedOnly(Toolbox toolbox) {
        return new FaultyCalls(toolbox, new AtomicInteger(), new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        });
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return toolbox.tools(caller);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        if (call.tool().equals("messaging_tenant_seed")
                && doomed(caller.tenant().value())) {
            throw new IllegalStateException("this server takes no records");
        }
        int chance = random.nextInt(OF);
        if (chance < 3) {
            faults.incrementAndGet();
        }
        if (chance == 0) {
            throw new IllegalStateException("the call got lost");
        }
        var outcome = toolbox.call(caller, call);
        if (chance == 1) {
            throw new IllegalStateException("the answer got lost");
        }
        if (chance == 2) {
            throw new Death();
        }
        return outcome;
    }
}
