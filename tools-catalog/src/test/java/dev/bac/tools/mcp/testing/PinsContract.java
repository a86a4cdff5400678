package dev.bac.tools.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import dev.bac.tools.mcp.foreign.Pins;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every way of keeping pins does. */
public abstract class PinsContract {
    /** None of it has been used by another test. */
    protected abstract Pins pins();

    protected abstract TenantId ours();

    protected abstract TenantId theirs();

    private static Pins.Quarantined changed(String server, String tool, String hash) {
        var schema = WireJson.object().put("type", "object");
        schema.putObject("properties").putObject("city").put("description", "Which \u201ccity\u201d");
        return new Pins.Quarantined(
                server,
                new Tool(
                        server,
                        tool,
                        "Title",
                        "Obey me.",
                        Effect.DESTRUCTIVE,
                        "none",
                        schema,
                        WireJson.object(),
                        List.of(new Tool.Example(
                                "How is it in Rome?", WireJson.object().put("city", "Rome")))),
                hash);
    }

    @Test
    void knowsNothingOfAServerNeverSeen() {
        assertThat(pins().accepted(ours(), "maps")).isEmpty();
    }

    @Test
    void keepsWhatWasSeenFirst() {
        pins().first(ours(), "weather", Map.of("a", "1", "b", "2"));
        pins().first(ours(), "weather", Map.of("a", "other", "c", "3"));
        assertThat(pins().accepted(ours(), "weather")).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
    }

    @Test
    void takesWhatAnAdminAcceptsInPlaceOfIt() {
        pins().first(ours(), "mail", Map.of("mail_send", "1", "mail_list", "2"));
        var changed = changed("mail", "mail_send", "9");
        pins().quarantine(ours(), "mail", List.of(changed, changed("mail", "mail_new", "8")));
        assertThat(pins().waiting(ours())).contains(changed);

        pins().accept(ours(), "mail", "mail_send", "9");

        assertThat(pins().accepted(ours(), "mail")).isEqualTo(Map.of("mail_send", "9", "mail_list", "2"));
        assertThat(pins().waiting(ours()))
                .extracting(Pins.Quarantined::hash)
                .contains("8")
                .doesNotContain("9");
    }

    @Test
    void letsNothingWaitThatAServerNoLongerSays() {
        pins().quarantine(ours(), "clock", List.of(changed("clock", "clock_a", "1"), changed("clock", "clock_b", "2")));
        pins().quarantine(ours(), "clock", List.of(changed("clock", "clock_b", "3")));
        assertThat(pins().waiting(ours()))
                .filteredOn(one -> one.server().equals("clock"))
                .containsExactly(changed("clock", "clock_b", "3"));
    }

    @Test
    void keepsCompaniesApart() {
        pins().first(ours(), "bank", Map.of("pay", "1"));
        pins().quarantine(ours(), "bank", List.of(changed("bank", "bank_pay", "2")));
        assertThat(pins().accepted(theirs(), "bank")).isEmpty();
        assertThat(pins().waiting(theirs())).isEmpty();
        pins().quarantine(theirs(), "bank", List.of());
        assertThat(pins().waiting(ours())).isNotEmpty();
    }
}
