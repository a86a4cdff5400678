package dev.bac.messaging.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.dispatch.Callbacks;
import dev.bac.messaging.dispatch.DispatchLimits;
import dev.bac.messaging.dispatch.Dispatcher;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Campaigns of many recipients: each named or written to once, whatever happens meanwhile. */
class CampaignRunnerTest {
    /** 100,000 with -Drecipients=100000. */
    private static final int RECIPIENTS = Integer.getInteger("recipients", 2_000);

    private final ConcurrentLinkedQueue<Outgoing> got = new ConcurrentLinkedQueue<>();
    private Submission answer = new Submission.Taken("V", true);
    private final Vendor vendor = new Vendor() {
        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public int atOnce() {
            return 500;
        }

        @Override
        public Submission submit(Outgoing message) {
            got.add(message);
            return answer;
        }

        @Override
        public List<Submission> submitAll(List<Outgoing> messages) {
            return messages.stream().map(this::submit).toList();
        }
    };
    private final Vendors vendors = new Vendors(
            List.of(new Provider("v", MessageChannel.SMS, vendor, _ -> true, 1_000_000, new BigDecimal("0.01"))));
    private final TestServer a = TestServer.of(MessagingServer.declare(vendors));
    private final CampaignDesk desk = new CampaignDesk(vendors);

    @BeforeEach
    void templates() {
        a.ok("messaging_template_save", "{\"name\":\"Spring\",\"body\":\"Dear {{name}}, spring is here\"}");
        a.ok("messaging_template_save", "{\"name\":\"Summer\",\"body\":\"Hi {{name}}! Summer soon\"}");
    }

    private CampaignRunner runner() {
        return new CampaignRunner(
                a.server().store(), () -> List.of(a.caller().tenant()), vendors, _ -> {}, TestServer.CLOCK);
    }

    private int dispatched() {
        var limits = new DispatchLimits(Duration.ofMillis(10), 500, 2, Duration.ofMinutes(5), 1);
        var dispatcher = new Dispatcher(
                a.server().store(),
                vendors,
                () -> List.of(a.caller().tenant()),
                limits,
                Callbacks.NONE,
                TestServer.CLOCK);
        int all = 0;
        for (int some = dispatcher.round(); some > 0; some = dispatcher.round()) {
            all += some;
        }
        return all;
    }

    private CampaignView create(String csv, @Nullable Integer perMinute, NewCampaign.@Nullable Trial trial) {
        var wanted = new NewCampaign("Spring", "Spring", Purpose.SERVICE, csv, null, perMinute, trial);
        return a.server().store().write(a.caller().tenant(), tx -> desk.create(tx, "test", wanted));
    }

    private CampaignView view(CampaignView campaign) {
        return a.read(tx -> desk.find(tx, campaign.id().toString())).orElseThrow();
    }

    private CampaignView change(CampaignView campaign, CampaignDesk.Change change) {
        return a.server()
                .store()
                .write(a.caller().tenant(), tx -> desk.change(tx, campaign.id().toString(), change))
                .orElseThrow();
    }

    private static String list(int recipients, int wrongEvery) {
        var csv = new StringBuilder("to,name\n");
        for (int i = 0; i < recipients; i++) {
            csv.append(i % wrongEvery == 0 ? "12" : "+49151%08d".formatted(20_000_000 + i))
                    .append(",N")
                    .append(i)
                    .append('\n');
        }
        return csv.toString();
    }

    @Test
    void namesEachWrongNumberAndWritesToEachOtherOnceThroughAPause() {
        var campaign = create(list(RECIPIENTS, 10), null, null);
        assertThat(campaign.failed()).isEqualTo(RECIPIENTS / 10);
        assertThat(campaign.cost())
                .isEqualByComparingTo(new BigDecimal("0.01").multiply(BigDecimal.valueOf(RECIPIENTS * 9L / 10)));

        runner().round();
        change(campaign, CampaignDesk.Change.PAUSE);
        assertThat(runner().round()).isZero();
        assertThat(dispatched()).as("what leaves while it is paused").isZero();

        change(campaign, CampaignDesk.Change.RESUME);
        while (runner().round() > 0) {
            dispatched();
        }
        dispatched();

        assertThat(view(campaign).state()).isEqualTo(CampaignState.DONE);
        assertThat(got).hasSize(RECIPIENTS - RECIPIENTS / 10);
        assertThat(got.stream().map(Outgoing::to).distinct()).hasSize(got.size());
        int line = 0;
        int named = 0;
        while (true) {
            int after = line;
            var some = a.read(tx -> desk.problems(tx, campaign.id(), after, 200));
            if (some.isEmpty()) {
                break;
            }
            assertThat(some)
                    .allMatch(one -> one.line() % 10 == 1 && one.address().equals("12"));
            named += some.size();
            line = some.getLast().line();
        }
        assertThat(named).isEqualTo(RECIPIENTS / 10);
    }

