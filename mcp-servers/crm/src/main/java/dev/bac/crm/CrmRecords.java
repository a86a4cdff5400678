package dev.bac.crm;

import dev.bac.mcp.RecordResource;
import java.util.List;
import java.util.stream.Stream;

/** The CRM's records as resources. */
final class CrmRecords {
    private CrmRecords() {}

    static RecordResource[] all() {
        return Stream.concat(companiesAndPeople().stream(), work().stream()).toArray(RecordResource[]::new);
    }

    private static List<RecordResource> companiesAndPeople() {
        return List.of(
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
                        .listed("crm_contact_search", "number", "name", "account"));
    }

    private static List<RecordResource> work() {
        return List.of(
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
                        .file("text/csv", "csv"));
    }
}
