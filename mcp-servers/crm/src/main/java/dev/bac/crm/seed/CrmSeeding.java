package dev.bac.crm.seed;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.activity.Activity;
import dev.bac.crm.activity.ActivityStore;
import dev.bac.crm.contact.Contact;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.Lead;
import dev.bac.crm.lead.LeadStatus;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Numbers;
import dev.bac.crm.opportunity.OpportunityStore;
import dev.bac.crm.opportunity.StageHistory;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** Puts a {@link CrmSeed} into a tenant, in batches. */
public final class CrmSeeding {
    private static final int MOST = 100_000;
    private final AccountStore accounts;
    private final ContactStore contacts;
    private final OpportunityStore opportunities;
    private final StageHistory history;
    private final LeadStore leads;
    private final ActivityStore activities;

    public CrmSeeding(
            AccountStore accounts,
            ContactStore contacts,
            OpportunityStore opportunities,
            StageHistory history,
            LeadStore leads,
            ActivityStore activities) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.opportunities = opportunities;
        this.history = history;
        this.leads = leads;
        this.activities = activities;
    }

    /** Adds what is not there yet. */
    public void fill(Tx tx, CrmSeed seed) {
        new Stages().set(tx, seed.stages());
        fillAccounts(tx, seed.accounts());
        fillContacts(tx, seed);
        fillOpportunities(tx, seed.opportunities());
        fillLeads(tx, seed.leads());
        fillActivities(tx, seed.activities());
    }

    private void fillAccounts(Tx tx, List<CrmSeed.AccountSeed> seeds) {
        accounts.add(
                tx,
                limited(seeds).stream()
                        .filter(one -> one.number() > 0 || !accounts.has(tx, one.id()))
                        .map(one -> new Account(
                                one.id(),
                                one.number() > 0 ? one.number() : Numbers.ACC.next(tx),
                                one.name(),
                                one.industry(),
                                one.domain(),
                                one.email(),
                                one.phone(),
                                one.city(),
                                one.country(),
                                one.owner(),
                                Marks.none(),
                                one.createdAt()))
                        .toList());
        keepAbove(tx, Numbers.ACC, seeds, CrmSeed.AccountSeed::number);
    }

    private void fillContacts(Tx tx, CrmSeed seed) {
        Map<UUID, String> names = new HashMap<>();
        seed.accounts().forEach(account -> names.put(account.id(), account.name()));
        contacts.add(
                tx,
                limited(seed.contacts()).stream()
                        .map(one -> new Contact(
                                one.id(),
                                one.number(),
                                one.account(),
                                one.account() == null
                                        ? null
                                        : names.computeIfAbsent(one.account(), id -> accounts.byId(tx, id)
                                                .name()),
                                one.name(),
                                one.jobTitle(),
                                one.email(),
                                one.phone(),
                                Marks.none(),
                                one.createdAt()))
                        .toList());
        keepAbove(tx, Numbers.CON, seed.contacts(), CrmSeed.ContactSeed::number);
    }

    private void fillOpportunities(Tx tx, List<CrmSeed.OpportunitySeed> seeds) {
        opportunities.add(tx, limited(seeds).stream().map(SeededDeal::deal).toList());
        history.add(tx, seeds.stream().flatMap(SeededDeal::changes).toList());
        keepAbove(tx, Numbers.OPP, seeds, CrmSeed.OpportunitySeed::number);
    }

    private void fillLeads(Tx tx, List<CrmSeed.LeadSeed> seeds) {
        if (seeds.stream().anyMatch(one -> one.status() == LeadStatus.CONVERTED)) {
            throw ToolRefusal.invalid("leads", "a seeded lead is open or lost; convert it with the tool");
        }
        leads.add(
                tx,
                limited(seeds).stream()
                        .map(one -> new Lead(
                                one.id(),
                                one.number(),
                                one.name(),
                                one.company(),
                                one.email(),
                                one.phone(),
                                one.source(),
                                one.note(),
                                null,
                                one.status(),
                                null,
                                Marks.none(),
                                one.createdAt()))
                        .toList());
        keepAbove(tx, Numbers.LEAD, seeds, CrmSeed.LeadSeed::number);
    }

    private void fillActivities(Tx tx, List<CrmSeed.ActivitySeed> seeds) {
        activities.add(
                tx,
                limited(seeds).stream()
                        .map(one -> new Activity(
                                one.id(),
                                one.number(),
                                one.kind(),
                                one.subject(),
                                one.body(),
                                one.due(),
                                one.doneAt(),
                                null,
                                one.owner(),
                                new Activity.About(one.account(), one.contact(), one.lead(), one.opportunity()),
                                one.createdAt()))
                        .toList());
        keepAbove(tx, Numbers.ACT, seeds, CrmSeed.ActivitySeed::number);
    }

    private static <T> List<T> limited(List<T> seeds) {
        if (seeds.size() > MOST) {
            throw ToolRefusal.invalid("seed", "at most " + MOST + " records of a kind; seed in parts");
        }
        return seeds;
    }

    private static <T> void keepAbove(Tx tx, Numbers kind, List<T> seeds, ToIntFunction<T> number) {
        seeds.stream().mapToInt(number).max().ifPresent(last -> kind.keepAbove(tx, last));
    }
}
