package dev.bac.orchestrator.platform;

import dev.bac.identity.Caller;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of its own in which a business moves into a database of its own, for another to kill. It orders the move when
 * there is none, tells when a move begins, and when none is left waiting. Arguments: data folder and the business.
 */
public final class Mover {
    static final String MOVING = "moving";
    static final String MOVED = "moved";

    private Mover() {}

    public static void main(String... arguments) {
        var house = House.open(Path.of(arguments[0]), "", (_, _, _) -> House.said(List.of()), Begun::new);
        var life = new BusinessLife(house);
        if (moves(life, arguments[1]).isEmpty()) {
            house.call("provisioning_business_move", "{'business': '" + arguments[1] + "'}");
        }
        House.eventually(
                "true",
                () -> Boolean.toString(moves(life, arguments[1]).stream().noneMatch(state -> state.equals("waiting"))));
        Activator.tell(MOVED);
        house.close();
        System.exit(0);
    }

    /** How the orders to move it stand. */
    static List<String> moves(BusinessLife life, String business) {
        return life.orders(business).stream()
                .filter(order -> order.path("kind").asString().equalsIgnoreCase("move"))
                .map(order -> order.path("state").asString().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    /** All servers have been told that the business stands still: what comes next is the copy. */
    private record Begun(Toolbox toolbox, AtomicInteger ruled) implements Toolbox {
        Begun(Toolbox toolbox) {
            this(toolbox, new AtomicInteger());
        }

        @Override
        public List<Tool> tools(Caller caller) {
            return toolbox.tools(caller);
        }

        @Override
        public ToolOutcome call(Caller caller, ToolCall call) {
            var outcome = toolbox.call(caller, call);
            if (call.tool().endsWith("_tenant_rule") && ruled.incrementAndGet() == Servers.NAMES.size()) {
                Activator.tell(MOVING);
            }
            return outcome;
        }
    }
}
