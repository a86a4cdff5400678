package dev.bac.provisioning.life;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.provisioning.activation.Activation;
import dev.bac.provisioning.activation.ActivationStore;
import dev.bac.provisioning.activation.Domains;
import dev.bac.provisioning.activation.Rules;
import dev.bac.provisioning.activation.Standing;
import dev.bac.provisioning.plan.Plan;
import dev.bac.provisioning.preset.Brought;
import dev.bac.provisioning.preset.Presets;
import dev.bac.provisioning.profile.Profile;
import dev.bac.provisioning.profile.Profiles;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tools on orders: one that shows them, and two hidden ones of the workflow that carries them out. */
public final class OrderTools {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ActivationStore activations;
    private final Domains domains;
    private final OrderStore orders = new OrderStore();
    private final Presets presets;
    private final BusinessTools business;

    public OrderTools(ActivationStore activations, Presets presets, Profiles profiles, Domains domains) {
        this.activations = activations;
        this.presets = presets;
        this.domains = domains;
        this.business = new BusinessTools(activations, profiles, orders);
    }

    /** What {@code provisioning_order_list} takes. */
    public record OrdersWanted(
            @Arg(
                    value = "Only of this business, by its name, its number such as BIZ-1001 or its id",
                    ref = "activation")
            @Nullable String business) {}

    /** What {@code provisioning_order_list} answers. */
    public record OrderList(String summary, List<OrderRow> items) implements Told {}

    /** What {@code provisioning_order_plan} takes. */
    public record PlanWanted(
            @Arg("The order's id or number") String order) {}

    /** What {@code provisioning_order_plan} answers; {@code rules} are those the business has once it is done, {@code kit} what its new features bring. */
    public record OrderPlan(
            String summary,
            String number,
            OrderKind kind,
            OrderState state,
            UUID tenantId,
            String businessName,
            Standing standing,
            Plan plan,
            ObjectNode limits,
            ObjectNode rules,
            List<String> domains,
            @Nullable Brought kit,
            String createdBy,
            Instant createdAt)
            implements Told {}

    /** What {@code provisioning_order_record} takes. */
    public record OrderRecord(
            @Arg("The order's id or number") String order,
            @Arg("DONE or REFUSED") OrderState state,

            @Arg(value = "What came of it", longest = 4_000) String detail,

            @Arg("What is to be kept of it, such as a receipt") @Nullable ObjectNode result) {}

    /** What {@code provisioning_order_record} answers. */
    public record OrderRecorded(String summary, OrderRow order) implements Told {}

    /** All of them. */
    public List<Tool<?, ?>> tools() {
        var tools = new ArrayList<Tool<?, ?>>(business.tools());
        tools.add(Tool.read(
                        "provisioning_order_list",
                        "List orders on businesses",
                        "Lists what was ordered for businesses, such as suspending, another plan, an export or deletion, and"
                                + " what came of it, the newest first.",
                        OrdersWanted.class,
                        OrderList.class,
                        this::list)
                .example("What became of the export of Sunrise Traders?", new OrdersWanted("Sunrise Traders"))
                .example("Which orders are waiting for our businesses?", new OrdersWanted(null)));
        tools.add(hidden(
                "provisioning_order_plan",
                "Plan of an order",
                "Answers what an order is to do.",
                Effect.READ,
                PlanWanted.class,
                OrderPlan.class,
                this::plan));
        tools.add(hidden(
                "provisioning_order_record",
                "Record an order",
                "Keeps what came of an order. Recording the same again changes nothing.",
                Effect.WRITE,
                OrderRecord.class,
                OrderRecorded.class,
                this::record));
        return tools;
    }

    private static <I extends Record, O extends Record & Told> Tool<I, O> hidden(
            String name,
            String title,
            String says,
            Effect effect,
            Class<I> in,
            Class<O> out,
            dev.bac.mcp.ToolHandler<I, O> handler) {
        return new Tool<>(
                name,
                title,
                says + " For the platform's own workflow.",
                effect,
                Risk.NONE,
                Scope.PLATFORM_PROVISION.value(),
                true,
                in,
                out,
                handler,
                List.of());
    }

    private OrderList list(Caller caller, Tx tx, OrdersWanted given) {
        @Nullable String wanted = Given.lineOrNull("business", given.business(), 120);
        var found = wanted == null
                ? orders.newest(tx)
                : orders.of(tx, activations.named(tx, "business", wanted).id());
        var rows = found.stream().map(one -> row(tx, one)).toList();
        String told = rows.stream()
                .limit(5)
                .map(one -> one.number() + " " + one.kind().name().toLowerCase(Locale.ROOT) + " " + one.business()
                        + " (" + one.state().name().toLowerCase(Locale.ROOT) + ")"
                        + (one.detail() == null ? "" : ": " + one.detail()))
                .collect(Collectors.joining("; "));
        return new OrderList(rows.isEmpty() ? "There is no order." : rows.size() + " orders: " + told, rows);
    }

    private OrderRow row(Tx tx, Order order) {
        return OrderRow.of(order, of(tx, order));
    }

    private Activation of(Tx tx, Order order) {
        return activations.named(tx, "business", order.activation().toString());
    }

    private OrderPlan plan(Caller caller, Tx tx, PlanWanted given) {
        var order = orders.find(tx, Given.line("order", given.order(), 120));
        var activation = of(tx, order);
        var after = after(order, activation);
        return new OrderPlan(
                order.label() + " of " + activation.label() + ".",
                order.label(),
                order.kind(),
                order.state(),
                activation.newTenant(),
                activation.profile().businessName(),
                activation.standing(),
                after.plan(),
                JSON.valueToTree(after.plan().limits()),
                Rules.of(after),
                after.domains(),
                order.state() == OrderState.WAITING
                        ? brought(activation.profile(), after).orElse(null)
                        : null,
                order.createdBy(),
                order.createdAt());
    }

    private Optional<Brought> brought(Profile before, Profile after) {
        return presets.industry(before.industry())
                .flatMap(industry -> presets.brought(industry, before::has, after::has, before.chart()));
    }

    private static Profile after(Order order, Activation activation) {
        var profile = activation.profile();
        return order.kind() == OrderKind.CHANGE && order.plan() != null
                ? profile.with(order.plan(), order.features())
                : profile;
    }

    private OrderRecorded record(Caller caller, Tx tx, OrderRecord given) {
        if (given.state() != OrderState.DONE && given.state() != OrderState.REFUSED) {
            throw ToolRefusal.invalid("state", "give DONE or REFUSED");
        }
        var order = orders.lock(tx, Given.line("order", given.order(), 120));
        var activation = activations.lock(tx, order.activation());
        if (order.state() == OrderState.WAITING) {
            orders.end(tx, order, given.state(), given.detail(), given.result());
            if (given.state() == OrderState.DONE && order.kind() == OrderKind.CHANGE) {
                activations.describe(tx, activation.id(), after(order, activation));
            }
            if (given.state() == OrderState.DONE && order.kind() == OrderKind.DELETE) {
                activations.stand(tx, activation.id(), Standing.DELETED);
                domains.release(tx, activation.newTenant());
            }
        }
        var now = orders.find(tx, order.id().toString());
        return new OrderRecorded(
                now.label() + " is " + now.state().name().toLowerCase(Locale.ROOT) + ".", row(tx, now));
    }
}
