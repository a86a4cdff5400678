package dev.bac.provisioning.life;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.provisioning.activation.Activation;
import dev.bac.provisioning.activation.ActivationState;
import dev.bac.provisioning.activation.ActivationStore;
import dev.bac.provisioning.activation.Standing;
import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.plan.Plan;
import dev.bac.provisioning.profile.Profiles;
import dev.bac.store.Tx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tools that order something for a business that is set up. Each records the order; the platform carries it out. */
public final class BusinessTools {
    private static final int USUAL_GRACE = 30;
    private static final int LONGEST_GRACE = 365;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ActivationStore activations;
    private final Profiles profiles;
    private final OrderStore orders;

    BusinessTools(ActivationStore activations, Profiles profiles, OrderStore orders) {
        this.activations = activations;
        this.profiles = profiles;
        this.orders = orders;
    }

    /** A business that is meant. */
    public record BusinessMeant(
            @Arg(value = "The business, by its name, its number such as BIZ-1001 or its id", ref = "activation")
            String business) {}

    /** What {@code provisioning_business_change} takes. */
    public record BusinessChange(
            @Arg(value = "The business, by its name, its number such as BIZ-1001 or its id", ref = "activation")
            String business,

            @Arg("The plan it is to have; the same when left out") @Nullable Plan plan,

            @Arg("Features to switch on") @Nullable List<Feature> on,
            @Arg("Features to switch off") @Nullable List<Feature> off) {}

    /** What {@code provisioning_business_delete} takes. */
    public record BusinessDelete(
            @Arg(value = "The business, by its name, its number such as BIZ-1001 or its id", ref = "activation")
            String business,

            @Arg("Days until its data are gone for good, 0 to 365; 30 when left out") @Nullable Integer graceDays) {}

    /** What ordering answers. */
    public record Ordered(String summary, OrderRow order) implements Told {}

    List<Tool<?, ?>> tools() {
        return List.of(suspend(), resume(), change(), export(), move(), delete());
    }

    private Tool<?, ?> suspend() {
        return Tool.write(
                        "provisioning_business_suspend",
                        "Suspend a business",
                        "Stops a business that we set up: its people and agents can do nothing and nothing is sent, until it"
                                + " is resumed. Its data stay.",
                        Effect.WRITE,
                        Risk.BULK,
                        BusinessMeant.class,
                        Ordered.class,
                        (caller, tx, given) -> order(caller, tx, given.business(), OrderKind.SUSPEND))
                .example("Suspend the business Sunrise Traders", new BusinessMeant("Sunrise Traders"))
                .example(
                        "Put Rhein Cargo on hold, they have not paid for the platform",
                        new BusinessMeant("Rhein Cargo"));
    }

    private Tool<?, ?> resume() {
        return Tool.write(
                        "provisioning_business_resume",
                        "Resume a business",
                        "Lets a suspended business go on, or takes back its deletion before the grace has ended.",
                        Effect.WRITE,
                        Risk.BULK,
                        BusinessMeant.class,
                        Ordered.class,
                        (caller, tx, given) -> order(caller, tx, given.business(), OrderKind.RESUME))
                .example("Resume the suspended business Sunrise Traders", new BusinessMeant("Sunrise Traders"))
                .example("Reactivate the suspended business Rhein Cargo", new BusinessMeant("Rhein Cargo"));
    }

    private Tool<?, ?> change() {
        return Tool.write(
                        "provisioning_business_change",
                        "Change plan or features",
                        "Gives a business another plan, up or down, or switches its features on and off. What would not fit"
                                + " into a smaller plan is listed and nothing is changed.",
                        Effect.WRITE,
                        Risk.BULK,
                        BusinessChange.class,
                        Ordered.class,
                        this::change)
                .example(
                        "Upgrade Sunrise Traders to the dedicated plan",
                        new BusinessChange("Sunrise Traders", Plan.DEDICATED, null, null))
                .example(
                        "Switch on manufacturing for Rhein Cargo",
                        new BusinessChange("Rhein Cargo", null, List.of(Feature.MANUFACTURING), null))
                .example(
                        "Downgrade Casa Verde to the shared plan",
                        new BusinessChange("Casa Verde", Plan.SHARED, null, null));
    }

