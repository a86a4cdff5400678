package dev.bac.crm.report;

import dev.bac.crm.opportunity.Pipelines;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tool that shows a pipeline as a whole: by stage, by month, and what goes on from stage to stage. */
public final class PipelineReportTool {
    private final Pipelines pipelines = new Pipelines();
    private final PipelineFigures figures = new PipelineFigures();
    private final StageConversion conversion = new StageConversion();

    /** What {@code crm_pipeline_report} takes. */
    public record PipelineReport(
            @Arg("The pipeline, by name; Standard when left out") @Nullable String pipeline,

            @Arg("Only deals this colleague works on, by name") @Nullable String owner,

            @Arg("Only deals that close on this day or later") @Nullable LocalDate closeFrom,

            @Arg("Only deals that close on this day or earlier") @Nullable LocalDate closeTo) {}

    /**
     * What {@code crm_pipeline_report} answers.
     *
     * @param totals the open deals, a row for each currency
     * @param stages the open deals, a row for each stage and currency
     * @param forecast by the month of the close date, a row for each month and currency
     * @param conversion how many deals went on from each stage, by their history
     */
    public record PipelineReported(
            String summary,
            String pipeline,
            LocalDate asOf,
            List<PipelineFigures.TotalRow> totals,
            List<PipelineFigures.StageRow> stages,
            List<PipelineFigures.MonthRow> forecast,
            List<StageConversion.Row> conversion)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "crm_pipeline_report",
                        "Pipeline report",
                        "Reports on the sales pipeline as tables: open deals by stage, the forecast by month (amount"
                                + " and weighted by probability, for each currency), and the conversion rate from"
                                + " stage to stage. For single deals use crm_opportunity_list.",
                        PipelineReport.class,
                        PipelineReported.class,
                        this::report)
                .example("Give me a pipeline report", new PipelineReport(null, null, null, null))
                .example("What is our weighted forecast by month?", new PipelineReport(null, null, null, null))
                .example("What is the conversion rate of each stage?", new PipelineReport(null, null, null, null))
                .example("Show the sales forecast of Petra Lang", new PipelineReport(null, "Petra Lang", null, null));
    }

    private PipelineReported report(Caller caller, Tx tx, PipelineReport given) {
        if (given.closeFrom() != null
                && given.closeTo() != null
                && given.closeFrom().isAfter(given.closeTo())) {
            throw ToolRefusal.invalid("closeFrom", "lies after closeTo; swap them");
        }
        var wanted = new PipelineFigures.Wanted(
                pipelines.named(tx, "pipeline", given.pipeline()),
                Given.lineOrNull("owner", given.owner(), 80),
                given.closeFrom(),
                given.closeTo());
        var totals = figures.totals(tx, wanted);
        return new PipelineReported(
                tell(wanted.pipeline(), totals),
                wanted.pipeline(),
                tx.today(),
                totals,
                figures.stages(tx, wanted),
                figures.months(tx, wanted),
                conversion.rows(tx, wanted));
    }

    private static String tell(String pipeline, List<PipelineFigures.TotalRow> totals) {
        return totals.isEmpty()
                ? "No open deal in the pipeline " + pipeline + "."
                : "Pipeline " + pipeline + ": "
                        + totals.stream()
                                .map(one -> "%d open %s, %s, %s weighted by probability"
                                        .formatted(
                                                one.deals(),
                                                one.deals() == 1 ? "deal" : "deals",
                                                one.amount(),
                                                one.weighted()))
                                .collect(Collectors.joining("; "))
                        + ".";
    }
}
