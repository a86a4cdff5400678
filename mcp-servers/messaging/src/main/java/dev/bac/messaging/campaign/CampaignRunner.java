package dev.bac.messaging.campaign;

import dev.bac.identity.TenantId;
import dev.bac.mcp.ToolRefusal;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.campaign.PlanStore.Plan;
import dev.bac.messaging.campaign.PlanStore.Settled;
import dev.bac.messaging.campaign.PlanStore.Waiting;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.due.DueCompanies;
import dev.bac.messaging.message.Allowance;
import dev.bac.messaging.message.Dispatching;
import dev.bac.messaging.message.Message;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.message.MessageStore;
import dev.bac.messaging.quiet.RecipientHours;
import dev.bac.messaging.template.Template;
import dev.bac.messaging.template.TemplateStore;
import dev.bac.messaging.template.Wordings;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with campaigns, some recipients a transaction, at each campaign's pace. A recipient's message is written with
 * the row that says so, so that nobody gets two however often this is killed and however many run. A campaign of which
 * most messages fail pauses itself.
 */
public final class CampaignRunner implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignRunner.class);
    private static final int STEP = 500;
    private static final int LOOKED_AT = 200;
    private static final int ENOUGH = 50;
    private static final long PAUSE_MILLIS = 250;
    private static final BigDecimal SECONDS = BigDecimal.valueOf(60);

    private final Store store;
    private final Supplier<List<TenantId>> tenants;
    private final Vendors vendors;
    private final Consumer<TenantId> wake;
    private final DueCompanies due;
    private final InstantSource clock;
    private final PlanStore plans = new PlanStore();
    private final CampaignStore campaigns = new CampaignStore();
    private final TemplateStore templates = new TemplateStore();
    private final CampaignEvents events = new CampaignEvents();
    private final Wordings wordings = new Wordings();
    private final MessageStore messages = new MessageStore();
    private final CampaignSending sending;
    private final RecipientHours hours = RecipientHours.federal();
    private volatile boolean closed;

    /** @param wake told whose messages are there to be sent */
    public CampaignRunner(
            Store store,
            Supplier<List<TenantId>> tenants,
            Vendors vendors,
            Consumer<TenantId> wake,
            InstantSource clock) {
        this.store = store;
        this.tenants = tenants;
        this.vendors = vendors;
        this.wake = wake;
        this.due = new DueCompanies(store);
        this.clock = clock;
        this.sending = new CampaignSending(messages, new ConsentStore(), vendors, QuietHours.usual());
    }

    @Override
    public void run() {
        while (!closed) {
            int written = 0;
            try {
                written = round();
            } catch (RuntimeException e) {
                LOG.warn("a round of campaigns failed: {}", e.toString());
            }
            if (written == 0 && !pause()) {
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One step of every campaign that may go on; how many recipients were settled. */
    public int round() {
        int all = 0;
        var ready = due.campaigns(clock.instant());
        for (var tenant : tenants.get()) {
            int written = 0;
            for (UUID campaign : ready.contains(tenant) ? store.read(tenant, plans::due) : List.<UUID>of()) {
                if (!closed) {
                    written += store.write(tenant, tx -> step(tx, campaign));
                }
            }
            if (written > 0) {
                wake.accept(tenant);
            }
            all += written;
        }
        return all;
    }

    private int step(Tx tx, UUID id) {
        var plan = plans.lock(tx, id).filter(one -> one.state() == CampaignState.RUNNING);
        return plan.isEmpty() || failing(tx, plan.get()) ? 0 : goOn(tx, plan.get());
    }

    private boolean failing(Tx tx, Plan plan) {
        var ends = plans.ends(tx, plan.id(), LOOKED_AT);
        boolean failing = ends.known() >= ENOUGH && ends.failed() * 2 > ends.known();
        if (failing) {
            String why = "Paused by itself: %d of the last %d messages failed.".formatted(ends.failed(), ends.known());
            plans.paused(tx, plan.id(), why);
            events.add(tx, plan.id(), CampaignEvents.Type.PAUSED, 0, why);
        }
        return failing;
    }

    private int goOn(Tx tx, Plan plan) {
        BigDecimal credit = credit(tx, plan);
        // What the plan does not let leave now waits, it is not lost.
        int most = Allowance.rest(tx, plan.perMinute() == null ? STEP : Math.min(STEP, credit.intValue()));
        if (most == 0) {
            return 0;
        }
        boolean trial = plan.other() != null && plan.winner() == null;
        var waiting = plans.waiting(tx, plan.id(), trial, most);
        if (waiting.isEmpty()) {
            return trial ? decide(tx, plan) : finish(tx, plan);
        }
        send(tx, plan, waiting);
        plans.credit(
                tx,
                plan.id(),
                credit.subtract(BigDecimal.valueOf(waiting.size())).max(BigDecimal.ZERO));
        return waiting.size();
    }

    /** What has been earned since the last time, at most a sixth of a minute's. */
    private static BigDecimal credit(Tx tx, Plan plan) {
        Integer rate = plan.perMinute();
        if (rate == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal perMinute = BigDecimal.valueOf(rate);
        Instant since = Optional.ofNullable(plan.creditedAt()).orElse(tx.now().minusSeconds(1));
        BigDecimal seconds =
                BigDecimal.valueOf(Math.max(0, Duration.between(since, tx.now()).toMillis()), 3);
        return plan.credit()
                .add(perMinute.multiply(seconds).divide(SECONDS, 6, RoundingMode.DOWN))
                .min(perMinute.divide(BigDecimal.valueOf(6), 6, RoundingMode.UP).max(BigDecimal.ONE));
    }

    private int finish(Tx tx, Plan plan) {
        if (campaigns.end(tx, plan.id(), CampaignState.DONE)) {
            events.add(tx, plan.id(), CampaignEvents.Type.DONE, 0, null);
        }
        return 0;
    }

    private int decide(Tx tx, Plan plan) {
        Instant tested = plan.tested();
        if (tested == null) {
            plans.tested(tx, plan.id());
        } else if (!tested.plus(plan.decideAfter()).isAfter(tx.now())) {
            var shares = plans.shares(tx, plan.id(), Objects.requireNonNull(plan.metric()));
            String winner = shares.getOrDefault("B", 0.0) > shares.getOrDefault("A", 0.0) ? "B" : "A";
            plans.won(tx, plan.id(), winner);
            events.add(tx, plan.id(), CampaignEvents.Type.WON, 0, winner);
        }
        return 0;
    }

    private record Way(Instant leaves, @Nullable String variant) {}

    private void send(Tx tx, Plan plan, List<Waiting> waiting) {
        var first = templates.byId(tx, plan.template());
        var second = plan.other() == null ? first : templates.byId(tx, plan.other());
        var barred = sending.barred(
                tx,
                plan.purpose(),
                waiting.stream().map(one -> one.recipient().address()).toList());
        Allowance.bar(
                tx,
                first.channel(),
                waiting.stream().map(one -> one.recipient().address()).toList(),
                barred);
        var readers = wordings.readers(
                tx,
                new HashSet<>(List.of(first.id(), second.id())),
                waiting.stream().map(one -> one.recipient().address()).toList());
        var settled = new ArrayList<Settled>();
        var ways = new LinkedHashMap<Way, List<Message>>();
        int number = messages.nextNumbers(tx, waiting.size());
        for (var one : waiting) {
            String variant = one.variant() == null ? plan.winner() : one.variant();
            var template = readers.of(
                    "B".equals(variant) ? second : first, one.recipient().address());
            settled.add(one(tx, plan, one.recipient(), template, variant, barred, number++, ways));
        }
        ways.forEach((way, some) -> messages.write(
                tx, some, new Dispatching(way.leaves(), Dispatching.BULK, plan.id(), way.variant(), false)));
        plans.settle(tx, plan.id(), settled);
        events.add(tx, plan.id(), CampaignEvents.Type.PROGRESS, settled.size(), null);
    }

    private Settled one(
            Tx tx,
            Plan plan,
            Recipient recipient,
            Template template,
            @Nullable String variant,
            Map<String, String> barred,
            int number,
            Map<Way, List<Message>> ways) {
        String why = barred.get(recipient.address());
        if (why != null) {
            return new Settled(recipient.line(), Outcome.SUPPRESSED, why, null);
        }
        try {
            var to = new Address(template.channel(), recipient.address());
            var letter = sending.letter(template, recipient.gaps());
            boolean held = vendors.hold(tx.tenant(), to.channel());
            Instant leaves = plan.purpose() == Purpose.SERVICE
                    ? tx.now()
                    : hours.allowed(tx.now(), to, tx.settings().zone());
            var state = leaves.isAfter(tx.now()) ? MessageState.SCHEDULED : MessageState.QUEUED;
            var message = new Message(
                    tx.newId(),
                    number,
                    to,
                    letter.subject(),
                    letter.body(),
                    template.id(),
                    letter.segments(),
                    held ? MessageState.HELD : state,
                    held ? "No vendor is configured for this channel." : null,
                    null,
                    null,
                    0,
                    plan.by(),
                    tx.now(),
                    tx.now());
            ways.computeIfAbsent(new Way(leaves, variant), _ -> new ArrayList<>())
                    .add(message);
            return new Settled(recipient.line(), held ? Outcome.HELD : Outcome.QUEUED, null, message.id());
        } catch (ToolRefusal e) {
            return new Settled(recipient.line(), Outcome.FAILED, e.getMessage(), null);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
