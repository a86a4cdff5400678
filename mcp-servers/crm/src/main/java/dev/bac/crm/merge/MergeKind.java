package dev.bac.crm.merge;

import dev.bac.crm.naming.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Kinds of records that can be merged. */
public enum MergeKind {
    ACCOUNT(
            Numbers.ACC,
            fields("name", "industry", "domain", "email", "phone", "city", "country"),
            List.of(
                    Relation.of("contact", "account_id"),
                    Relation.of("opportunity", "account_id"),
                    Relation.of("lead", "account_id"),
                    Relation.of("activity", "account_id"))),
    CONTACT(
            Numbers.CON,
            fields("name", "account:account_id", "jobTitle:job_title", "email", "phone"),
            List.of(
                    Relation.of("lead", "contact_id"),
                    Relation.of("activity", "contact_id"),
                    Relation.of("consent", "contact_id"),
                    Relation.onList("contact_id"),
                    Relation.of(
                            "contact_import_row",
                            "contact_id",
                            new Relation.Key("import_id", "uuid"),
                            new Relation.Key("line", "integer")))),
    LEAD(
            Numbers.LEAD,
            fields("name", "company", "email", "phone", "source", "country", "note"),
            List.of(Relation.of("activity", "lead_id"), Relation.of("consent", "lead_id"), Relation.onList("lead_id")));

    private static final Relation EARLIER =
            Relation.of("merged", "into_id", new Relation.Key("kind", "text"), new Relation.Key("id", "uuid"));

    final Numbers numbers;
    /** The column of each field that can be chosen. */
    final Map<String, String> fields;

    private final List<Relation> relations;

    MergeKind(Numbers numbers, Map<String, String> fields, List<Relation> relations) {
        this.numbers = numbers;
        this.fields = fields;
        this.relations = relations;
    }

    private static Map<String, String> fields(String... names) {
        var fields = new LinkedHashMap<String, String>();
        for (String name : names) {
            int colon = name.indexOf(':');
            fields.put(colon < 0 ? name : name.substring(0, colon), name.substring(colon + 1));
        }
        fields.put("owner", "owner");
        fields.put("team", "team_id");
        return fields;
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whatever points to records of this kind, what was merged into them earlier as well. */
    List<Relation> relations() {
        return Stream.concat(relations.stream(), Stream.of(EARLIER)).toList();
    }
}
