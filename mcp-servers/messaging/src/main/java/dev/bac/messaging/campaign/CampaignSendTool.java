package dev.bac.messaging.campaign;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.LastingHandler;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.campaign.CampaignRows.CampaignSent;
import dev.bac.messaging.campaign.CampaignRows.Problem;
import dev.bac.messaging.template.Template;
import dev.bac.messaging.template.TemplateStore;
import dev.bac.messaging.template.Wordings;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tool that sends one template to many recipients, some a transaction. */
public final class CampaignSendTool {
    private static final int LONGEST = 2_000_000;
    private static final int RECIPIENTS_A_STEP = 25;
    private static final int PROBLEMS_SHOWN = 50;
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1000);

    private final CampaignStore campaigns = new CampaignStore();
    private final TemplateStore templates;
    private final Wordings wordings = new Wordings();
    private final CampaignSending sending;

    CampaignSendTool(TemplateStore templates, CampaignSending sending) {
        this.templates = templates;
        this.sending = sending;
    }

    /** What {@code messaging_campaign_send} takes. */
    public record CampaignSend(
            @Arg("What the campaign is called") String name,

            @Arg(value = "The template to fill for each recipient, by id or name", ref = "template")
            String template,

            @Arg(
                    value = "Who gets it, as CSV with a header row: to, then a column for each gap of the template; at"
                            + " most 10,000 rows. Left out when a segment is named",
                    longest = LONGEST)
            @Nullable String recipients,

            @Arg("OPTED_IN: everybody who agreed to our messages; for a template without gaps") @Nullable Segment segment,

            @Arg("MARKETING (only who agreed, not from 20:00 to 08:00) or SERVICE (about their order or contract);"
                    + " MARKETING when left out")
            @Nullable Purpose purpose,

            @Arg("What the vendor charges for one short message or e-mail, in the company's currency, to estimate the"
                    + " cost")
            @Nullable BigDecimal price) {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "messaging_campaign_send",
                        "Send a campaign",
                        "Sends one template to many recipients: a list as CSV, or everybody who agreed to messages."
                                + " Whoever opted out is left out, advertising waits for the morning. A dry run tells"
                                + " how many get it and what it costs. For one recipient use messaging_message_send.",
                        Effect.WRITE,
                        Risk.OUTBOUND,
                        CampaignSend.class,
                        CampaignSent.class,
                        new Sending())
                .scoped("messaging:send")
                .example(
                        "Send the campaign Spring sale with the template New prices to everybody who opted in",
                        new CampaignSend("Spring sale", "New prices", null, Segment.OPTED_IN, null, null))
                .example(
                        "Start a campaign called Winter hours, template Opening times, to all who agreed to messages",
                        new CampaignSend("Winter hours", "Opening times", null, Segment.OPTED_IN, null, null));
    }

    private final class Sending implements LastingHandler<CampaignSend, CampaignSent> {

        @Override
        public CampaignSent handle(Caller caller, Tx tx, CampaignSend given) {
            var template = templates.named(tx, "template", Given.line("template", given.template(), 80));
            var purpose = given.purpose() == null ? Purpose.MARKETING : given.purpose();
            var price = given.price() == null ? null : Given.number("price", given.price(), 6, DEAREST);
            if (price != null && price.signum() < 0) {
                throw ToolRefusal.invalid("price", "must not be below zero");
            }
            var recipients = recipients(tx, given, template);
            var campaign = new CampaignStore.Campaign(
                    tx.newId(),
                    Given.line("name", given.name(), 80),
                    template.id(),
                    purpose,
                    price,
                    CampaignState.RUNNING);
            campaigns.add(tx, campaign, caller.name(), recipients);
            return expected(tx, campaign, template, recipients);
        }

        @Override
        public Standing<CampaignSent> step(Caller caller, Tx tx, CampaignSent begun) {
            var campaign = campaigns.find(tx, begun.id(), true).orElseThrow();
            if (campaign.state() == CampaignState.RUNNING) {
                var recipients = campaigns.waiting(tx, campaign.id(), RECIPIENTS_A_STEP);
                send(caller, tx, campaign, recipients);
                if (recipients.size() < RECIPIENTS_A_STEP) {
                    campaigns.end(tx, campaign.id(), CampaignState.DONE);
                }
            }
            return standing(caller, tx, begun);
        }

        @Override
        public Standing<CampaignSent> standing(Caller caller, Tx tx, CampaignSent begun) {
            var campaign = campaigns.find(tx, begun.id(), false).orElseThrow();
            var counts = campaigns.counts(tx, campaign.id());
            var problems = campaigns.problems(tx, campaign.id(), PROBLEMS_SHOWN).stream()
                    .map(failed -> new Problem(failed.line(), failed.problem()))
                    .toList();
            var sent = CampaignRows.of(campaign, counts, tx.settings().currency(), begun.leavesAt(), problems);
            int waiting = counts.recipients().getOrDefault(Outcome.WAITING, 0);
            return new Standing<>(
                    sent, sent.recipients() - waiting, sent.recipients(), campaign.state() != CampaignState.RUNNING);
        }

        @Override
        public void stop(Caller caller, Tx tx, CampaignSent begun) {
            var campaign = campaigns.find(tx, begun.id(), true).orElseThrow();
            if (campaigns.end(tx, campaign.id(), CampaignState.STOPPED)) {
                sending.takenBack(tx, campaigns.takeBack(tx, campaign.id()));
            }
        }
    }

    private List<Recipient> recipients(Tx tx, CampaignSend given, Template template) {
        if ((given.recipients() == null) == (given.segment() == null)) {
            throw ToolRefusal.invalid("recipients", "give a list or a segment, one of them");
        }
        if (given.recipients() != null) {
            return Recipients.of(given.recipients(), template, tx.settings().locale(), Recipients.MOST);
        }
        var gaps = Recipients.gaps(template);
        if (!gaps.isEmpty()) {
            throw ToolRefusal.invalid(
                    "segment", "the template needs " + String.join(", ", gaps) + "; give a list with these columns");
        }
        var recipients = new ArrayList<Recipient>();
        for (String address : sending.optedIn(tx, template.channel(), Recipients.MOST)) {
            recipients.add(new Recipient(recipients.size() + 1, address, Map.of(), null));
        }
        if (recipients.isEmpty()) {
            throw ToolRefusal.invalid("segment", "nobody has agreed to messages of this channel yet");
        }
        return recipients;
    }

    private void send(Caller caller, Tx tx, CampaignStore.Campaign campaign, List<Recipient> recipients) {
        var template = templates.byId(tx, campaign.template());
        var barred = sending.barred(
                tx,
                campaign.purpose(),
                recipients.stream().map(Recipient::address).toList());
        var leaves = sending.leaves(tx, campaign.purpose());
        var readers = wordings.readers(
                tx,
                List.of(template.id()),
                recipients.stream().map(Recipient::address).toList());
        for (var one : recipients) {
            String why = barred.get(one.address());
            if (why != null) {
                campaigns.settle(tx, campaign.id(), one.line(), Outcome.SUPPRESSED, why, null);
                continue;
            }
            try {
                var letter = sending.letter(readers.of(template, one.address()), one.gaps());
                var message = sending.write(caller, tx, campaign.id(), template, one.address(), letter, leaves);
                var outcome = sending.held(tx, template) ? Outcome.HELD : Outcome.QUEUED;
                campaigns.settle(tx, campaign.id(), one.line(), outcome, null, message.id());
            } catch (ToolRefusal e) {
                campaigns.settle(tx, campaign.id(), one.line(), Outcome.FAILED, e.getMessage(), null);
            }
        }
    }

    /** What it would come to, without writing a message. */
    private CampaignSent expected(
            Tx tx, CampaignStore.Campaign campaign, Template template, List<Recipient> recipients) {
        var fitting = recipients.stream().filter(one -> one.problem() == null).toList();
        var barred = sending.barred(
                tx, campaign.purpose(), fitting.stream().map(Recipient::address).toList());
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        var problems = new ArrayList<Problem>();
        long segments = 0;
        for (var one : recipients) {
            String problem = one.problem();
            var outcome = Outcome.FAILED;
            if (problem == null && barred.containsKey(one.address())) {
                outcome = Outcome.SUPPRESSED;
            } else if (problem == null) {
                try {
                    segments += sending.letter(template, one.gaps()).segments();
                    outcome = sending.held(tx, template) ? Outcome.HELD : Outcome.QUEUED;
                } catch (ToolRefusal e) {
                    problem = String.valueOf(e.getMessage());
                }
            }
            counts.merge(outcome, 1, Integer::sum);
            if (problem != null && problems.size() < PROBLEMS_SHOWN) {
                problems.add(new Problem(one.line(), problem));
            }
        }
        return CampaignRows.of(
                campaign,
                new CampaignStore.Counts(counts, segments),
                tx.settings().currency(),
                sending.waits(tx, campaign.purpose()).orElse(null),
                problems);
    }
}