    private Tool<?, ?> export() {
        return Tool.write(
                        "provisioning_business_export",
                        "Export a business",
                        "Writes everything that a business has into a ZIP file of CSV and JSON with a manifest and checksums.",
                        Effect.WRITE,
                        Risk.BULK,
                        BusinessMeant.class,
                        Ordered.class,
                        (caller, tx, given) -> order(caller, tx, given.business(), OrderKind.EXPORT))
                .example("Export all data of the business Sunrise Traders", new BusinessMeant("Sunrise Traders"))
                .example("Make a full export of Rhein Cargo", new BusinessMeant("Rhein Cargo"));
    }

    private Tool<?, ?> move() {
        return Tool.write(
                        "provisioning_business_move",
                        "Move a business to its own database",
                        "Suspends a business whose plan is dedicated or above, and copies all its rows into a database of its"
                                + " own, compared table by table. What a person does then is told with the order.",
                        Effect.WRITE,
                        Risk.BULK,
                        BusinessMeant.class,
                        Ordered.class,
                        this::move)
                .example("Move Sunrise Traders to a database of its own", new BusinessMeant("Sunrise Traders"))
                .example("Give Rhein Cargo its own database", new BusinessMeant("Rhein Cargo"));
    }

    private Ordered move(Caller caller, Tx tx, BusinessMeant given) {
        var activation = active(tx, given.business());
        if (!activation.profile().plan().dedicated()) {
            throw new ToolRefusal(
                    "conflict",
                    "business: the shared plan of " + activation.label()
                            + " has no database of its own; change the plan"
                            + " with provisioning_business_change first");
        }
        if (activation.standing() == Standing.LEAVING) {
            throw new ToolRefusal("conflict", "business: " + activation.label() + " is being deleted");
        }
        activations.stand(tx, activation.id(), Standing.SUSPENDED);
        return placed(caller, tx, activation, OrderKind.MOVE, null, Map.of(), Duration.ZERO);
    }

    private Tool<?, ?> delete() {
        return Tool.write(
                        "provisioning_business_delete",
                        "Delete a business",
                        "Suspends a business at once and deletes all its data when the grace has ended, with a receipt. Until"
                                + " then it can be resumed.",
                        Effect.DESTRUCTIVE,
                        Risk.BULK,
                        BusinessDelete.class,
                        Ordered.class,
                        this::delete)
                .example("Delete the business Sunrise Traders for good", new BusinessDelete("Sunrise Traders", null))
                .example("Remove Rhein Cargo and its data in 7 days", new BusinessDelete("Rhein Cargo", 7));
    }

    private Ordered order(Caller caller, Tx tx, String business, OrderKind kind) {
        var activation = active(tx, business);
        var needed =
                switch (kind) {
                    case SUSPEND -> Set.of(Standing.OPEN);
                    case RESUME -> Set.of(Standing.SUSPENDED, Standing.LEAVING);
                    case CHANGE, EXPORT, MOVE, DELETE -> Set.of(Standing.OPEN, Standing.SUSPENDED, Standing.LEAVING);
                };
        if (!needed.contains(activation.standing())) {
            throw new ToolRefusal(
                    "conflict",
                    "business: " + activation.label() + " is "
                            + activation.standing().name().toLowerCase(Locale.ROOT) + "; there is nothing to "
                            + kind.name().toLowerCase(Locale.ROOT));
        }
        if (kind == OrderKind.SUSPEND) {
            activations.stand(tx, activation.id(), Standing.SUSPENDED);
        }
        if (kind == OrderKind.RESUME) {
            activations.stand(tx, activation.id(), Standing.OPEN);
            cancelDeletion(tx, activation);
        }
        return placed(caller, tx, activation, kind, null, Map.of(), Duration.ZERO);
    }

