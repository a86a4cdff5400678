package dev.bac.llm.routing.curve;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values by RFC 4180: fields may be quoted, and then hold commas, line ends and doubled quotes. */
final class Csv {
    private Csv() {}

    static List<List<String>> read(String text) {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (quoted) {
                if (sign != '"') {
                    field.append(sign);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (sign == '"') {
                quoted = true;
            } else if (sign == ',') {
                row.add(field.toString());
                field.setLength(0);
            } else if (sign == '\n') {
                row.add(field.toString().replaceAll("\r$", ""));
                field.setLength(0);
                rows.add(List.copyOf(row));
                row.clear();
            } else {
                field.append(sign);
            }
        }
        if (!field.isEmpty() || !row.isEmpty()) {
            row.add(field.toString());
            rows.add(List.copyOf(row));
        }
        return rows;
    }
}
