package dev.bac.crm.opportunity;

import dev.bac.crm.mark.Admins;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tool by which an admin says how likely a deal is won at each stage. */
public final class PipelineSaveTool {
    private final Pipelines pipelines = new Pipelines();

    /** A stage's title and probability, in percent; what is null stays. */
    public record StageGiven(
            @Arg("The stage") Stage stage,

            @Arg("Probability of winning in percent, 0 to 100; WON is 100 and LOST 0") @Nullable Integer probability,

            @Arg("What people call it") @Nullable String title) {}

    /** What {@code crm_setup_pipeline} takes. */
    public record PipelineSave(
            @Arg("The pipeline's name, such as Standard; a new name adds a pipeline")
            String pipeline,

            @Arg("The stages to change; the others stay, or are as usual in a new pipeline") @Nullable List<StageGiven> stages) {}

    /** What {@code crm_setup_pipeline} answers. */
    public record PipelineSaved(String summary, String pipeline, List<Pipelines.Step> stages) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_setup_pipeline",
                        "Set up a pipeline",
                        "Adds a sales pipeline, or changes the titles and probabilities of a pipeline's stages, which"
                                + " the forecast is weighted by. For admins.",
                        Effect.WRITE,
                        Risk.NONE,
                        PipelineSave.class,
                        PipelineSaved.class,
                        this::save)
                .example(
                        "Set the probability of the proposal stage to 40 percent in the pipeline Standard",
                        new PipelineSave("Standard", List.of(new StageGiven(Stage.PROPOSAL, 40, null))))
                .example("Add a pipeline called Partners", new PipelineSave("Partners", null));
    }

    private PipelineSaved save(Caller caller, Tx tx, PipelineSave given) {
        Admins.only(caller, "set up pipelines");
        Map<Stage, Integer> probabilities = new EnumMap<>(Stage.class);
        Map<Stage, String> titles = new EnumMap<>(Stage.class);
        for (var one : given.stages() == null ? List.<StageGiven>of() : given.stages()) {
            if (one.probability() != null) {
                probabilities.put(one.stage(), probability(one.stage(), one.probability()));
            }
            String title = Given.lineOrNull("title", one.title(), 40);
            if (title != null) {
                titles.put(one.stage(), title);
            }
        }
        String name = pipelines.save(tx, given.pipeline(), probabilities, titles);
        var steps = pipelines.steps(tx, name);
        String told = steps.stream()
                .map(step -> step.title() + " " + step.probability() + " %")
                .collect(Collectors.joining(", "));
        return new PipelineSaved("Pipeline " + name + ": " + told + ".", name, steps);
    }

    private static int probability(Stage stage, int given) {
        if (given < 0 || given > 100) {
            throw ToolRefusal.invalid("probability", "is " + given + "; give 0 to 100");
        }
        if (!stage.open() && given != stage.probability()) {
            throw ToolRefusal.invalid("probability", stage + " is always " + stage.probability());
        }
        return given;
    }
}
