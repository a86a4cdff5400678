package dev.bac.crm.intake;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Csv;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which column of a table means what, by the names that CRMs, address books and people give them. */
final class ContactColumns {
    private static final Set<String> NAME =
            Set.of("name", "fullname", "contact", "contactname", "person", "displayname");
    private static final Set<String> FIRST = Set.of("firstname", "givenname", "forename");
    private static final Set<String> LAST = Set.of("lastname", "surname", "familyname");
    private static final Set<String> COMPANY =
            Set.of("company", "companyname", "account", "accountname", "organization", "organisation", "employer");
    private static final Set<String> TITLE = Set.of("jobtitle", "title", "role", "position", "job");
    private static final Set<String> EMAIL =
            Set.of("email", "emailaddress", "mail", "mailaddress", "primaryemail", "email1value");
    private static final Set<String> PHONE =
            Set.of("phone", "phonenumber", "telephone", "telephonenumber", "tel", "mobile", "mobilephone", "workphone");

    private ContactColumns() {}

    /** @throws ToolRefusal when no column holds names */
    static List<ImportRow> rows(String field, Csv table) {
        var plain = new LinkedHashMap<String, String>();
        table.columns().forEach(column -> plain.putIfAbsent(Csv.plain(column), column));
        if (column(plain, NAME) == null && column(plain, FIRST) == null && column(plain, LAST) == null) {
            throw ToolRefusal.invalid(
                    field,
                    "no column holds names. Call one name (others: company, job title, email, phone); there are "
                            + String.join(", ", table.columns()) + ".");
        }
        var rows = new ArrayList<ImportRow>();
        for (var row : table.rows()) {
            rows.add(new ImportRow(
                    rows.size() + 1,
                    name(plain, row),
                    value(plain, row, COMPANY),
                    value(plain, row, TITLE),
                    value(plain, row, EMAIL),
                    value(plain, row, PHONE)));
        }
        return rows;
    }

    private static @Nullable String name(Map<String, String> plain, Map<String, String> row) {
        String whole = value(plain, row, NAME);
        if (whole != null) {
            return whole;
        }
        String parts = String.join(
                " ",
                Stream.of(FIRST, LAST)
                        .flatMap(names -> Stream.ofNullable(value(plain, row, names)))
                        .toList());
        return parts.isEmpty() ? null : parts;
    }

    private static @Nullable String value(Map<String, String> plain, Map<String, String> row, Set<String> names) {
        String column = column(plain, names);
        return column == null ? null : row.get(column);
    }

    private static @Nullable String column(Map<String, String> plain, Set<String> names) {
        return plain.entrySet().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
