package dev.bac.messaging.campaign;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.campaign.PlanStore.Plan;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.message.MessageAnalytics;
import dev.bac.messaging.message.MessageStore;
import dev.bac.messaging.template.Template;
import dev.bac.messaging.template.TemplateStore;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Campaigns as people order, watch, pause and end them. Everything of another tenant is not there. */
public final class CampaignDesk {
    /** Recipients of one campaign. */
    public static final int MOST = 100_000;

    private static final int SAMPLE = 1_000;
    private static final int LEAST_PERCENT = 2;
    private static final int WHOLE = 100;
    private static final int MOST_PER_MINUTE = 1_000_000;
    private static final Duration LONGEST_TRIAL = Duration.ofDays(14);

    private final Vendors vendors;
    private final PlanStore plans = new PlanStore();
    private final CampaignStore campaigns = new CampaignStore();
    private final TemplateStore templates = new TemplateStore();
    private final MessageAnalytics analytics = new MessageAnalytics();
    private final CampaignEvents events = new CampaignEvents();
    private final CampaignSending sending;

    public CampaignDesk(Vendors vendors) {
        this.vendors = vendors;
        this.sending = new CampaignSending(new MessageStore(), new ConsentStore(), vendors, QuietHours.usual());
    }

    /** A recipient without a message; {@code line} is 1 for the first. */
    public record Problem(int line, String address, String problem) {}

    /**
     * Takes an order; from the commit on it goes at its own pace.
     *
     * @throws ToolRefusal when it cannot be done; a single recipient that does not fit is kept with its problem
     */
    public CampaignView create(Tx tx, String by, NewCampaign wanted) {
        var template = templates.named(tx, "template", wanted.template());
        var trial = wanted.trial();
        var other = trial == null ? null : templates.named(tx, "otherTemplate", trial.otherTemplate());
        check(wanted, template, other);
        var recipients =
                Recipients.of(wanted.recipients(), template, tx.settings().locale(), MOST);
        var plan = new Plan(
                tx.newId(),
                Given.line("name", wanted.name(), 80),
                by,
                template.id(),
                other == null ? null : other.id(),
                wanted.purpose(),
                CampaignState.RUNNING,
                null,
                wanted.startAt(),
                wanted.perMinute(),
                BigDecimal.ZERO,
                null,
                trial == null ? null : trial.metric(),
                trial == null ? Duration.ZERO : trial.decideAfter(),
                null,
                null,
                tx.now());
        plans.add(tx, plan, recipients, variants(recipients.size(), trial));
        int wrong =
                (int) recipients.stream().filter(one -> one.problem() != null).count();
        events.created(tx, plan.id(), wrong, recipients.size());
        return view(tx, plan);
    }

    private static void check(NewCampaign wanted, Template template, @Nullable Template other) {
        Integer rate = wanted.perMinute();
        if (rate != null && (rate < 1 || rate > MOST_PER_MINUTE)) {
            throw ToolRefusal.invalid("perMinute", "must be 1 to " + MOST_PER_MINUTE);
        }
        var trial = wanted.trial();
        if (trial == null || other == null) {
            return;
        }
        if (other.channel() != template.channel() || !Recipients.gaps(other).equals(Recipients.gaps(template))) {
            throw ToolRefusal.invalid("otherTemplate", "must be of the same channel and have the same gaps");
        }
        if (trial.percent() < LEAST_PERCENT || trial.percent() > WHOLE) {
            throw ToolRefusal.invalid("percent", "must be 2 to 100");
        }
        if (trial.decideAfter().isNegative() || trial.decideAfter().compareTo(LONGEST_TRIAL) > 0) {
            throw ToolRefusal.invalid("decideAfter", "must be at most 14 days");
        }
    }

    /** Spread evenly over the list, whose order may mean something: of every hundred, so many get A or B in turn. */
    private static List<@Nullable String> variants(int recipients, NewCampaign.@Nullable Trial trial) {
        var variants = new ArrayList<@Nullable String>();
        long given = 0;
        for (int i = 0; i < recipients; i++) {
            boolean tried = trial != null && (i + 1L) * trial.percent() / WHOLE > given;
            variants.add(tried ? given % 2 == 0 ? "A" : "B" : null);
            given += tried ? 1 : 0;
        }
        return variants;
    }

