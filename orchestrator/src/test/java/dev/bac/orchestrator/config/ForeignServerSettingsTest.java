package dev.bac.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignServerSettingsTest {
    @TempDir
    private Path folder;

    private List<ForeignServerSettings> read(String yaml) {
        return new SettingsReader(Map.of("KEY", "s3cret")::get)
                .parse(folder.resolve("bac.yaml"), yaml)
                .tools()
                .servers();
    }

    @Test
    void readsAServerAtAnAddressAndOneThatIsAProgram() throws IOException {
        Files.writeString(
                folder.resolve("w.yaml"),
                "server: weather\ntools:\n  - {name: weather_now, effect: read, risk: none}\n");
        var servers = read("""
                servers:
                  - name: weather
                    url: https://weather.example/mcp
                    headers: {Authorization: "Bearer ${KEY}"}
                    tenants: [demo]
                    manifest: w.yaml
                    timeout: 5s
                  - {name: files, command: npx, args: [-y, files], env: {TOKEN: "${KEY}"}}
                """);
        var weather = servers.getFirst();
        assertThat(weather.place().toString()).contains("weather.example").doesNotContain("s3cret");
        assertThat(((ForeignServerSettings.Place.Address) weather.place()).headers())
                .containsEntry("Authorization", "Bearer s3cret");
        assertThat(weather.tenants()).containsExactly("demo");
        assertThat(weather.manifest().orElseThrow().entry("weather_now")).isPresent();
        assertThat(weather.timeout()).isEqualTo(Duration.ofSeconds(5));
        var files = (ForeignServerSettings.Place.Command) servers.get(1).place();
        assertThat(files.words()).containsExactly("npx", "-y", "files");
        assertThat(files.environment()).containsEntry("TOKEN", "s3cret");
        assertThat(files.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{url: 'https://a.example/m'} | servers.0 lacks \"name\"",
                "{name: Weather, url: 'https://a.example/m'} | small letters and digits",
                "{name: crm, url: 'https://a.example/m'} | is taken by BAC itself; choose another",
                "{name: w} | needs either \"url\"",
                "{name: w, url: 'https://a.example/m', command: npx} | needs either \"url\"",
                "{name: w, url: 'ftp://a.example/m'} | must be a whole address with a path",
                "{name: w, url: 'https://a.example'} | must be a whole address with a path",
                "{name: w, url: 'https://a.example/m', args: [x]} | those are for a \"command\"",
                "{name: w, command: npx, headers: {A: '${KEY}'}} | give a \"command\" its secrets by \"env\"",
                "{name: w, command: npx, env: {TOKEN: plain}} | env.TOKEN must be a variable of the environment, such as ${TOKEN}",
                "{name: w, command: npx, env: {TOKEN: 'x${KEY}'}} | env.TOKEN must be a variable",
                "{name: w, command: npx, env: {TOKEN: '${NONE}'}} | names the variable ${NONE}, which is not set",
                "{name: w, url: 'https://a.example/m', headers: {X-Key: plain}} | headers.X-Key must be a text with a variable",
                "{name: w, url: 'https://a.example/m', headers: {Host: '${KEY}'}} | may not hold \"Host\"",
                "{name: w, url: 'https://a.example/m', manifest: none.yaml} | ./bac servers manifest w writes one",
                "{name: w, url: 'https://a.example/m', manifest: bad.yaml} | manifest is refused",
                "{name: w, url: 'https://a.example/m', manifest: other.yaml} | is for the server other, not for w",
                "{name: w, url: 'https://a.example/m', manifest: names.yaml} | begins otherwise than w_",
                "{name: w, command: npx, oauth: {client: x}} | is for a server with a url",
                "{name: w, url: 'https://a.example/m', oauth: {client: x, machine: true}} | needs a \"secret\"",
                "{name: w, url: 'https://a.example/m', adress: x} | is not a setting"
            })
    void namesTheFieldAndTheRemedyOfAMistake(String server, String said) throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), "server: w\ntools: [{name: w_a, effect: eats, risk: none}]\n");
        Files.writeString(folder.resolve("other.yaml"), "server: other\ntools: []\n");
        Files.writeString(folder.resolve("names.yaml"), "server: w\ntools: [{name: a, effect: read, risk: none}]\n");
        assertThatExceptionOfType(ConfigRefused.class)
                .isThrownBy(() -> read("servers:\n  - " + server + "\n"))
                .withMessageContaining(said)
                .withMessageContaining("bac.yaml:")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void refusesANameThatIsGivenTwice() {
        assertThatExceptionOfType(ConfigRefused.class)
                .isThrownBy(() -> read("servers: [{name: w, command: a}, {name: w, command: b}]"))
                .withMessageContaining("is given to two servers");
    }
}
