package dev.bac.messaging.consent;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.address.Address;
import dev.bac.store.Tx;
import org.jspecify.annotations.Nullable;

/** The tool that keeps who may be written to. */
public final class ConsentTool {
    private final ConsentStore consents;

    public ConsentTool(ConsentStore consents) {
        this.consents = consents;
    }

    /** What {@code messaging_consent_set} takes. */
    public record ConsentSet(
            @Arg("The telephone number with + and the country's code, or the e-mail address")
            String address,

            @Arg("OPT_OUT: nothing is sent there any more; OPT_IN: they agree to messages")
            Consent consent,

            @Arg("Why, such as asked by phone") @Nullable String reason) {}

    /** What {@code messaging_consent_set} answers. */
    public record ConsentKept(String summary, String address, Consent consent) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "messaging_consent_set",
                        "Set consent",
                        "Keeps that a telephone number or e-mail address has opted out of our messages (do not contact,"
                                + " unsubscribe, stop) or has agreed to them again. It sends nothing.",
                        Effect.WRITE,
                        Risk.NONE,
                        ConsentSet.class,
                        ConsentKept.class,
                        this::set)
                .example(
                        "Unsubscribe lena@harbour.example",
                        new ConsentSet("lena@harbour.example", Consent.OPT_OUT, null))
                .example(
                        "Put +49 171 5550101 on the do-not-contact list, she asked by phone",
                        new ConsentSet("+49 171 5550101", Consent.OPT_OUT, "asked by phone"))
                .example("Stop messaging +44 7700 900123", new ConsentSet("+44 7700 900123", Consent.OPT_OUT, null))
                .example(
                        "karl@nordlicht.example agreed to get our mails again",
                        new ConsentSet("karl@nordlicht.example", Consent.OPT_IN, null));
    }

    private ConsentKept set(Caller caller, Tx tx, ConsentSet given) {
        String address =
                Address.of("address", given.address(), tx.settings().locale()).value();
        boolean optedOut = given.consent() == Consent.OPT_OUT;
        consents.set(tx, address, optedOut, Given.lineOrNull("reason", given.reason(), 200), caller.name());
        return new ConsentKept(
                address + (optedOut ? " gets no more messages from us." : " may be written to."),
                address,
                given.consent());
    }
}
