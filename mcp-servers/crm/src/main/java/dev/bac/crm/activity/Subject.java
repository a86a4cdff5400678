package dev.bac.crm.activity;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.Contact;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.Lead;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.opportunity.Opportunity;
import dev.bac.crm.opportunity.OpportunityStore;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.util.List;
import java.util.function.Supplier;

/** The record an activity is about, of whatever kind: found by id, number or name, companies before deals and people. */
record Subject(String label, Activity.About about) {

    /** Where each kind is kept. */
    record Stores(AccountStore accounts, ContactStore contacts, LeadStore leads, OpportunityStore deals) {

        Subject named(Tx tx, String field, String given) {
            List<Supplier<List<Subject>>> steps = List.of(
                    () -> accounts.byIdOrNumber(tx, given).stream()
                            .map(Subject::of)
                            .toList(),
                    () -> deals.byIdOrNumber(tx, given).stream()
                            .map(Subject::of)
                            .toList(),
                    () -> contacts.byIdOrNumber(tx, given).stream()
                            .map(Subject::of)
                            .toList(),
                    () -> leads.byIdOrNumber(tx, given).stream()
                            .map(Subject::of)
                            .toList(),
                    () -> accounts.byCore(tx, given).stream().map(Subject::of).toList(),
                    () -> deals.byName(tx, given).stream().map(Subject::of).toList(),
                    () -> contacts.byName(tx, given).stream().map(Subject::of).toList(),
                    () -> leads.byName(tx, given).stream().map(Subject::of).toList(),
                    () -> accounts.startingWith(tx, given).stream()
                            .map(Subject::of)
                            .toList(),
                    () -> contacts.startingWith(tx, given).stream()
                            .map(Subject::of)
                            .toList());
            return new Lookup<>("account, deal, contact or lead", Subject::label)
                    .one(field, given, steps, () -> accounts.near(tx, given).stream()
                            .map(Subject::of)
                            .toList());
        }
    }

    private static Subject of(Account account) {
        return new Subject(account.label(), new Activity.About(account.id(), null, null, null));
    }

    private static Subject of(Contact contact) {
        return new Subject(contact.label(), new Activity.About(contact.account(), contact.id(), null, null));
    }

    private static Subject of(Lead lead) {
        return new Subject(lead.label(), new Activity.About(null, null, lead.id(), null));
    }

    private static Subject of(Opportunity deal) {
        return new Subject(deal.label(), new Activity.About(deal.account(), null, null, deal.id()));
    }
}
