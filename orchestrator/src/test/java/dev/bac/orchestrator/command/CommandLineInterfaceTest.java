package dev.bac.orchestrator.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each command in a JVM of its own, as its user runs it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class CommandLineInterfaceTest {
    @TempDir
    Path folder;

    @Test
    void wrongUsageEndsWithTwoAndOneLine() throws Exception {
        for (var wrong : List.of(
                List.of("nope"),
                List.of("up", "--nope"),
                List.of("keys", "create"),
                List.of("people", "address", "--user", "eve", "--email", "eve"),
                List.of("chat", ""),
                List.of("chat", " ", ""),
                List.of("mcp", "nope"))) {
            Ended ended = bac(wrong.toArray(String[]::new));
            assertEquals(2, ended.code, wrong + ended.errors());
            assertEquals(1, ended.errors().lines().count(), ended.errors());
        }
    }

    @Test
    void aMistakeInTheConfigurationIsOneLineWithItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("bac.yaml"), "server:\n  prot: 1\n");
        Ended ended = bac(
                "up",
                "--config",
                file.toString(),
                "--data",
                folder.resolve("data").toString());
        assertEquals(1, ended.code);
        assertEquals(
                "bac: " + file + ":2: server.prot is not a setting; did you mean \"port\"?",
                ended.errors().strip());
    }

    @Test
    void aSignalStopsAnInstanceAndItsPostgres() throws Exception {
        Path data = folder.resolve("data");
        var process = start("up", "--port", "0", "--no-demo", "--data", data.toString());
        Path pid = data.resolve("postgres/cluster/postmaster.pid");
        try (var out = process.inputReader(UTF_8)) {
            String first = String.valueOf(out.readLine());
            assertTrue(first.startsWith("BAC answers at http://127.0.0.1:"), first + Files.readString(errors()));
            assertTrue(Files.exists(pid));

            Ended second = bac("up", "--port", "0", "--data", data.toString());
            assertEquals(1, second.code);
            assertTrue(second.errors().contains("process " + process.pid()), second.errors());

            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
            assertFalse(Files.exists(pid), "PostgreSQL was not stopped");
        } finally {
            process.destroyForcibly();
        }
        Ended key = bac("keys", "create", "--user", "eve", "--data", data.toString());
        assertEquals(0, key.code, key.errors());
        assertTrue(key.output.strip().matches("bac_[A-Za-z0-9_-]+"), key.output);
        for (String alike : List.of("eve ", "Eve")) {
            Ended second = bac("keys", "create", "--user", alike, "--data", data.toString());
            assertEquals(2, second.code, second.errors());
            assertEquals("", second.output);
        }
    }

    @Test
    void aKeyMadeBeforeTheFirstStartOpensTheFirstCompany() throws Exception {
        String data = folder.resolve("data").toString();
        Ended key = bac("keys", "create", "--user", "eve", "--data", data);
        assertEquals(0, key.code, key.errors());

        var process = start("up", "--port", "0", "--no-demo", "--data", data);
        try (var out = process.inputReader(UTF_8);
                var client = HttpClient.newHttpClient()) {
            String address = String.valueOf(out.readLine()).replaceFirst(".* ", "");
            var request = HttpRequest.newBuilder(URI.create(address + "/api/v1/me"))
                    .header("Authorization", "Bearer " + key.output.strip())
                    .timeout(Duration.ofSeconds(20))
                    .build();
            assertEquals(
                    200,
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
            peopleHaveAddresses(data);
            Ended listed = bac("workflows", "list", "--data", data);
            assertEquals(0, listed.code, listed.errors());
            assertEquals(bac("workflows", "--data", data).output, listed.output);
            assertTrue(listed.output.contains("reconcile-stock"), listed.output);
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    private void peopleHaveAddresses(String data) throws IOException, InterruptedException {
        Ended nobody = bac("people", "address", "--user", "adam", "--email", "a@example.org", "--data", data);
        assertEquals(1, nobody.code);
        assertTrue(nobody.errors().contains("there is no user \"adam\""), nobody.errors());
        assertEquals(0, bac("people", "address", "--user", "eve", "--email", "eve@example.org", "--data", data).code);
        assertTrue(bac("people", "list", "--data", data).output.contains("eve  user  eve@example.org"));
    }

    private record Ended(int code, String output, String errors) {}

    private Ended bac(String... arguments) throws IOException, InterruptedException {
        var process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), output, Files.readString(errors()));
    }

    private Process start(String... arguments) throws IOException {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bac.orchestrator.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(errors().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BAC_") || name.startsWith("JAVA_TOOL"));
        return builder.start();
    }

    private Path errors() {
        return folder.resolve("errors");
    }
}
