package dev.bac.agents.format;

import dev.bac.agents.Ask;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads what an approval needs. */
final class AskFields {
    private static final Duration LONGEST = Duration.ofDays(30);

    private AskFields() {}

    /** Of a mapping that has these keys and perhaps others. */
    static Ask read(Fields fields) {
        return new Ask(
                Units.approvers(fields, "approvers"),
                fields.read("quorum", 1, "a whole number from 1 to 9", text -> Units.whole(text, 1, 9)),
                fields.read("notRequester", false, "true or false", AgentFile::truth),
                fields.<Duration>read(
                        "expires",
                        Ask.USUAL.expires(),
                        "a duration such as 24h or PT24H, at most 30 days",
                        text -> Units.duration(text, LONGEST)),
                fields.choice("onTimeout", Ask.OnTimeout.DECLINE, Ask.OnTimeout.class),
                Set.copyOf(fields.texts("editable")),
                fields.read("notify", false, "true or false", AgentFile::truth));
    }

    /** Of a key whose value is a mapping of these keys and no others. */
    static Optional<Ask> read(Fields fields, String key) {
        return fields.fields(key).map(inner -> {
            var ask = read(inner);
            inner.end(Set.of());
            return ask;
        });
    }
}
