package dev.bac.orchestrator.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With no model connected, a foreign server's tool answers too, and one that does something is approved first. */
class PlannerAtForeignServersTest {

    @Test
    void readsAndAfterApprovalWrites(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("weather.yaml"), """
                server: weather
                tools:
                  - {name: weather_get_city, effect: read, risk: none}
                  - {name: weather_send_umbrella, effect: write, risk: outbound}
                """);
        try (var weather = new WeatherService();
                var house = Installation.withPlanner(
                        data,
                        "servers: [{name: weather, url: \"%s\", manifest: weather.yaml}]\n".formatted(weather.uri()))) {
            Installation.agent(house.admin(), "weather-desk", "weather", "weather_*");

            var read = house.clerk().talk("weather-desk").say("How is the weather in the city Rome?");
            assertThat(Talk.end(read)).isEqualTo("answered");
            assertThat(Talk.text(read)).contains("Sun in Rome");
            assertThat(weather.server()
                            .asked
                            .getLast()
                            .params()
                            .at("/arguments/city")
                            .asString())
                    .isEqualTo("Rome");

            long before = weather.calls();
            var talk = house.clerk().talk("weather-desk");
            var asked = talk.say("Send an umbrella to the city Oslo");
            assertThat(Talk.end(asked)).isEqualTo("awaiting_approval");
            assertThat(weather.calls()).isEqualTo(before);
            var id = Talk.last(asked, "approval").at("/approval/id").asString();
            house.admin().post("/api/v1/approvals/" + id + "/approve", "{}");
            assertThat(Talk.end(talk.after(asked.getLast().id()))).isEqualTo("answered");
            assertThat(weather.calls()).isEqualTo(before + 1);
        }
        TestPlatform.remove(data);
    }
}
