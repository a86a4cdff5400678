package dev.bac.provisioning.activation;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.provisioning.preset.AccountNumbers;
import dev.bac.provisioning.preset.Presets;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hidden tools of the workflow that carries activations out: what is to be made, and how each step went. */
public final class WorkflowTools {
    private static final int LAST = StepName.values().length;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ActivationStore activations;
    private final Presets presets;
    private final Domains domains;
    private final Spares spares;

    public WorkflowTools(ActivationStore activations, Presets presets, Domains domains, Spares spares) {
        this.activations = activations;
        this.presets = presets;
        this.domains = domains;
        this.spares = spares;
    }

    /** What {@code provisioning_activation_plan} takes. */
    public record PlanWanted(
            @Arg("The activation's id or number") String activation) {}

    /**
     * What {@code provisioning_activation_plan} answers; {@code prepared} tells that every server has prepared and checked
     * the tenant already, {@code preset} is the industry's, {@code accounts} its own ones
     * numbered for the chart, {@code createdBy} who asked.
     */
    public record Plan(
            String summary,
            UUID tenantId,
            boolean prepared,
            ObjectNode profile,
            ObjectNode preset,
            List<AccountNumbers.Numbered> accounts,
            ObjectNode rules,
            List<Domains.Claim> domains,
            List<Activation.Step> steps,
            String createdBy,
            Instant askedAt)
            implements Told {}

    /** What {@code provisioning_step_record} takes. */
    public record StepRecord(
            @Arg("The activation's id or number") String activation,
            @Arg("The step, 1 to 7") int step,

            @Arg("RUNNING when it begins, then DONE, FAILED or COMPENSATED")
            StepState state,

            @Arg(value = "Its result, or why it failed", longest = 4000) @Nullable String detail,

            @Arg("With DONE: the next step begins at this moment") @Nullable Boolean next) {}

    /** What {@code provisioning_step_record} answers. */
    public record StepRecorded(String summary, boolean changed, ActivationRow activation) implements Told {}

    /** What {@code provisioning_spare_note} takes. */
    public record SpareNote(
            @Arg("How many are to be ready; one more is begun while there are fewer")
            int wanted,

            @Arg("A tenant that is now prepared on every server") @Nullable UUID ready) {}

    /** What {@code provisioning_spare_note} answers; {@code prepare} is the tenant to prepare next. */
    public record SparesCounted(
            String summary, int spares, @Nullable UUID prepare) implements Told {}

    /** All three tools. */
    public List<Tool<?, ?>> tools() {
        String scope = Scope.PLATFORM_PROVISION.value();
        return List.of(
                new Tool<>(
                        "provisioning_activation_plan",
                        "Plan of an activation",
                        "Answers what an activation is to make. For the platform's own workflow.",
                        Effect.READ,
                        Risk.NONE,
                        scope,
                        true,
                        PlanWanted.class,
                        Plan.class,
                        this::plan,
                        List.of()),
                new Tool<>(
                        "provisioning_step_record",
                        "Record a step",
                        "Keeps how a step of an activation went. Recording the same again changes nothing. For the"
                                + " platform's own workflow.",
                        Effect.WRITE,
                        Risk.NONE,
                        scope,
                        true,
                        StepRecord.class,
                        StepRecorded.class,
                        this::record,
                        List.of()),
                new Tool<>(
                        "provisioning_spare_note",
                        "Note a prepared tenant",
                        "Notes that a tenant is prepared on every server and waits for a business, counts them, and names the"
                                + " one to prepare next. For the platform's own workflow.",
                        Effect.WRITE,
                        Risk.NONE,
                        scope,
                        true,
                        SpareNote.class,
                        SparesCounted.class,
                        this::spare,
                        List.of()));
    }

