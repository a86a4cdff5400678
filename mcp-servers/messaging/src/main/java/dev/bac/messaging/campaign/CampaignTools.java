package dev.bac.messaging.campaign;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolHandler;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tools that watch campaigns and hold, go on with or end them. */
public final class CampaignTools {
    private static final int MOST = 50;
    private static final int PROBLEMS_SHOWN = 20;

    private final CampaignDesk desk;

    public CampaignTools(Vendors vendors) {
        this.desk = new CampaignDesk(vendors);
    }

    /** What {@code messaging_campaign_list} takes. */
    public record CampaignsWanted(
            @Arg("Only campaigns in this state") @Nullable CampaignState state) {}

    /** A campaign in a list. */
    public record CampaignLine(
            UUID id,
            String name,
            CampaignState state,
            int recipients,
            int waiting,
            int failed,
            @Nullable Instant startAt) {
        static CampaignLine of(CampaignView view) {
            return new CampaignLine(
                    view.id(),
                    view.name(),
                    view.state(),
                    view.recipients(),
                    view.waiting(),
                    view.failed(),
                    view.startAt());
        }
    }

    /** What {@code messaging_campaign_list} answers. */
    public record CampaignList(String summary, List<CampaignLine> items) implements Told {}

    /** What names one campaign. */
    public record CampaignNamed(
            @Arg("The campaign, by its id or name; of several of a name the newest")
            String campaign) {}

    /**
     * One campaign as it stands.
     *
     * @param problems recipients without a message and why, the first of them
     */
    public record CampaignShown(String summary, CampaignView campaign, List<CampaignDesk.Problem> problems)
            implements Told {}

    /** Every tool of this kind. */
    public List<Tool<?, ?>> tools() {
        return List.of(list(), status(), pause(), resume(), cancel());
    }

    private Tool<?, ?> list() {
        return Tool.read(
                        "messaging_campaign_list",
                        "List campaigns",
                        "Lists message campaigns, the newest first, with how many recipients each has and how many still wait.",
                        CampaignsWanted.class,
                        CampaignList.class,
                        this::list)
                .example("Which campaigns are running?", new CampaignsWanted(CampaignState.RUNNING))
                .example("List our message campaigns", new CampaignsWanted(null))
                .example("Show the paused campaigns", new CampaignsWanted(CampaignState.PAUSED))
                .example("What campaigns did we send?", new CampaignsWanted(null));
    }

    private Tool<?, ?> status() {
        return Tool.read(
                        "messaging_campaign_status",
                        "Campaign status",
                        "Tells how far one campaign is and what came of it: recipients, delivered, read and failed messages"
                                + " and their cost by channel, provider and wording, and who could not be written to.",
                        CampaignNamed.class,
                        CampaignShown.class,
                        this::show)
                .example("How is the campaign Spring sale doing?", new CampaignNamed("Spring sale"))
                .example("How many got the campaign Winter hours?", new CampaignNamed("Winter hours"))
                .example("What did the campaign Spring sale cost?", new CampaignNamed("Spring sale"))
                .example("Show the results of the campaign Autumn fair", new CampaignNamed("Autumn fair"));
    }

    private Tool<?, ?> pause() {
        return change(
                        "messaging_campaign_pause",
                        "Pause a campaign",
                        "Holds a campaign: no further message of it leaves until it is resumed.",
                        Effect.WRITE,
                        Risk.NONE,
                        (_, tx, given) -> changed(tx, given, CampaignDesk.Change.PAUSE))
                .example("Pause the campaign Spring sale", new CampaignNamed("Spring sale"))
                .example("Hold the campaign Winter hours for now", new CampaignNamed("Winter hours"))
                .example("Put the campaign Autumn fair on hold", new CampaignNamed("Autumn fair"));
    }

    private Tool<?, ?> resume() {
        return change(
                        "messaging_campaign_resume",
                        "Resume a campaign",
                        "Goes on with a paused campaign: its waiting messages leave.",
                        Effect.WRITE,
                        Risk.OUTBOUND,
                        (_, tx, given) -> changed(tx, given, CampaignDesk.Change.RESUME))
                .scoped("messaging:send")
                .example("Resume the campaign Spring sale", new CampaignNamed("Spring sale"))
                .example("Go on with the campaign Winter hours", new CampaignNamed("Winter hours"))
                .example("Continue the campaign Autumn fair", new CampaignNamed("Autumn fair"));
    }

    private Tool<?, ?> cancel() {
        return change(
                        "messaging_campaign_cancel",
                        "Cancel a campaign",
                        "Ends a campaign for good and takes back its messages that have not left.",
                        Effect.DESTRUCTIVE,
                        Risk.NONE,
                        (_, tx, given) -> changed(tx, given, CampaignDesk.Change.CANCEL))
                .example("Cancel the campaign Spring sale", new CampaignNamed("Spring sale"))
                .example("Stop the campaign Winter hours for good", new CampaignNamed("Winter hours"))
                .example("Call off the campaign Autumn fair", new CampaignNamed("Autumn fair"));
    }

    private static Tool<CampaignNamed, CampaignShown> change(
            String name,
            String title,
            String description,
            Effect effect,
            Risk risk,
            ToolHandler<CampaignNamed, CampaignShown> handler) {
        return Tool.write(name, title, description, effect, risk, CampaignNamed.class, CampaignShown.class, handler);
    }

    private CampaignList list(Caller caller, Tx tx, CampaignsWanted given) {
        var items = desk.newest(tx, MOST).stream()
                .filter(one -> given.state() == null || one.state() == given.state())
                .map(CampaignLine::of)
                .toList();
        String summary =
                switch (items.size()) {
                    case 0 -> "No campaign fits.";
                    case 1 -> "1 campaign: " + told(items.getFirst()) + ".";
                    default -> items.size() + " campaigns, the newest: " + told(items.getFirst()) + ".";
                };
        return new CampaignList(summary, items);
    }

    private static String told(CampaignLine one) {
        return one.name() + " (" + word(one.state()) + ", " + one.waiting() + " of " + one.recipients() + " waiting)";
    }

    private static String word(CampaignState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private CampaignShown show(Caller caller, Tx tx, CampaignNamed given) {
        String name = name(given);
        return shown(tx, desk.find(tx, name).orElseThrow(() -> missing(name)));
    }

    private CampaignShown changed(Tx tx, CampaignNamed given, CampaignDesk.Change change) {
        String name = name(given);
        return shown(tx, desk.change(tx, name, change).orElseThrow(() -> missing(name)));
    }

    private static String name(CampaignNamed given) {
        return Given.line("campaign", given.campaign(), 80);
    }

    private static ToolRefusal missing(String name) {
        return new ToolRefusal(
                "not_found",
                "campaign: there is no campaign \"" + name + "\"; messaging_campaign_list shows those there are");
    }

    private CampaignShown shown(Tx tx, CampaignView view) {
        long delivered =
                view.results().stream().mapToLong(row -> row.delivered()).sum();
        String why = view.reason() == null ? "" : " (" + view.reason() + ")";
        String summary = "The campaign " + view.name() + " is " + word(view.state()) + why + ": " + view.recipients()
                + " recipients, " + view.waiting() + " waiting, " + delivered + " delivered, " + view.failed()
                + " without a message.";
        return new CampaignShown(summary, view, desk.problems(tx, view.id(), 0, PROBLEMS_SHOWN));
    }
}
