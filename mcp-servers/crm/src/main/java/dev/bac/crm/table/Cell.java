package dev.bac.crm.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cells of a table that spreadsheets open. A text that a spreadsheet would take for a formula gets an apostrophe at its
 * head, and so does one that begins with apostrophes before such a text; reading takes exactly one away, so that
 * every text comes back as it was.
 *
 * <p>Source: OWASP, CSV Injection (cells that begin with {@code = + - @}, tab or carriage return).
 */
public final class Cell {
    private static final Pattern FORMULA =
            Pattern.compile("'*[=+\\-@\\t\\r\\uFF1D\\uFF0B\\uFF0D\\uFF20].*", Pattern.DOTALL);
    private static final char ESCAPE = '\\';

    private Cell() {}

    /** The text as it can be opened without harm. */
    public static String written(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The text that was {@link #written}; of any other origin, as it is. */
    public static String read(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    /** Several short texts in one cell, a semicolon between two. */
    public static String list(List<String> texts) {
        return texts.stream()
                .map(text -> text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,"))
                .collect(Collectors.joining("; "));
    }

    /** The texts of a {@link #list}; commas part them too. */
    public static List<String> parts(String cell) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ESCAPE && i + 1 < cell.length()) {
                part.append(cell.charAt(++i));
            } else if (c == ';' || c == ',') {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return List.copyOf(parts);
    }
}
