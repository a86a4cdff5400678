package dev.bac.crm.intake;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.opportunity.Opportunities;
import dev.bac.crm.opportunity.OpportunityStore;
import dev.bac.crm.opportunity.StageHistory;
import dev.bac.mcp.Tool;
import java.util.List;
import java.util.Map;

/** Every tool on imports. */
public final class ImportTools {
    private final RowTaking rows;

    public ImportTools(AccountStore accounts, ContactStore contacts, LeadStore leads, OpportunityStore deals) {
        var history = new StageHistory();
        this.rows = new RowTaking(
                Map.of(
                        RecordKind.ACCOUNT, new AccountIntake(accounts, contacts),
                        RecordKind.CONTACT, new ContactIntake(contacts),
                        RecordKind.LEAD, new LeadIntake(leads, accounts, contacts, deals),
                        RecordKind.OPPORTUNITY, new DealIntake(deals, new Opportunities(deals, history), history)),
                accounts);
    }

    public List<Tool<?, ?>> tools() {
        var importing = new Importing(rows);
        return List.of(
                new ContactImportTool(importing).tool(),
                new RecordImportTool(importing).tool(),
                new ImportRevertTool(rows).tool(),
                new ImportListTool(importing).tool());
    }
}
