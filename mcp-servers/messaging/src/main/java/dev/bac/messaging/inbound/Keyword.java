package dev.bac.messaging.inbound;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words that stop and start messages: those that carriers and vendors agree on (CTIA Messaging Principles, section
 * 5.1.3; 47 CFR 64.1200(a)(10), which also takes free text that plainly says so).
 */
public enum Keyword {
    STOP,
    START,
    HELP;

    private static final Set<String> STOPS =
            Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT");
    private static final Set<String> STARTS = Set.of("START", "YES", "UNSTOP");
    private static final Set<String> HELPS = Set.of("HELP", "INFO");
    private static final int LONGEST_PLAIN = 160;
    private static final List<Pattern> PLAINLY = List.of(
            plain(
                    "(please |pls )?(stop|quit|cease) (all |any )?(texting|messaging|contacting|writing( to)?|calling|mailing|emailing|spamming|bothering)( me| us)?\\b.*"),
            plain(
                    "(please |pls )?(stop|end|cancel) (sending )?(me |us )?(all |any |these |your |the |those |more )*(texts?|messages?|sms|ads?|advertising|advertisements?|subscription|marketing|e?mails?)\\b.*"),
            plain("(please |pls )?(stop|quit) (sending|it|this|that)\\b.*"),
            plain(
                    "(please |pls )?(do not|dont|never) (text|message|contact|write|call|mail|email)( to)? (me|us|this number)\\b.*"),
            plain("(please |pls )?(unsubscribe|remove|delete|take) (me|us|my number|this number)\\b.*"),
            plain("(i )?(want to|wish to|would like to|id like to) (unsubscribe|opt out|stop receiving)\\b.*"),
            plain(
                    "(i )?(do not|dont|no longer) (want|wish)( to (get|receive|have))? (any |your |these |more |any more )*(texts?|messages?|sms|ads?|advertising|marketing|e?mails?)\\b.*"),
            plain("(please )?(opt|opting) (me |us )?out\\b.*"),
            plain("no more (texts?|messages?|sms|ads?|e?mails?)\\b.*"),
            plain("(please )?leave me alone\\b.*"),
            plain("i (hereby )?(revoke|withdraw) (my )?(consent|permission)\\b.*"));

    private static Pattern plain(String said) {
        return Pattern.compile(said);
    }

    /** The keyword that a message is, if it is one. */
    public static Optional<Keyword> of(String text) {
        String word = text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
        if (STOPS.contains(word)) {
            return Optional.of(STOP);
        }
        if (STARTS.contains(word)) {
            return Optional.of(START);
        }
        if (HELPS.contains(word)) {
            return Optional.of(HELP);
        }
        return text.length() <= LONGEST_PLAIN && plainlyStop(text) ? Optional.of(STOP) : Optional.empty();
    }

    private static boolean plainlyStop(String text) {
        String said = text.toLowerCase(Locale.ROOT)
                .replaceAll("['’`]", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return PLAINLY.stream().anyMatch(pattern -> pattern.matcher(said).matches());
    }
}
