package dev.bac.finance.bank;

import dev.bac.finance.xml.XmlNode.Malformed;
import dev.bac.mcp.argument.Csv;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bank's table: a row a line, columns found by what banks call them. The balance column, or the two balances that are
 * told beside, must agree with the amounts. Rows may run up or down in time.
 *
 * @param opening told beside the file, where it has no balance column
 * @param monthFirst true when 02/03/2026 is the third of February
 */
record CsvStatement(
        String account,
        String currency,
        @Nullable BigDecimal opening,
        @Nullable BigDecimal closing,
        boolean monthFirst) {
    private static final int MOST_ROWS = 20_000;
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "date",
                    List.of(
                            "date",
                            "bookingdate",
                            "bookedon",
                            "buchungstag",
                            "buchungsdatum",
                            "dateoperation",
                            "posteddate"),
            "amount", List.of("amount", "betrag", "montant", "value", "transactionamount"),
            "debit", List.of("debit", "soll", "withdrawal", "moneyout", "paidout"),
            "credit", List.of("credit", "haben", "deposit", "moneyin", "paidin"),
            "balance", List.of("balance", "saldo", "solde", "runningbalance"),
            "party",
                    List.of("party", "name", "counterparty", "payee", "beguenstigterzahlungspflichtiger", "empfaenger"),
            "text", List.of("text", "description", "memo", "verwendungszweck", "details", "purpose", "libelle"),
            "reference", List.of("reference", "ref", "id", "transactionid"));
    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,4})?");

    private record Row(BankStatement.Line line, @Nullable BigDecimal balance, int number) {}

    List<BankStatement> read(String content) throws Malformed {
        var table = Csv.read("content", content, MOST_ROWS);
        var named = named(table.columns());
        for (var needed : List.of("date", "amount")) {
            if (!named.containsKey(needed) && !(needed.equals("amount") && named.containsKey("debit"))) {
                throw new Malformed(1, needed, "the header names no such column");
            }
        }
        var rows = new ArrayList<Row>();
        int number = 1;
        for (var cells : table.rows()) {
            rows.add(new Cells(cells, named, ++number).row());
        }
        boolean down =
                rows.getFirst().line().date().isAfter(rows.getLast().line().date());
        var ordered = down ? rows.reversed() : rows;
        return List.of(statement(ordered).checked());
    }

    private BankStatement statement(List<Row> rows) throws Malformed {
        var first = rows.getFirst();
        var before = first.balance();
        BigDecimal start;
        BigDecimal end;
        if (before != null) {
            start = before.subtract(first.line().amount());
            var running = start;
            for (var row : rows) {
                running = running.add(row.line().amount());
                if (row.balance() == null || row.balance().compareTo(running) != 0) {
                    throw new Malformed(
                            row.number(),
                            "balance",
                            "the amounts come to %s, the balance says %s"
                                    .formatted(running.toPlainString(), row.balance()));
                }
            }
            end = running;
        } else if (opening != null && closing != null) {
            start = opening;
            end = closing;
        } else {
            throw new Malformed(
                    1, "balance", "the header names no such column; give openingBalance and closingBalance");
        }
        return new BankStatement(
                StatementFormat.CSV,
                account,
                currency,
                "",
                start,
                end,
                rows.stream()
                        .map(row -> row.line().date())
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                rows.stream().map(Row::line).toList(),
                rows.getLast().number());
    }

    private static Map<String, String> named(List<String> columns) {
        var named = new java.util.HashMap<String, String>();
        for (var column : columns) {
            COLUMNS.forEach((name, known) -> {
                if (known.contains(Csv.plain(column))) {
                    named.putIfAbsent(name, column);
                }
            });
        }
        return named;
    }

    private final class Cells {
        private final Map<String, String> cells;
        private final Map<String, String> named;
        private final int number;

        Cells(Map<String, String> cells, Map<String, String> named, int number) {
            this.cells = cells;
            this.named = named;
            this.number = number;
        }

        Row row() throws Malformed {
            var amount = cell("amount").isEmpty()
                    ? money("credit").abs().subtract(money("debit").abs())
                    : money("amount");
            if (amount.signum() == 0) {
                throw new Malformed(number, "amount", "is missing or zero");
            }
            return new Row(
                    new BankStatement.Line(date(), amount, cell("party"), cell("text"), cell("reference")),
                    cell("balance").isEmpty() ? null : money("balance"),
                    number);
        }

        private String cell(String name) {
            var column = named.get(name);
            return column == null ? "" : cells.getOrDefault(column, "");
        }

        private BigDecimal money(String name) throws Malformed {
            var text = cell(name).replaceAll("[\\s\\u00a0'\\u2019]", "").replace('\u2212', '-');
            if (text.isEmpty()) {
                return BigDecimal.ZERO;
            }
            int comma = text.lastIndexOf(',');
            int dot = text.lastIndexOf('.');
            if (comma >= 0 && dot < 0 && text.length() - comma == 4) {
                throw new Malformed(
                        number, name, "\"%s\" can be read in two ways; write it without thousands".formatted(text));
            }
            var plain = comma > dot ? text.replace(".", "").replace(',', '.') : text.replace(",", "");
            if (!PLAIN.matcher(plain).matches()) {
                throw new Malformed(number, name, "\"%s\" is no amount".formatted(cell(name)));
            }
            return new BigDecimal(plain);
        }

        private LocalDate date() throws Malformed {
            var text = cell("date");
            var pattern = text.contains(".")
                    ? "d.M.uuuu"
                    : text.contains("/") ? monthFirst ? "M/d/uuuu" : "d/M/uuuu" : "uuuu-M-d";
            try {
                return LocalDate.parse(
                        text,
                        DateTimeFormatter.ofPattern(pattern).withResolverStyle(java.time.format.ResolverStyle.STRICT));
            } catch (DateTimeException e) {
                throw new Malformed(number, "date", text.isEmpty() ? "is missing" : "\"%s\" is no day".formatted(text));
            }
        }
    }
}
