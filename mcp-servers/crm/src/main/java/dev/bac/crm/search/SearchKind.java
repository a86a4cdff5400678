package dev.bac.crm.search;

import dev.bac.crm.naming.RecordKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Kinds of records that can be searched, and what they can be searched by. */
public enum SearchKind {
    ACCOUNT(
            "ACC",
            "FROM account t",
            "t.city",
            fields(
                    "name", "t.name",
                    "industry", "t.industry",
                    "city", "t.city",
                    "country", "t.country",
                    "domain", "t.domain")),
    CONTACT(
            "CON",
            "FROM contact t LEFT JOIN account a ON a.tenant_id = t.tenant_id AND a.id = t.account_id",
            "a.name",
            fields(
                    "name", "t.name",
                    "jobTitle", "t.job_title",
                    "account", "a.name",
                    "industry", "a.industry",
                    "city", "a.city",
                    "country", "a.country")),
    LEAD(
            "LEAD",
            "FROM lead t",
            "t.company",
            fields(
                    "name", "t.name",
                    "company", "t.company",
                    "source", "t.source",
                    "country", "t.country",
                    "status", "t.status"));

    final String prefix;
    final String from;
    /** SQL of what is told beside the name. */
    final String beside;

    private final Map<String, String> texts;

    SearchKind(String prefix, String from, String beside, Map<String, String> texts) {
        this.prefix = prefix;
        this.from = from;
        this.beside = beside;
        this.texts = texts;
    }

    private static Map<String, String> fields(String... pairs) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        fields.put("email", "t.email");
        fields.put("phone", "t.phone");
        fields.put("owner", "t.owner");
        return fields;
    }

    RecordKind records() {
        return switch (this) {
            case ACCOUNT -> RecordKind.ACCOUNT;
            case CONTACT -> RecordKind.CONTACT;
            case LEAD -> RecordKind.LEAD;
        };
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** SQL of each field that holds text. */
    Map<String, String> texts() {
        return texts;
    }
}
