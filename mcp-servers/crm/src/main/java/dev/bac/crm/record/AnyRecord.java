package dev.bac.crm.record;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.Contact;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.Lead;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.opportunity.Opportunity;
import dev.bac.crm.opportunity.OpportunityStore;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A record of whatever kind.
 *
 * @param label its number and name
 */
public record AnyRecord(RecordKind kind, UUID id, String label, Marks marks) {

    /** Where each kind is kept. */
    public record Stores(AccountStore accounts, ContactStore contacts, LeadStore leads, OpportunityStore deals) {

        /** The record of that id, number, e-mail or name; {@link dev.bac.mcp.ToolRefusal} when there is none or several. */
        public AnyRecord named(Tx tx, String field, String given) {
            String email = given.strip().toLowerCase(Locale.ROOT);
            List<Supplier<List<AnyRecord>>> steps = List.of(
                    () -> byIdOrNumber(tx, given),
                    () -> contacts.byEmail(tx, email).stream()
                            .map(AnyRecord::of)
                            .toList(),
                    () -> accounts.byCore(tx, given).stream().map(AnyRecord::of).toList(),
                    () -> contacts.byName(tx, given).stream().map(AnyRecord::of).toList(),
                    () -> leads.byName(tx, given).stream().map(AnyRecord::of).toList(),
                    () -> deals.byName(tx, given).stream().map(AnyRecord::of).toList(),
                    () -> accounts.startingWith(tx, given).stream()
                            .map(AnyRecord::of)
                            .toList(),
                    () -> contacts.startingWith(tx, given).stream()
                            .map(AnyRecord::of)
                            .toList());
            return new Lookup<>("account, contact, lead or deal", AnyRecord::label)
                    .one(field, given, steps, () -> accounts.near(tx, given).stream()
                            .map(AnyRecord::of)
                            .toList());
        }

        private List<AnyRecord> byIdOrNumber(Tx tx, String given) {
            return Stream.of(
                            accounts.byIdOrNumber(tx, given).stream().map(AnyRecord::of),
                            contacts.byIdOrNumber(tx, given).stream().map(AnyRecord::of),
                            leads.byIdOrNumber(tx, given).stream().map(AnyRecord::of),
                            deals.byIdOrNumber(tx, given).stream().map(AnyRecord::of))
                    .flatMap(found -> found)
                    .toList();
        }
    }

    private static AnyRecord of(Account one) {
        return new AnyRecord(RecordKind.ACCOUNT, one.id(), one.label(), one.marks());
    }

    private static AnyRecord of(Contact one) {
        return new AnyRecord(RecordKind.CONTACT, one.id(), one.label(), one.marks());
    }

    private static AnyRecord of(Lead one) {
        return new AnyRecord(RecordKind.LEAD, one.id(), one.label(), one.marks());
    }

    private static AnyRecord of(Opportunity one) {
        return new AnyRecord(RecordKind.OPPORTUNITY, one.id(), one.label(), one.marks());
    }
}