    private Plan plan(Caller caller, Tx tx, PlanWanted given) {
        var activation = activations.named(tx, "activation", Given.line("activation", given.activation(), 120));
        var profile = activation.profile();
        var preset = presets.of(presets.industry(profile.industry()).orElseThrow(), profile::has);
        return new Plan(
                "The plan of " + activation.label() + ".",
                activation.newTenant(),
                activation.prepared(),
                JSON.valueToTree(activation.profile()),
                JSON.valueToTree(preset),
                presets.numbers().in(activation.profile().chart(), preset.accounts()),
                Rules.of(activation.profile()),
                domains.of(tx, activation.newTenant()),
                activation.steps(),
                activation.createdBy(),
                activation.createdAt());
    }

    private SparesCounted spare(Caller caller, Tx tx, SpareNote given) {
        if (given.ready() != null) {
            spares.ready(tx, given.ready());
        }
        int count = spares.count(tx);
        @Nullable UUID next = count < given.wanted() ? spares.begin(tx) : null;
        return new SparesCounted(count + " tenants are prepared.", count, next);
    }

    private StepRecorded record(Caller caller, Tx tx, StepRecord given) {
        if (given.step() < 1 || given.step() > LAST) {
            throw ToolRefusal.invalid("step", "give 1 to " + LAST);
        }
        String detail = Given.textOrNull("detail", given.detail(), 4000);
        var before = activations.lock(tx, "activation", Given.line("activation", given.activation(), 120));
        var old = before.steps().get(given.step() - 1);
        boolean nothingNew = (old.state() == given.state() && given.state() != StepState.RUNNING)
                || (old.state() == StepState.DONE && given.state() == StepState.RUNNING);
        if (nothingNew) {
            return answer(before, old, false);
        }
        refuseWhatCannotFollow(before, old, given.state());
        var changed = new ArrayList<Activation.Step>();
        changed.add(next(tx.now(), old, given.state(), detail));
        if (Boolean.TRUE.equals(given.next()) && given.state() == StepState.DONE && given.step() < LAST) {
            changed.add(next(tx.now(), before.steps().get(given.step()), StepState.RUNNING, null));
        }
        var activation = before.with(merged(before.steps(), changed), tx.now());
        activations.update(tx, activation, changed);
        if (activation.state() == ActivationState.COMPENSATED) {
            domains.release(tx, activation.newTenant());
        }
        return answer(activation, changed.getFirst(), true);
    }

    private static List<Activation.Step> merged(List<Activation.Step> steps, List<Activation.Step> changed) {
        var merged = new ArrayList<>(steps);
        changed.forEach(step -> merged.set(step.position() - 1, step));
        return merged;
    }

    private static void refuseWhatCannotFollow(Activation activation, Activation.Step old, StepState state) {
        boolean earlierDone = activation.steps().stream()
                .filter(one -> one.position() < old.position())
                .allMatch(one -> one.state() == StepState.DONE);
        boolean follows =
                switch (state) {
                    case PENDING -> false;
                    case RUNNING -> earlierDone && activation.state() != ActivationState.COMPENSATED;
                    case DONE, FAILED -> old.state() == StepState.RUNNING;
                    case COMPENSATED -> old.state() != StepState.PENDING;
                };
        if (!follows) {
            throw new ToolRefusal(
                    "conflict",
                    "state: step %d of %s is %s and cannot become %s now"
                            .formatted(old.position(), activation.label(), told(old.state()), told(state)));
        }
    }

    private static Activation.Step next(Instant now, Activation.Step old, StepState state, @Nullable String detail) {
        boolean begins = state == StepState.RUNNING;
        return new Activation.Step(
                old.position(),
                old.name(),
                state,
                begins ? old.attempts() + 1 : old.attempts(),
                detail,
                begins ? now : old.startedAt(),
                begins ? null : now);
    }

    private static StepRecorded answer(Activation activation, Activation.Step step, boolean changed) {
        return new StepRecorded(
                "Step " + step.position() + " of " + activation.label() + " is " + told(step.state()) + ".",
                changed,
                ActivationRow.of(activation));
    }

    private static String told(StepState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
