package dev.bac.tools.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.tools.mcp.oauth.Registrations;
import dev.bac.tools.mcp.oauth.Registrations.Registration;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every way of keeping client ids does. */
public abstract class RegistrationsContract {
    private static final URI HERE = URI.create("https://here.example/callback");

    /** None of it has been used by another test. */
    protected abstract Registrations registrations();

    @Test
    void findsAnIdAtTheIssuerThatGaveItForTheAddressItWasGivenFor() {
        var made = new Registration("us", Optional.of("hush"), Optional.of("client_secret_basic"));
        registrations().save("https://one.example", HERE, made);
        assertThat(registrations().find("https://one.example", HERE)).contains(made);
        assertThat(registrations().find("https://two.example", HERE)).isEmpty();
        assertThat(registrations().find("https://one.example", URI.create("https://there.example/callback")))
                .isEmpty();
    }

    @Test
    void keepsTheNewestOfAnIssuer() {
        registrations().save("https://new.example", HERE, new Registration("a", Optional.empty(), Optional.empty()));
        registrations().save("https://new.example", HERE, new Registration("b", Optional.empty(), Optional.empty()));
        assertThat(registrations()
                        .find("https://new.example", HERE)
                        .orElseThrow()
                        .id())
                .isEqualTo("b");
    }
}