    private void cancelDeletion(Tx tx, Activation activation) {
        orders.of(tx, activation.id()).stream()
                .filter(one -> one.kind() == OrderKind.DELETE && one.state() == OrderState.WAITING)
                .forEach(one -> orders.end(tx, one, OrderState.CANCELLED, "It was resumed.", null));
    }

    private Ordered change(Caller caller, Tx tx, BusinessChange given) {
        var activation = active(tx, given.business());
        var words = new EnumMap<Feature, Boolean>(Feature.class);
        or(given.on()).forEach(feature -> words.put(feature, true));
        for (Feature feature : or(given.off())) {
            if (words.put(feature, false) != null) {
                throw ToolRefusal.invalid("off", feature.key() + " is named in on too; name it in one of them");
            }
        }
        if (given.plan() == null && words.isEmpty()) {
            throw ToolRefusal.invalid("plan", "nothing to change; give a plan, or features to switch on or off");
        }
        var profile = activation.profile();
        var features = profiles.changed(profile, words);
        return placed(
                caller,
                tx,
                activation,
                OrderKind.CHANGE,
                given.plan() == null ? profile.plan() : given.plan(),
                features,
                Duration.ZERO);
    }

    private Ordered delete(Caller caller, Tx tx, BusinessDelete given) {
        int days = given.graceDays() == null ? USUAL_GRACE : given.graceDays();
        if (days < 0 || days > LONGEST_GRACE) {
            throw ToolRefusal.invalid("graceDays", "must be 0 to " + LONGEST_GRACE);
        }
        var activation = active(tx, given.business());
        if (activation.standing() == Standing.LEAVING) {
            throw new ToolRefusal("conflict", "business: " + activation.label() + " is being deleted already");
        }
        if (activation.standing() == Standing.OPEN) {
            placed(caller, tx, activation, OrderKind.SUSPEND, null, Map.of(), Duration.ZERO);
        }
        activations.stand(tx, activation.id(), Standing.LEAVING);
        return placed(caller, tx, activation, OrderKind.DELETE, null, Map.of(), Duration.ofDays(days));
    }

    private Activation active(Tx tx, String given) {
        var named = activations.named(tx, "business", Given.line("business", given, 120));
        var activation = activations.lock(tx, named.id());
        if (activation.state() != ActivationState.ACTIVE || activation.standing() == Standing.DELETED) {
            throw new ToolRefusal(
                    "conflict",
                    "business: " + activation.label() + " is not active; see provisioning_activation_status");
        }
        return activation;
    }

    private Ordered placed(
            Caller caller,
            Tx tx,
            Activation activation,
            OrderKind kind,
            @Nullable Plan plan,
            Map<String, Boolean> features,
            Duration wait) {
        var order = new Order(
                tx.newId(),
                activations.nextNumber(tx, "ORD"),
                activation.id(),
                kind,
                OrderState.WAITING,
                plan,
                features,
                null,
                null,
                caller.name(),
                tx.now(),
                tx.now().plus(wait),
                null);
        orders.add(tx, order);
        tx.publish(
                "provisioning.order.placed",
                order.id().toString(),
                JSON.createObjectNode()
                        .put("kind", kind.name())
                        .put("business", activation.newTenant().toString())
                        .put("due", order.dueAt().toString()));
        String when =
                wait.isZero() ? "at once" : "on " + order.dueAt().toString().substring(0, 10);
        return new Ordered(
                "%s: %s of %s is done %s; see provisioning_order_list."
                        .formatted(order.label(), kind.name().toLowerCase(Locale.ROOT), activation.label(), when),
                OrderRow.of(order, activation));
    }

    private static <T> List<T> or(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
