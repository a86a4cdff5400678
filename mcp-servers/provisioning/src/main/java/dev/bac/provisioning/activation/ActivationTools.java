package dev.bac.provisioning.activation;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tools that show activations. */
public final class ActivationTools {
    private static final int STANDARD = 20;
    private final ActivationStore activations;

    public ActivationTools(ActivationStore activations) {
        this.activations = activations;
    }

    /** What {@code provisioning_activation_status} takes. */
    public record StatusWanted(
            @Arg(
                    value = "The activation, by its id, its number such as BIZ-1001 or the business's name",
                    ref = "activation")
            String activation) {}

    /** What {@code provisioning_activation_status} answers. */
    public record ActivationStatus(String summary, ActivationRow activation) implements Told {}

    /** What {@code provisioning_activation_list} takes. */
    public record ActivationsWanted(
            @Arg("Only activations in this state") @Nullable ActivationState state,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** What {@code provisioning_activation_list} answers. */
    public record ActivationList(
            String summary,
            List<ActivationRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** Every tool of this kind. */
    public List<Tool<?, ?>> tools() {
        return List.of(status(), list());
    }

    private Tool<?, ?> status() {
        return Tool.read(
                        "provisioning_activation_status",
                        "Progress of a business",
                        "Tells how far setting up a business has come: which of its seven steps are done, and why one"
                                + " failed.",
                        StatusWanted.class,
                        ActivationStatus.class,
                        this::status)
                .example("Is Sunrise Traders ready yet?", new StatusWanted("Sunrise Traders"))
                .example("How far is BIZ-1003?", new StatusWanted("BIZ-1003"))
                .example("What is the status of setting up Rhein Cargo?", new StatusWanted("Rhein Cargo"))
                .example("Did the activation of Casa Verde succeed?", new StatusWanted("Casa Verde"));
    }

    private Tool<?, ?> list() {
        return Tool.read(
                        "provisioning_activation_list",
                        "List businesses",
                        "Lists the businesses that were set up or are being set up, the newest first, by state.",
                        ActivationsWanted.class,
                        ActivationList.class,
                        this::list)
                .example("Which businesses have we set up?", wanted(null))
                .example("Did any activation fail?", wanted(ActivationState.FAILED))
                .example("Which companies are being provisioned right now?", wanted(ActivationState.RUNNING))
                .example("List active businesses", wanted(ActivationState.ACTIVE));
    }

    private ActivationStatus status(Caller caller, Tx tx, StatusWanted given) {
        var activation = activations.named(tx, "activation", Given.line("activation", given.activation(), 120));
        return new ActivationStatus(tell(activation), ActivationRow.of(activation));
    }

    private static String tell(Activation activation) {
        String failed = activation.steps().stream()
                .filter(step -> step.state() == StepState.FAILED)
                .findFirst()
                .map(step -> "; step " + step.position() + " failed: "
                        + (step.detail() == null ? "no reason given" : step.detail()))
                .orElse("");
        String standing = activation.standing() == Standing.OPEN
                ? ""
                : ", " + activation.standing().name().toLowerCase(Locale.ROOT);
        return activation.label() + " is " + told(activation.state()) + standing + ", " + activation.done()
                + " of 7 steps done" + failed + ".";
    }

    private ActivationList list(Caller caller, Tx tx, ActivationsWanted given) {
        var wantedPage = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        var page = activations.list(tx, given.state(), wantedPage);
        var items = page.items().stream().map(ActivationRow::of).toList();
        long total = activations.count(tx, given.state());
        String names = items.stream()
                .limit(5)
                .map(one -> one.businessName() + " (" + told(one.state()) + ")")
                .collect(Collectors.joining(", "));
        String summary = total == 0
                ? "There is no such business."
                : total + (total == 1 ? " business: " : " businesses: ") + names + (total > 5 ? " and more." : ".");
        return new ActivationList(summary, items, total, page.next());
    }

    private static String told(ActivationState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static ActivationsWanted wanted(@Nullable ActivationState state) {
        return new ActivationsWanted(state, null, null);
    }
}
