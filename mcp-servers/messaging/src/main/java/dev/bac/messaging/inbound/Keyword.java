package dev.bac.messaging.inbound;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** The same words as people write them elsewhere; STOP itself is understood everywhere. */
    private static final Map<String, Map<String, Keyword>> ABROAD = Map.of(
            "de", Map.of("STOPP", STOP, "ABMELDEN", STOP, "HILFE", HELP),
            "fr", Map.of("ARRET", STOP, "ARRÊT", STOP, "DESABONNER", STOP, "DÉSABONNER", STOP, "AIDE", HELP),
            "es", Map.of("ALTO", STOP, "BAJA", STOP, "AYUDA", HELP),
            "pt", Map.of("PARAR", STOP, "SAIR", STOP, "AJUDA", HELP),
            "it", Map.of("FERMA", STOP, "DISISCRIVI", STOP, "AIUTO", HELP),
            "nl", Map.of("STOPPEN", STOP, "AFMELDEN", STOP, "HULP", HELP));

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
        String word = word(text);
        if (STOPS.contains(word)) {
            return Optional.of(STOP);
        }
        if (STARTS.contains(word)) {
            return Optional.of(START);
        }
        if (HELPS.contains(word)) {
            return Optional.of(HELP);
        }
        var abroad = ABROAD.values().stream()
                .flatMap(words -> Optional.ofNullable(words.get(word)).stream())
                .findFirst();
        if (abroad.isPresent()) {
            return abroad;
        }
        return text.length() <= LONGEST_PLAIN && plainlyStop(text) ? Optional.of(STOP) : Optional.empty();
    }

    /** The language that a keyword is of, where it is not understood everywhere. */
    static Optional<String> language(String text) {
        String word = word(text);
        return ABROAD.entrySet().stream()
                .filter(one -> one.getValue().containsKey(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String word(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    private static boolean plainlyStop(String text) {
        String said = text.toLowerCase(Locale.ROOT)
                .replaceAll("['’`]", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return PLAINLY.stream().anyMatch(pattern -> pattern.matcher(said).matches());
    }
}
