package dev.bac.orchestrator.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bac.orchestrator.command.instance.Connections;
import dev.bac.store.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of the platform as processes of their own on one PostgreSQL (contract: bac serve). */
class ServeTest {
    @TempDir
    Path folder;

    @Test
    void partsShareADatabaseAndTheirKeysWithoutSharingAFolder() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder.resolve("postgres"))) {
            Files.writeString(
                    folder.resolve("bac.yaml"), "database:\n  url: " + Connections.url(postgres.address()) + "\n");
            var started = new ArrayList<Process>();
            try {
                String orchestrator = serve(started, "orchestrator");
                String crm = serve(started, "crm");
                String messaging = serve(started, "messaging");
                String key = key();

                assertEquals(200, get(orchestrator + "/api/v1/me", key));
                assertEquals(200, call(crm, "crm_account_search", key));
                assertEquals(200, call(messaging, "messaging_message_list", key));
                assertEquals(200, call(orchestrator + "/mcp/crm", "crm_account_search", key));
                assertEquals(401, call(crm, "crm_account_search", "bac_wrong"));
                assertEquals(200, get(crm.replace("/mcp/crm", "/ready"), ""));
            } finally {
                started.forEach(Process::destroy);
                for (var process : started) {
                    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
                    assertEquals(0, process.exitValue());
                }
            }
        }
    }

    private String serve(List<Process> started, String part) throws IOException {
        var process = bac("serve", part, "--port", "0", "--data", data(part));
        started.add(process);
        String line = String.valueOf(process.inputReader(UTF_8).readLine());
        assertTrue(line.startsWith(part + " answers at http://"), () -> line + errors());
        return line.replaceFirst(".* ", "");
    }

    private String key() throws IOException, InterruptedException {
        var process = bac("keys", "create", "--user", "eve", "--data", data("keys"));
        String key = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), this::errors);
        return key;
    }

    private String data(String part) {
        return folder.resolve(part).toString();
    }

    private Process bac(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bac.orchestrator.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", folder.resolve("bac.yaml").toString()));
        var builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("errors").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("BAC_") || name.startsWith("JAVA_TOOL"));
        return builder.start();
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int get(String address, String key) throws IOException, InterruptedException {
        return status(request(address, key).GET().build());
    }

    private static int call(String address, String tool, String key) throws IOException, InterruptedException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
        return status(request(address, key)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(String address, String key) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }

    private static int status(HttpRequest request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
