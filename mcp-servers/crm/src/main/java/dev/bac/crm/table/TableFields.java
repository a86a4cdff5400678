package dev.bac.crm.table;

import dev.bac.crm.naming.RecordKind;
import java.util.List;
import java.util.stream.Stream;

/** The fields of each kind of records, by the names that CRMs, address books and people give them. */
final class TableFields {
    private static final TableField FIRST = TableField.of("firstName", "firstname", "givenname", "forename", "vorname");
    private static final TableField LAST = TableField.of("lastName", "lastname", "surname", "familyname", "nachname");
    private static final TableField NAME =
            TableField.of("name", "fullname", "contact", "contactname", "person", "displayname", "leadname");
    private static final TableField EMAIL =
            TableField.of("email", "emailaddress", "mail", "mailaddress", "primaryemail", "email1value", "email1");
    private static final TableField PHONE = TableField.of(
            "phone",
            "phonenumber",
            "telephone",
            "telephonenumber",
            "tel",
            "mobile",
            "mobilephone",
            "workphone",
            "telefon",
            "phone1value");
    private static final TableField ACCOUNT = TableField.of(
            "account",
            "company",
            "companyname",
            "accountname",
            "organization",
            "organisation",
            "employer",
            "firma",
            "customer");
    private static final TableField ACCOUNT_NUMBER = TableField.of("accountNumber", "companynumber", "accountno");
    private static final TableField COUNTRY = TableField.of("country", "countrycode", "land");

    private static final List<TableField> MARKS = List.of(
            TableField.of(
                    "owner", "recordowner", "contactowner", "accountowner", "leadowner", "dealowner", "assignedto"),
            TableField.of("team", "teamname"),
            TableField.of("tags", "tag", "labels", "label", "categories"));
    private static final List<TableField> IDENTITY = List.of(
            TableField.of("number", "no", "nr"),
            TableField.of("externalId", "externalid", "id", "recordid", "contactid", "accountid", "leadid", "dealid"));

    private TableFields() {}

    /** In the order in which an export has them; the tenant's own fields follow. */
    static List<TableField> of(RecordKind kind) {
        return Stream.of(IDENTITY, own(kind), MARKS).flatMap(List::stream).toList();
    }

    private static List<TableField> own(RecordKind kind) {
        return switch (kind) {
            case CONTACT ->
                List.of(
                        NAME,
                        FIRST,
                        LAST,
                        ACCOUNT,
                        ACCOUNT_NUMBER,
                        TableField.of("jobTitle", "title", "role", "position", "job", "jobtitle"),
                        EMAIL,
                        PHONE);
            case ACCOUNT ->
                List.of(
                        TableField.of(
                                "name", "company", "companyname", "account", "accountname", "organization", "firma"),
                        TableField.of("industry", "sector", "branch", "branche"),
                        TableField.of("domain", "website", "web", "companydomain", "companydomainname"),
                        EMAIL,
                        PHONE,
                        TableField.of("city", "town", "billingcity", "ort", "stadt"),
                        COUNTRY);
            case LEAD ->
                List.of(
                        NAME,
                        FIRST,
                        LAST,
                        TableField.of("company", "companyname", "account", "organization", "organisation", "firma"),
                        EMAIL,
                        PHONE,
                        TableField.of("source", "leadsource", "origin", "quelle"),
                        TableField.of("note", "notes", "description", "comment", "notiz"),
                        COUNTRY,
                        TableField.of("status", "leadstatus", "state"),
                        ACCOUNT_NUMBER,
                        TableField.of("contactNumber", "contactno"),
                        TableField.of("dealNumber", "opportunitynumber"));
            case OPPORTUNITY ->
                List.of(
                        TableField.of("name", "deal", "dealname", "opportunity", "opportunityname"),
                        ACCOUNT,
                        ACCOUNT_NUMBER,
                        TableField.of("pipeline", "pipelinename"),
                        TableField.of("stage", "dealstage", "phase"),
                        TableField.of("amount", "value", "dealamount", "betrag"),
                        TableField.of("currency", "currencycode", "dealcurrency"),
                        TableField.of("closeDate", "closedate", "expectedclose", "closingdate", "closeson"));
        };
    }
}
