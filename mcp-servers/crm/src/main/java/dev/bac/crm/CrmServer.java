package dev.bac.crm;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.account.AccountTools;
import dev.bac.crm.activity.ActivityCompleteTool;
import dev.bac.crm.activity.ActivityStore;
import dev.bac.crm.activity.ActivityTools;
import dev.bac.crm.contact.ContactSaveTool;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.contact.ContactTools;
import dev.bac.crm.conversion.LeadConvertTool;
import dev.bac.crm.duplicate.DuplicateFindTool;
import dev.bac.crm.export.ExportTools;
import dev.bac.crm.field.FieldSaveTool;
import dev.bac.crm.intake.ImportTools;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.lead.LeadTools;
import dev.bac.crm.lead.LeadUpdateTool;
import dev.bac.crm.merge.MergeUndoTool;
import dev.bac.crm.merge.RecordMergeTool;
import dev.bac.crm.opportunity.Opportunities;
import dev.bac.crm.opportunity.OpportunityCreateTool;
import dev.bac.crm.opportunity.OpportunityHistoryTool;
import dev.bac.crm.opportunity.OpportunityListTool;
import dev.bac.crm.opportunity.OpportunityStore;
import dev.bac.crm.opportunity.OpportunityUpdateTool;
import dev.bac.crm.opportunity.PipelineSaveTool;
import dev.bac.crm.opportunity.StageHistory;
import dev.bac.crm.record.AccountSaveTool;
import dev.bac.crm.record.AnyRecord;
import dev.bac.crm.record.RecordUpdateTool;
import dev.bac.crm.report.LeadReportTool;
import dev.bac.crm.report.PipelineReportTool;
import dev.bac.crm.search.RecordSearchTool;
import dev.bac.crm.seed.CrmSeeding;
import dev.bac.crm.targetlist.TargetListTools;
import dev.bac.crm.targetlist.TargetLists;
import dev.bac.crm.team.SeenTools;
import dev.bac.crm.team.TeamSaveTool;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The CRM as a server. */
public final class CrmServer {
    private CrmServer() {}

    /** Its tools and its part in a tenant's life. */
    public static DomainServer declare() {
        var stores = Stores.open();
        var tools = Stream.of(
                        companiesAndPeople(stores),
                        new ImportTools(stores.accounts(), stores.contacts(), stores.leads(), stores.deals()).tools(),
                        leads(stores),
                        deals(stores),
                        care(stores),
                        tables(stores),
                        activities(stores))
                .flatMap(List::stream)
                .<Tool<?, ?>>map(SeenTools::of)
                .toList();
        return new DomainServer(
                        "crm",
                        "CRM",
                        "Accounts are companies, contacts people at them, leads people who may become customers, opportunities"
                                + " deals. Name a record by its number (ACC-, CON-, LEAD-, OPP-, ACT-) or its name; when a name is"
                                + " ambiguous the answer lists the candidates. Money owed, invoices and stock are elsewhere.",
                        "dev/bac/crm/migrations",
                        tools,
                        new CrmTenantLife(new CrmSeeding(
                                stores.accounts(),
                                stores.contacts(),
                                stores.deals(),
                                stores.history(),
                                stores.leads(),
                                stores.activities())))
                .withResources(CrmRecords.all())
                .withOnRequest("crm_duplicate", "crm_export", "crm_import", "crm_list", "crm_merge", "crm_setup")
                .withPlaybooks("crm_customer_brief", "crm_pipeline_review")
                .withSkills("pipeline-review");
    }

    private record Stores(
            AccountStore accounts,
            ContactStore contacts,
            LeadStore leads,
            ActivityStore activities,
            OpportunityStore deals,
            StageHistory history,
            Opportunities opportunities) {
        static Stores open() {
            var deals = new OpportunityStore();
            var history = new StageHistory();
            return new Stores(
                    new AccountStore(),
                    new ContactStore(),
                    new LeadStore(),
                    new ActivityStore(),
                    deals,
                    history,
                    new Opportunities(deals, history));
        }

        AnyRecord.Stores any() {
            return new AnyRecord.Stores(accounts, contacts, leads, deals);
        }
    }

    private static List<Tool<?, ?>> companiesAndPeople(Stores stores) {
        var tools = new ArrayList<Tool<?, ?>>(new AccountTools(stores.accounts()).tools());
        tools.add(new AccountSaveTool(stores.accounts(), stores.contacts()).tool());
        tools.addAll(new ContactTools(stores.contacts(), stores.accounts()).tools());
        tools.add(new ContactSaveTool(stores.contacts(), stores.accounts()).tool());
        return tools;
    }

    private static List<Tool<?, ?>> leads(Stores stores) {
        var tools = new ArrayList<Tool<?, ?>>(new LeadTools(stores.leads()).tools());
        tools.add(new LeadUpdateTool(stores.leads()).tool());
        tools.add(new LeadConvertTool(
                        stores.leads(),
                        stores.accounts(),
                        stores.contacts(),
                        stores.activities(),
                        stores.opportunities())
                .tool());
        return tools;
    }

    private static List<Tool<?, ?>> deals(Stores stores) {
        return List.of(
                new OpportunityListTool(stores.accounts()).tool(),
                new OpportunityCreateTool(stores.opportunities(), stores.accounts()).tool(),
                new OpportunityUpdateTool(stores.opportunities(), stores.deals()).tool(),
                new OpportunityHistoryTool(stores.opportunities()).tool(),
                new PipelineSaveTool().tool(),
                new PipelineReportTool().tool(),
                new LeadReportTool().tool());
    }

    private static List<Tool<?, ?>> activities(Stores stores) {
        var tools = new ArrayList<Tool<?, ?>>(new ActivityTools(
                        stores.activities(), stores.accounts(), stores.contacts(), stores.leads(), stores.deals())
                .tools());
        tools.add(new ActivityCompleteTool(stores.activities()).tool());
        return tools;
    }

    /** What goes out and is listed by the table. */
    private static List<Tool<?, ?>> tables(Stores stores) {
        var tools = new ArrayList<Tool<?, ?>>(new ExportTools().tools());
        tools.addAll(new TargetListTools(new TargetLists(), stores.any()).tools());
        return tools;
    }

    /** What keeps records of any kind in order. */
    private static List<Tool<?, ?>> care(Stores stores) {
        return List.of(
                new DuplicateFindTool(stores.accounts(), stores.contacts(), stores.leads()).tool(),
                new RecordSearchTool().tool(),
                new RecordUpdateTool(stores.any()).tool(),
                new FieldSaveTool().tool(),
                new TeamSaveTool().tool(),
                new RecordMergeTool(stores.accounts(), stores.contacts(), stores.leads()).tool(),
                new MergeUndoTool(stores.accounts(), stores.contacts(), stores.leads()).tool());
    }
}
