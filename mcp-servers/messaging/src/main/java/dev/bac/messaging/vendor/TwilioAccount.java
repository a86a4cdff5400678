package dev.bac.messaging.vendor;

import java.net.URI;
import java.time.Duration;

/**
 * A Twilio account.
 *
 * @param base such as {@code https://api.twilio.com}
 * @param sid {@code AC} and 32 hexadecimal digits
 * @param token the secret
 * @param sender an E.164 number of ours, or the id of a messaging service ({@code MG…})
 * @param timeout for the whole exchange
 */
public record TwilioAccount(URI base, String sid, String token, String sender, Duration timeout) {
    public TwilioAccount {
        if (!sid.matches("AC[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException("a Twilio account SID is AC and 32 hexadecimal digits");
        }
        if (!sender.matches("\\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException("a Twilio sender is an E.164 number or a messaging service SID (MG…)");
        }
    }

    @Override
    public String toString() {
        return "TwilioAccount[" + sid + "]";
    }
}
