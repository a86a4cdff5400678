package dev.bac.messaging.campaign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a campaign is for.
 *
 * @param line 1 for the first
 * @param address E.164 or an e-mail address in lower case; as given when it is none
 * @param gaps values of the template's gaps
 * @param problem why there is no message for them, if so
 */
record Recipient(
        int line,
        String address,
        Map<String, String> gaps,
        @Nullable String problem) {
    Recipient {
        gaps = Map.copyOf(gaps);
    }
}
