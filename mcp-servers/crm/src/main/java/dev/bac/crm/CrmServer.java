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
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.Tool;
import java.util.ArrayList;

/** The CRM as a server. */
public final class CrmServer {
    private CrmServer() {}

    /** Its tools and its part in a tenant's life. */
    public static DomainServer declare() {
        var accounts = new AccountStore();
        var contacts = new ContactStore();
        var leads = new LeadStore();
        var activities = new ActivityStore();
        var deals = new OpportunityStore();
        var history = new StageHistory();
        var opportunities = new Opportunities(deals, history);

        var tools = new ArrayList<Tool<?, ?>>();
        tools.addAll(new AccountTools(accounts).tools());
        tools.add(new AccountSaveTool(accounts, contacts).tool());
        tools.addAll(new ContactTools(contacts, accounts).tools());
        tools.add(new ContactSaveTool(contacts, accounts).tool());
        tools.addAll(new ImportTools(accounts, contacts, leads, deals).tools());
        tools.addAll(new LeadTools(leads).tools());
        tools.add(new LeadUpdateTool(leads).tool());
        tools.add(new LeadConvertTool(leads, accounts, contacts, activities, opportunities).tool());
        tools.add(new OpportunityListTool(accounts).tool());
        tools.add(new OpportunityCreateTool(opportunities, accounts).tool());
        tools.add(new OpportunityUpdateTool(opportunities, deals).tool());
        tools.add(new OpportunityHistoryTool(opportunities).tool());
        tools.add(new PipelineSaveTool().tool());
        tools.add(new PipelineReportTool().tool());
        tools.add(new LeadReportTool().tool());
        tools.add(new DuplicateFindTool(accounts, contacts, leads).tool());
        tools.add(new RecordSearchTool().tool());
        tools.add(new RecordUpdateTool(new AnyRecord.Stores(accounts, contacts, leads, deals)).tool());
        tools.add(new FieldSaveTool().tool());
        tools.add(new TeamSaveTool().tool());
        tools.add(new RecordMergeTool(accounts, contacts, leads).tool());
        tools.add(new MergeUndoTool(accounts, contacts, leads).tool());
        tools.addAll(new ExportTools().tools());
        tools.addAll(
                new TargetListTools(new TargetLists(), new AnyRecord.Stores(accounts, contacts, leads, deals)).tools());
        tools.addAll(new ActivityTools(activities, accounts, contacts, leads, deals).tools());
        tools.add(new ActivityCompleteTool(activities).tool());

        var seen = tools.stream().<Tool<?, ?>>map(SeenTools::of).toList();
        return new DomainServer(
                        "crm",
                        "CRM",
                        "Accounts are companies, contacts people at them, leads people who may become customers, opportunities"
                                + " deals. Name a record by its number (ACC-, CON-, LEAD-, OPP-, ACT-) or its name; when a name is"
                                + " ambiguous the answer lists the candidates. Money owed, invoices and stock are elsewhere.",
                        "dev/bac/crm/migrations",
                        seen,
                        new CrmTenantLife(new CrmSeeding(accounts, contacts, deals, history, leads, activities)))
                .withResources(
                        new RecordResource(
                                        "crm://accounts/{id}",
                                        "account",
                                        "Account",
                                        "An account with its contacts, deals and activities",
                                        "crm_account_search",
                                        "query",
                                        new RecordResource.Search("crm_account_search", "query", "name"))
                                .single()
                                .with("contacts", "crm_contact_search", "account")
                                .with("opportunities", "crm_opportunity_list", "account")
                                .with("activities", "crm_activity_list", "related")
                                .listed("crm_account_search", "number", "name", "city"),
                        new RecordResource(
                                "crm://accounts/{id}/contacts",
                                "account_contacts",
                                "Contacts of an account",
                                "The people at an account",
                                "crm_contact_search",
                                "account",
                                new RecordResource.Search("crm_account_search", "query", "name")),
                        new RecordResource(
                                        "crm://contacts/{id}",
                                        "contact",
                                        "Contact",
                                        "A contact with its activities",
                                        "crm_contact_search",
                                        "query",
                                        new RecordResource.Search("crm_contact_search", "query", "name"))
                                .single()
                                .with("activities", "crm_activity_list", "related")
                                .listed("crm_contact_search", "number", "name", "account"),
                        new RecordResource(
                                "crm://opportunities/{id}",
                                "opportunity",
                                "Opportunity",
                                "A deal with the history of its stages",
                                "crm_opportunity_history",
                                "opportunity",
                                null),
                        new RecordResource(
                                        "crm://leads/{id}",
                                        "lead",
                                        "Lead",
                                        "A lead with its activities",
                                        "crm_lead_list",
                                        "query",
                                        new RecordResource.Search("crm_lead_list", "query", "name"))
                                .single()
                                .with("activities", "crm_activity_list", "related")
                                .listed("crm_lead_list", "number", "name", "company"),
                        new RecordResource(
                                        "crm://activities/{id}",
                                        "activity",
                                        "Activity",
                                        "A task, reminder, call, meeting or note",
                                        "crm_activity_list",
                                        "activity",
                                        null)
                                .single()
                                .listed("crm_activity_list", "number", "subject", "due"),
                        new RecordResource(
                                        "crm://exports/{id}",
                                        "export",
                                        "Export",
                                        "A table of records that was written out",
                                        "crm_export_read",
                                        "export",
                                        null)
                                .file("text/csv", "csv"))
                .withOnRequest("crm_duplicate", "crm_export", "crm_import", "crm_list", "crm_merge", "crm_setup")
                .withPlaybooks("crm_customer_brief", "crm_pipeline_review")
                .withSkills("pipeline-review");
    }
}
