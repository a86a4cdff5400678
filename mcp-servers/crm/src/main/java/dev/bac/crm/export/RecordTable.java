package dev.bac.crm.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.bac.crm.field.FieldType;
import dev.bac.crm.field.Fields;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.table.Cell;
import dev.bac.crm.table.Columns;
import dev.bac.mcp.argument.Filter;
import dev.bac.store.Tx;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records of a kind as CSV (RFC 4180), in the order of their numbers: what an import reads back to the same records. No
 * cell is a formula to a spreadsheet.
 */
final class RecordTable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Tx tx;
    private final RecordKind kind;
    private final Columns columns;

    RecordTable(Tx tx, RecordKind kind) {
        this.tx = tx;
        this.kind = kind;
        this.columns = Columns.of(tx, kind);
    }

    /** A table and how many records it holds. */
    record Written(String csv, int records) {}

    Written write(Filter filter, int most) {
        var standard = columns.names().stream()
                .filter(name -> Columns.ownKey(name).isEmpty())
                .filter(name -> !name.equals("firstName") && !name.equals("lastName"))
                .toList();
        var header = new ArrayList<>(standard);
        columns.own().forEach(field -> header.add(Columns.own(field)));
        var out = new StringWriter();
        int[] records = {0};
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
            csv.writeRecord(header);
            String sql = "SELECT " + select() + " " + from() + " " + filter.sql() + " ORDER BY t.number LIMIT :most";
            filter.bindTo(tx.sql().createQuery(sql))
                    .bind("most", most)
                    .setFetchSize(500)
                    .map((row, _) -> cells(row, standard))
                    .forEach(cells -> {
                        csv.writeRecord(cells);
                        records[0]++;
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Written(out.toString(), records[0]);
    }

    private String select() {
        String marks = ", t.number, t.external_id, t.owner, m.name AS team, t.tags, CAST(t.custom AS text) AS custom";
        return switch (kind) {
            case CONTACT ->
                "t.name, a.name AS account, a.number AS account_number, t.job_title, t.email, t.phone" + marks;
            case ACCOUNT -> "t.name, t.industry, t.domain, t.email, t.phone, t.city, t.country" + marks;
            case LEAD ->
                "t.name, t.company, t.email, t.phone, t.source, t.note, t.country, lower(t.status) AS status,"
                        + " a.number AS account_number, c.number AS contact_number, o.number AS deal_number" + marks;
            case OPPORTUNITY ->
                "t.name, a.name AS account, a.number AS account_number, t.pipeline, lower(t.stage) AS stage,"
                        + " CAST(trim_scale(t.amount) AS text) AS amount, t.currency, t.close_date" + marks;
        };
    }

    private String from() {
        String account = " LEFT JOIN account a ON a.tenant_id = t.tenant_id AND a.id = t.account_id";
        return "FROM " + kind.table() + " t LEFT JOIN team m ON m.tenant_id = t.tenant_id AND m.id = t.team_id"
                + switch (kind) {
                    case ACCOUNT -> "";
                    case CONTACT, OPPORTUNITY -> account;
                    case LEAD ->
                        account + " LEFT JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id"
                                + " LEFT JOIN opportunity o ON o.tenant_id = t.tenant_id AND o.id = t.opportunity_id";
                };
    }

    private List<String> cells(ResultSet row, List<String> standard) throws SQLException {
        var cells = new ArrayList<String>();
        for (String field : standard) {
            cells.add(Cell.written(cell(row, field)));
        }
        var custom = JSON.readTree(row.getString("custom"));
        for (var field : columns.own()) {
            cells.add(Cell.written(own(field, custom.path(field.key()))));
        }
        return cells;
    }

    private String cell(ResultSet row, String field) throws SQLException {
        return switch (field) {
            case "number" -> kind.numbers().label(row.getInt("number"));
            case "accountNumber" -> numbered(row, RecordKind.ACCOUNT, "account_number");
            case "contactNumber" -> numbered(row, RecordKind.CONTACT, "contact_number");
            case "dealNumber" -> numbered(row, RecordKind.OPPORTUNITY, "deal_number");
            case "tags" ->
                Cell.list(Arrays.asList((String[]) row.getArray("tags").getArray()));
            default -> text(row.getString(column(field)));
        };
    }

    /** {@code closeDate} is the column {@code close_date}. */
    private static String column(String field) {
        return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String numbered(ResultSet row, RecordKind of, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? "" : of.numbers().label(number);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String own(Fields.Field field, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (field.type() == FieldType.NUMBER) {
            return value.decimalValue().toPlainString();
        }
        if (field.type() == FieldType.YES_NO) {
            return value.asBoolean() ? "yes" : "no";
        }
        return value.asString("");
    }
}
