package dev.bac.orchestrator.demo;

import dev.bac.crm.activity.ActivityKind;
import dev.bac.crm.lead.LeadStatus;
import dev.bac.crm.opportunity.Stage;
import dev.bac.crm.seed.CrmSeed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The customers as the CRM keeps them, with deals, leads and things to do. */
final class CrmPart {
    private static final int DEALS = 300;
    private static final int LEADS = 60;
    private static final int ACTIVITIES = 240;
    private static final List<Stage> OPEN = List.of(Stage.NEW, Stage.QUALIFIED, Stage.PROPOSAL, Stage.NEGOTIATION);

    private final Names names;
    private final Dice dice;
    private final LocalDate today;
    private final ZoneId zone;
    private final List<Customer> customers;

    CrmPart(Names names, Dice dice, LocalDate today, ZoneId zone, List<Customer> customers) {
        this.names = names;
        this.dice = dice;
        this.today = today;
        this.zone = zone;
        this.customers = customers;
    }

    CrmSeed seed() {
        return new CrmSeed(
                List.of(),
                customers.stream().map(this::account).toList(),
                customers.stream()
                        .flatMap(customer -> customer.people().stream()
                                .map(person -> new CrmSeed.ContactSeed(
                                        person.id(),
                                        person.number(),
                                        customer.id(),
                                        person.name(),
                                        person.job(),
                                        person.email(),
                                        person.phone(),
                                        at(customer.since()))))
                        .toList(),
                IntStream.range(0, DEALS).mapToObj(this::deal).toList(),
                IntStream.range(0, LEADS).mapToObj(this::lead).toList(),
                IntStream.range(0, ACTIVITIES).mapToObj(this::activity).toList());
    }

    private CrmSeed.AccountSeed account(Customer customer) {
        return new CrmSeed.AccountSeed(
                customer.id(),
                customer.number(),
                customer.name(),
                customer.industry(),
                customer.domain(),
                "info@" + customer.domain(),
                customer.phone(),
                customer.city(),
                customer.country(),
                customer.owner(),
                at(customer.since()));
    }

    /** A third of the deals are open; of the others more are lost than won. One open deal each for the first customers. */
    private CrmSeed.OpportunitySeed deal(int index) {
        boolean open = index < DEALS / 3;
        var customer = open && index < 100 ? customers.get(index) : dice.pick(customers);
        int age = open ? dice.between(5, 120) : dice.between(60, 700);
        var history = new ArrayList<CrmSeed.StageSeen>();
        LocalDate day = today.minusDays(age);
        int reached = dice.between(0, OPEN.size() - 1);
        for (int step = 0; step <= reached; step++) {
            history.add(new CrmSeed.StageSeen(OPEN.get(step), at(day)));
            day = day.plusDays(dice.between(1, Math.max(1, age / 6)));
        }
        if (!open) {
            history.add(new CrmSeed.StageSeen(dice.chance(0.45) ? Stage.WON : Stage.LOST, at(day)));
        }
        return new CrmSeed.OpportunitySeed(
                Dice.id("opportunity", index),
                1001 + index,
                customer.id(),
                customer.name() + " – " + dice.pick(names.deals()),
                new BigDecimal(dice.between(8, 400) * 250).setScale(2),
                "EUR",
                open ? today.plusDays(dice.between(3, 150)) : day,
                customer.owner(),
                history);
    }

    private CrmSeed.LeadSeed lead(int index) {
        String first = dice.pick(names.first());
        String last = dice.pick(names.last());
        String company = dice.pick(names.companySecond()) + " " + last;
        return new CrmSeed.LeadSeed(
                Dice.id("lead", index),
                1001 + index,
                first + " " + last,
                company,
                (first + "." + last + "@" + company.replace(' ', '-') + ".example").toLowerCase(Locale.ROOT),
                "+4915" + dice.digits(9),
                dice.pick(names.sources()),
                "Asked about " + dice.pick(names.deals()).toLowerCase(Locale.ROOT) + ".",
                dice.chance(0.7) ? LeadStatus.OPEN : LeadStatus.LOST,
                at(today.minusDays(dice.between(1, 120))));
    }

    private CrmSeed.ActivitySeed activity(int index) {
        var customer = customers.get(dice.favouringTheFirst(customers.size()));
        var person = dice.pick(customer.people());
        boolean ahead = index % 4 == 0;
        var kind = ahead
                ? dice.pick(List.of(ActivityKind.TASK, ActivityKind.REMINDER))
                : dice.pick(List.of(ActivityKind.CALL, ActivityKind.MEETING, ActivityKind.NOTE));
        LocalDate made = today.minusDays(dice.between(1, ahead ? 10 : 300));
        String subject = (ahead ? "Follow up with " : "Talked with ") + person.name() + " about "
                + dice.pick(names.deals()).toLowerCase(Locale.ROOT);
        return new CrmSeed.ActivitySeed(
                Dice.id("activity", index),
                1001 + index,
                kind,
                subject,
                null,
                ahead ? today.plusDays(dice.between(0, 30)) : null,
                ahead ? null : at(made),
                customer.owner(),
                customer.id(),
                person.id(),
                null,
                null,
                at(made));
    }

    private Instant at(LocalDate day) {
        return day.atTime(dice.between(8, 17), dice.between(0, 59)).atZone(zone).toInstant();
    }
}
