package dev.bac.crm.report;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool that shows which leads become customers, by where they came from. */
public final class LeadReportTool {

    /** What {@code crm_lead_report} takes. */
    public record LeadReport(
            @Arg("Only leads that came on this day or later") @Nullable LocalDate createdFrom,

            @Arg("Only leads that came on this day or earlier") @Nullable LocalDate createdTo,

            @Arg("Only leads from this source, such as web") @Nullable String source) {}

    /**
     * The leads of one source.
     *
     * @param conversionRate converted in percent of those decided, one decimal; null when none is
     * @param daysToConvert from coming to being converted, on average, one decimal; null when none was
     * @param dealsWon deals opened with the conversion that were won
     */
    public record SourceRow(
            String source,
            long leads,
            long open,
            long converted,
            long lost,
            @Nullable BigDecimal conversionRate,
            @Nullable BigDecimal daysToConvert,
            long dealsWon) {}

    /** What {@code crm_lead_report} answers. */
    public record LeadReported(
            String summary,
            LocalDate asOf,
            long leads,
            long converted,
            long lost,
            @Nullable BigDecimal conversionRate,
            List<SourceRow> sources)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "crm_lead_report",
                        "Lead conversion report",
                        "Reports how many leads came, were converted and were lost, with the conversion rate and the"
                                + " days it took, by source, as a table. For single leads use crm_lead_list.",
                        LeadReport.class,
                        LeadReported.class,
                        this::report)
                .example("What is our lead conversion rate?", new LeadReport(null, null, null))
                .example("Which lead source converts best?", new LeadReport(null, null, null))
                .example("How well do leads from the web convert?", new LeadReport(null, null, "web"));
    }

    private LeadReported report(Caller caller, Tx tx, LeadReport given) {
        if (given.createdFrom() != null
                && given.createdTo() != null
                && given.createdFrom().isAfter(given.createdTo())) {
            throw ToolRefusal.invalid("createdFrom", "lies after createdTo; swap them");
        }
        var rows = rows(tx, given);
        long leads = rows.stream().mapToLong(SourceRow::leads).sum();
        long converted = rows.stream().mapToLong(SourceRow::converted).sum();
        long lost = rows.stream().mapToLong(SourceRow::lost).sum();
        var rate = Percent.of(converted, converted + lost);
        String summary = leads == 0
                ? "No lead fits."
                : "%d %s: %d converted, %d lost, %d open%s."
                        .formatted(
                                leads,
                                leads == 1 ? "lead" : "leads",
                                converted,
                                lost,
                                leads - converted - lost,
                                rate == null ? "" : "; " + rate + " % of the decided ones converted");
        return new LeadReported(summary, tx.today(), leads, converted, lost, rate, rows);
    }

    private static List<SourceRow> rows(Tx tx, LeadReport given) {
        var zone = tx.settings().zone();
        var filter = new Filter()
                .where(
                        "l.created_at >= :from",
                        "from",
                        given.createdFrom() == null
                                ? null
                                : given.createdFrom().atStartOfDay(zone).toInstant())
                .where(
                        "l.created_at < :to",
                        "to",
                        given.createdTo() == null
                                ? null
                                : given.createdTo()
                                        .plusDays(1)
                                        .atStartOfDay(zone)
                                        .toInstant())
                .where("lower(l.source) = lower(:source)", "source", Given.lineOrNull("source", given.source(), 80));
        return filter.bindTo(tx.sql().createQuery("""
                        SELECT coalesce(lower(l.source), '') AS source, count(*) AS leads,
                               count(*) FILTER (WHERE l.status = 'CONVERTED') AS converted,
                               count(*) FILTER (WHERE l.status = 'LOST') AS lost,
                               avg(extract(epoch FROM l.converted_at - l.created_at) / 86400) AS days,
                               count(*) FILTER (WHERE o.stage = 'WON') AS won
                        FROM lead l LEFT JOIN opportunity o ON o.id = l.opportunity_id
                        """ + filter.sql() + " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200"))
                .map((row, _) -> {
                    long converted = row.getLong("converted");
                    long lost = row.getLong("lost");
                    BigDecimal days = row.getBigDecimal("days");
                    return new SourceRow(
                            row.getString("source").isEmpty() ? "(none)" : row.getString("source"),
                            row.getLong("leads"),
                            row.getLong("leads") - converted - lost,
                            converted,
                            lost,
                            Percent.of(converted, converted + lost),
                            days == null ? null : days.setScale(1, RoundingMode.HALF_UP),
                            row.getLong("won"));
                })
                .list();
    }
}
