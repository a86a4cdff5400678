package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.messaging.campaign.CampaignDesk;
import dev.bac.messaging.campaign.CampaignEvents.Event;
import dev.bac.messaging.campaign.CampaignView;
import dev.bac.messaging.message.MessageAnalytics;
import dev.bac.orchestrator.conversation.EventLog;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it goes on: what it went through, each event once and numbered, and between them what came of its
 * messages. Whoever was cut off goes on after the last number they have ({@code Last-Event-ID}, or {@code after}).
 */
public final class CampaignEventsResource implements Resource {
    private static final String READ = "messaging:read";
    private static final int BATCH = 100;
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Counting a great campaign's messages costs the database some tens of milliseconds. */
    private static final int LOOKS_A_COUNT = 4;

    private static final int LOOKS_UNTIL_IDLE = 20;
    /** A reader that stays longer comes again, as browsers do by themselves. */
    private static final int MOST_LOOKS = 1_200;

    private final CampaignDesk desk;
    private final Store store;

    public CampaignEventsResource(CampaignDesk desk, Store store) {
        this.desk = desk;
        this.store = store;
    }

    /** An event as it is told. */
    record Told(
            String type,
            int settled,
            int recipients,
            @Nullable String detail,
            Instant at) {
        static Told of(Event event) {
            return new Told(event.type().label(), event.settled(), event.recipients(), event.detail(), event.at());
        }
    }

    /**
     * What came of the messages so far.
     *
     * @param whole true when nothing more will come of any of them by itself
     */
    record Results(long messages, long waiting, long delivered, long read, long failed, boolean whole) {
        static Results of(CampaignView view) {
            var rows = view.results();
            long messages =
                    rows.stream().mapToLong(MessageAnalytics.Row::messages).sum();
            long waiting =
                    rows.stream().mapToLong(MessageAnalytics.Row::waiting).sum();
            long delivered =
                    rows.stream().mapToLong(MessageAnalytics.Row::delivered).sum();
            long failed = rows.stream().mapToLong(MessageAnalytics.Row::failed).sum();
            long resting = rows.stream()
                    .mapToLong(row -> row.held() + row.suppressed() + row.perhapsSent())
                    .sum();
            return new Results(
                    messages,
                    waiting,
                    delivered,
                    rows.stream().mapToLong(MessageAnalytics.Row::read).sum(),
                    failed,
                    view.waiting() == 0 && delivered + failed + resting >= messages - view.cancelled());
        }
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/campaigns/{id}/events", this::follow);
    }

    private void follow(Context ctx) {
        Caller caller = Guard.caller(ctx, READ);
        UUID id = Query.id(ctx, "campaign");
        long last = Optional.ofNullable(ctx.header("Last-Event-ID"))
                .filter(header -> header.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
        int after = Math.toIntExact(Query.number(ctx, "after", last, 0, Integer.MAX_VALUE));
        if (find(caller, id).isEmpty()) {
            throw Refusal.notFound("campaign");
        }
        try {
            follow(caller, id, after, new EventStream(ctx));
        } catch (EventStream.ReaderLeft e) {
            // It may come back with Last-Event-ID.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<CampaignView> find(Caller caller, UUID id) {
        return store.read(caller.tenant(), tx -> desk.find(tx, id.toString()));
    }

    private void follow(Caller caller, UUID id, int after, EventStream out) throws InterruptedException {
        int seen = after;
        int quiet = 0;
        boolean over = false;
        Optional<Results> told = Optional.empty();
        for (int look = 0; look < MOST_LOOKS; look++) {
            int from = seen;
            List<Event> events = store.read(caller.tenant(), tx -> desk.events(tx, id, from, BATCH));
            for (var event : events) {
                out.event(
                        new EventLog.Event(event.seq(), event.type().label(), Json.MAPPER.valueToTree(Told.of(event))));
                seen = event.seq();
                over = event.type().last();
                quiet = 0;
            }
            if (look % LOOKS_A_COUNT == 0 || over) {
                var now = find(caller, id).map(Results::of);
                if (now.isPresent() && !now.equals(told)) {
                    out.fleeting("results", Json.MAPPER.valueToTree(now.get()));
                    told = now;
                    quiet = 0;
                }
                if (over && now.map(Results::whole).orElse(true)) {
                    return;
                }
            }
            if (events.size() < BATCH) {
                Thread.sleep(LOOK);
            }
            if (++quiet % LOOKS_UNTIL_IDLE == 0) {
                out.idle();
            }
        }
    }
}