    @Test
    void whatIsCancelledInFlightDoesNotLeave() {
        var campaign = create(list(1_200, 100_000), null, null);
        runner().round();

        change(campaign, CampaignDesk.Change.CANCEL);

        assertThat(dispatched()).isZero();
        assertThat(runner().round()).isZero();
        assertThat(view(campaign).cancelled()).isEqualTo(1_199);
        assertThat(change(campaign, CampaignDesk.Change.RESUME).state()).isEqualTo(CampaignState.STOPPED);
    }

    @Test
    void aThrottledCampaignKeepsItsPace() {
        // Its clock stands still: what it has earned in the second before its first step is all there is.
        var campaign = create(list(100, 100_000), 600, null);

        assertThat(runner().round()).isEqualTo(10);
        assertThat(runner().round()).isZero();
        assertThat(view(campaign).waiting()).isEqualTo(89);
    }

    @Test
    void whoFollowsItGoesOnWhereTheyWere() {
        var campaign = create(list(1_200, 10), null, null);
        runner().round();
        change(campaign, CampaignDesk.Change.PAUSE);
        var seen = a.read(tx -> desk.events(tx, campaign.id(), 0, 100));
        assertThat(seen.stream().map(one -> one.seq() + " " + one.type().label() + " " + one.settled()))
                .containsExactly("1 created 120", "2 progress 620", "3 paused 620");

        change(campaign, CampaignDesk.Change.RESUME);
        while (runner().round() > 0) {
            dispatched();
        }

        assertThat(a.read(tx -> desk.events(tx, campaign.id(), 3, 100)).stream()
                        .map(one ->
                                one.seq() + " " + one.type().label() + " " + one.settled() + "/" + one.recipients()))
                .containsExactly(
                        "4 resumed 620/1200", "5 progress 1120/1200", "6 progress 1200/1200", "7 done 1200/1200");
        List<CampaignEvents.Event> theirs = a.otherTenant().read(tx -> desk.events(tx, campaign.id(), 0, 100));
        assertThat(theirs).isEmpty();
    }

    @Test
    void whatThePlanDoesNotLetLeaveNowWaits() {
        a.ok(
                "messaging_tenant_rule",
                "{\"state\":\"ACTIVE\",\"entitlements\":{\"closed\":[],\"limits\":[{\"meter\":\"messages_minute\",\"most\":7}]}}");
        var campaign = create(list(20, 100_000), null, null);

        while (runner().round() > 0) {
            dispatched();
        }

        assertThat(view(campaign).queued()).isEqualTo(7);
        assertThat(view(campaign).waiting()).isEqualTo(12);
        assertThat(view(campaign).state()).isEqualTo(CampaignState.RUNNING);
    }

    @Test
    void theBetterWordingGoesToTheRest() {
        var campaign =
                create(list(200, 100_000), null, new NewCampaign.Trial("Summer", 20, Metric.DELIVERED, Duration.ZERO));
        runner().round();
        dispatched();
        assertThat(got.stream()
                        .collect(Collectors.groupingBy(one -> one.body().startsWith("Hi"), Collectors.counting())))
                .hasSize(2)
                .allSatisfy((_, count) -> assertThat(count).isBetween(19L, 20L));
        a.server().store().write(a.caller().tenant(), tx -> tx.sql()
                .execute("UPDATE message SET state = 'DELIVERED' WHERE variant = 'B'"));

        for (int i = 0; i < 6; i++) {
            runner().round();
        }
        dispatched();

        assertThat(view(campaign).winner()).isEqualTo("B");
        assertThat(got).hasSize(199);
        assertThat(got.stream().filter(one -> one.body().startsWith("Hi"))).hasSizeGreaterThan(175);
        assertThat(view(campaign).results()).hasSize(2);
    }

    @Test
    void aCampaignOfWhichMostFailsPausesItself() {
        answer = new Submission.Refused("Filtered.");
        var campaign = create(list(600, 100_000), null, null);
        runner().round();
        dispatched();

        runner().round();

        assertThat(view(campaign).state()).isEqualTo(CampaignState.PAUSED);
        assertThat(view(campaign).reason()).contains("200 of the last 200");
    }

    @Test
    void aTemplatesValuesAreTextsHoweverTheyLook() {
        create("to,name\n+4915120000001,{{#x}}{{{body}}}{{/x}} <b>\n", null, null);
        runner().round();
        dispatched();

        assertThat(got)
                .singleElement()
                .extracting(Outgoing::body)
                .isEqualTo("Dear {{#x}}{{{body}}}{{/x}} <b>, spring is here");
    }

    @Test
    void anotherTenantsCampaignIsNotThere() {
        var campaign = create(list(20, 100_000), null, null);
        var b = a.otherTenant();

        Optional<CampaignView> found = b.read(tx -> desk.find(tx, campaign.id().toString()));
        List<CampaignDesk.Problem> problems = b.read(tx -> desk.problems(tx, campaign.id(), 0, 10));
        Optional<CampaignView> cancelled = b.server()
                .store()
                .write(
                        b.caller().tenant(),
                        tx -> desk.change(tx, campaign.id().toString(), CampaignDesk.Change.CANCEL));

        assertThat(found).isEmpty();
        assertThat(problems).isEmpty();
        assertThat(cancelled).isEmpty();
        assertThat(view(campaign).state()).isEqualTo(CampaignState.RUNNING);
    }
}
