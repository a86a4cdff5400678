package dev.bac.messaging.campaign;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Csv;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.template.Rendering;
import dev.bac.messaging.template.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads who a campaign is for. */
final class Recipients {
    static final int MOST = 10_000;
    private static final Set<String> ADDRESS = Set.of(
            "to", "address", "recipient", "email", "mail", "emailaddress", "phone", "telephone", "mobile", "number");

    private Recipients() {}

    /** The names of everything the template wants filled. */
    static Set<String> gaps(Template template) {
        var gaps = new TreeSet<>(Rendering.gaps("template", template.body()));
        if (template.subject() != null) {
            gaps.addAll(Rendering.gaps("template", template.subject()));
        }
        return gaps;
    }

    /** @throws ToolRefusal when a column is missing; a single row that does not fit is kept with its problem */
    static List<Recipient> of(String csv, Template template, Locale home, int most) {
        var table = Csv.read("recipients", csv, most);
        String to = table.columns().stream()
                .filter(column -> ADDRESS.contains(Csv.plain(column)))
                .findFirst()
                .orElseThrow(() -> ToolRefusal.invalid("recipients", "no column holds addresses. Call one to."));
        var missing = gaps(template);
        missing.removeAll(table.columns());
        if (!missing.isEmpty()) {
            throw ToolRefusal.invalid(
                    "recipients", "the template also needs the columns " + String.join(", ", missing) + ".");
        }
        var recipients = new ArrayList<Recipient>();
        var seen = new HashSet<String>();
        for (var row : table.rows()) {
            recipients.add(recipient(recipients.size() + 1, row, to, template, home, seen));
        }
        return recipients;
    }

    private static Recipient recipient(
            int line, Map<String, String> row, String to, Template template, Locale home, Set<String> seen) {
        String given = row.getOrDefault(to, "");
        var values = new HashMap<>(row);
        values.keySet().retainAll(gaps(template));
        try {
            var address = Address.of("to", given, home);
            if (address.channel() != template.channel()) {
                return new Recipient(line, given, values, "The template is for another channel.");
            }
            if (!seen.add(address.value())) {
                return new Recipient(line, address.value(), values, "The address is there twice.");
            }
            return new Recipient(line, address.value(), values, null);
        } catch (ToolRefusal e) {
            return new Recipient(line, given, values, e.getMessage());
        }
    }
}
