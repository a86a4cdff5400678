package dev.bac.orchestrator.activation;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.bac.identity.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that a company has on the servers, in a ZIP file below {@code exports} of the data folder: each table as
 * JSON and as CSV (RFC 4180), and {@code manifest.json} with rows and the SHA-256 of every file. Text that a spreadsheet
 * would take for a formula is preceded by an apostrophe in CSV; JSON has it as it is.
 */
public final class CompanyExport {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ServerRules servers;
    private final Path folder;
    private final InstantSource clock;

    /** @param data of this installation */
    public CompanyExport(PlatformCalls calls, List<String> servers, Path data, InstantSource clock) {
        this.servers = new ServerRules(calls, servers);
        this.folder = data.resolve("exports");
        this.clock = clock;
    }

    /** A written export. */
    record Written(Path path, String sha256, int tables, long rows) {}

    Written write(TenantId company, String name, String order, String key) {
        Path file = folder.resolve(company + "-" + order + ".zip");
        Path next = folder.resolve(company + "-" + order + ".part");
        try {
            Files.createDirectories(folder);
            var manifest = manifest(company, name);
            try (OutputStream out = Files.newOutputStream(next);
                    var zip = new ZipOutputStream(out)) {
                for (String server : servers.servers()) {
                    for (var table : servers.tables(company, server, key).properties()) {
                        add(zip, manifest, server + "/" + table.getKey(), table.getValue());
                    }
                }
                entry(
                        zip,
                        "manifest.json",
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            long rows = manifest.path("tables")
                    .valueStream()
                    .mapToLong(table -> table.path("rows").asLong())
                    .sum();
            return new Written(
                    file,
                    sha256(Files.readAllBytes(file)),
                    manifest.path("tables").size(),
                    rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode manifest(TenantId company, String name) {
        var manifest = JSON.createObjectNode()
                .put("format", "bac-export/1")
                .put("company", name)
                .put("id", company.toString())
                .put("writtenAt", clock.instant().toString());
        manifest.putArray("tables");
        return manifest;
    }

    private static void add(ZipOutputStream zip, ObjectNode manifest, String table, JsonNode rows) throws IOException {
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rows);
        String csv = csv(rows);
        entry(zip, table + ".json", json);
        entry(zip, table + ".csv", csv);
        manifest.withArray("tables")
                .addObject()
                .put("name", table)
                .put("rows", rows.size())
                .put("jsonSha256", sha256(json.getBytes(StandardCharsets.UTF_8)))
                .put("csvSha256", sha256(csv.getBytes(StandardCharsets.UTF_8)));
    }

    private static String csv(JsonNode rows) throws IOException {
        var columns = new LinkedHashSet<String>();
        rows.forEach(row -> columns.addAll(row.propertyNames()));
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(columns);
            rows.forEach(row -> csv.writeRecord(
                    columns.stream().map(column -> cell(row.path(column))).toList()));
        }
        return text.toString();
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (!value.isString()) {
            return value.toString();
        }
        String text = value.asString();
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        var entry = new ZipEntry(name);
        // The same content is the same file, whenever it was written.
        entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
        zip.putNextEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