    /** The campaign of that id or name. */
    public Optional<CampaignView> find(Tx tx, String idOrName) {
        return id(tx, idOrName).flatMap(id -> plans.find(tx, id)).map(plan -> view(tx, plan));
    }

    private Optional<UUID> id(Tx tx, String idOrName) {
        try {
            return Optional.of(UUID.fromString(idOrName));
        } catch (IllegalArgumentException _) {
            return plans.named(tx, idOrName);
        }
    }

    /** The newest first. */
    public List<CampaignView> newest(Tx tx, int most) {
        return plans.newest(tx, most).stream()
                .flatMap(id -> plans.find(tx, id).stream())
                .map(plan -> view(tx, plan))
                .toList();
    }

    /** Recipients without a message and why, after a line. */
    public List<Problem> problems(Tx tx, UUID campaign, int after, int most) {
        return campaigns.problems(tx, campaign, after, most);
    }

    /** What a campaign went through after an event, in order; {@code after} 0 for all. */
    public List<CampaignEvents.Event> events(Tx tx, UUID campaign, int after, int most) {
        return events.after(tx, campaign, after, most);
    }

    /** What may be done to a campaign. */
    public enum Change {
        PAUSE,
        RESUME,
        CANCEL
    }

    /** Empty when there is no such campaign; repeated or too late, it changes nothing. */
    public Optional<CampaignView> change(Tx tx, String idOrName, Change change) {
        var id = id(tx, idOrName);
        var found = id.flatMap(one -> campaigns.find(tx, one, true));
        if (id.isEmpty() || found.isEmpty()) {
            return Optional.empty();
        }
        var state = found.get().state();
        switch (change) {
            case PAUSE -> {
                if (state == CampaignState.RUNNING || state == CampaignState.DONE) {
                    plans.paused(tx, id.get(), null);
                    events.add(tx, id.get(), CampaignEvents.Type.PAUSED, 0, null);
                }
            }
            case RESUME -> {
                if (state == CampaignState.PAUSED) {
                    plans.resumed(tx, id.get());
                    events.add(tx, id.get(), CampaignEvents.Type.RESUMED, 0, null);
                }
            }
            case CANCEL -> {
                if (state != CampaignState.STOPPED && campaigns.stop(tx, id.get())) {
                    sending.takenBack(tx, campaigns.takeBack(tx, id.get()));
                    events.add(tx, id.get(), CampaignEvents.Type.CANCELLED, 0, null);
                }
            }
        }
        return plans.find(tx, id.get()).map(plan -> view(tx, plan));
    }

    private CampaignView view(Tx tx, Plan plan) {
        var counts = campaigns.outcomes(tx, plan.id());
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        int waiting = counts.getOrDefault(Outcome.WAITING, 0);
        var expected = expected(tx, plan, waiting);
        return new CampaignView(
                plan.id(),
                plan.name(),
                plan.state(),
                plan.reason(),
                all,
                waiting,
                counts.getOrDefault(Outcome.QUEUED, 0),
                counts.getOrDefault(Outcome.HELD, 0),
                counts.getOrDefault(Outcome.SUPPRESSED, 0),
                counts.getOrDefault(Outcome.FAILED, 0),
                counts.getOrDefault(Outcome.CANCELLED, 0),
                expected.segments(),
                expected.cost(),
                plan.startsAt(),
                plan.winner(),
                analytics.by(tx, plan.createdAt(), plan.id()));
    }

    private record Expected(long segments, @Nullable BigDecimal cost) {}

    /** From the first thousand that wait. */
    private Expected expected(Tx tx, Plan plan, int waiting) {
        if (waiting == 0 || plan.state() == CampaignState.STOPPED) {
            return new Expected(0, null);
        }
        var template = templates.byId(tx, plan.template());
        var sample = campaigns.waiting(tx, plan.id(), SAMPLE);
        long segments = 0;
        for (var one : sample) {
            try {
                segments += sending.letter(template, one.gaps()).segments();
            } catch (ToolRefusal _) {
                // It will be among the problems.
            }
        }
        long all = segments * waiting / Math.max(1, sample.size());
        var price = vendors.of(tx.tenant(), template.channel()).stream()
                .map(Provider::price)
                .filter(Objects::nonNull)
                .min(BigDecimal::compareTo);
        return new Expected(
                all, price.map(one -> one.multiply(BigDecimal.valueOf(all))).orElse(null));
    }
}
