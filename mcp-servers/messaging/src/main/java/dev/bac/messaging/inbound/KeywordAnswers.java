package dev.bac.messaging.inbound;

import dev.bac.messaging.accept.Acceptance;
import dev.bac.messaging.accept.NewMessage;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.contact.ContactStore;
import dev.bac.messaging.message.Dispatching;
import dev.bac.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What whoever writes HELP or START gets back, in their language: who writes to them and how to stop it (CTIA Messaging
 * Principles, sections 5.1.1 and 5.1.3). Written in the transaction that keeps their message, so once. STOP is
 * confirmed where the rules ask for it, and nowhere else: we write to nobody who has opted out.
 */
public final class KeywordAnswers {
    /** To one sender in an hour: two machines must not help each other for ever. */
    private static final int MOST_AN_HOUR = 3;

    private static final Map<String, String> HELP = Map.of(
            "en", "%s: we write to you about your orders and what you asked for. Reply STOP to get no more messages.",
            "de",
                    "%s: Wir schreiben Ihnen zu Ihren Aufträgen und Anfragen. Antworten Sie STOP, um keine Nachrichten mehr zu erhalten.",
            "fr",
                    "%s : nous vous écrivons au sujet de vos commandes et demandes. Répondez STOP pour ne plus rien recevoir.",
            "es", "%s: le escribimos sobre sus pedidos y solicitudes. Responda STOP para no recibir más mensajes.",
            "pt", "%s: escrevemos sobre os seus pedidos e solicitações. Responda STOP para não receber mais mensagens.",
            "it",
                    "%s: le scriviamo per i suoi ordini e le sue richieste. Risponda STOP per non ricevere altri messaggi.",
            "nl",
                    "%s: wij schrijven u over uw bestellingen en vragen. Antwoord STOP om geen berichten meer te krijgen.");
    private static final Map<String, String> START = Map.of(
            "en", "%s: you get our messages again. Reply HELP for help, STOP to get no more.",
            "de", "%s: Sie erhalten unsere Nachrichten wieder. HELP für Hilfe, STOP zum Abmelden.",
            "fr", "%s : vous recevez à nouveau nos messages. HELP pour l'aide, STOP pour arrêter.",
            "es", "%s: vuelve a recibir nuestros mensajes. HELP para ayuda, STOP para no recibir más.",
            "pt", "%s: volta a receber as nossas mensagens. HELP para ajuda, STOP para parar.",
            "it", "%s: riceve di nuovo i nostri messaggi. HELP per aiuto, STOP per non riceverne altri.",
            "nl", "%s: u krijgt onze berichten weer. HELP voor hulp, STOP om te stoppen.");

    private static final Map<String, String> STOP = Map.of(
            "en", "%s: you are unsubscribed and will get no more messages. Reply START to get them again.",
            "de", "%s: Sie sind abgemeldet und erhalten keine Nachrichten mehr. START, um sie wieder zu erhalten.",
            "fr", "%s : vous êtes désabonné et ne recevrez plus de messages. START pour les recevoir à nouveau.",
            "es", "%s: está dado de baja y no recibirá más mensajes. Responda START para volver a recibirlos.",
            "pt", "%s: o seu registo foi cancelado e não receberá mais mensagens. START para voltar a receber.",
            "it", "%s: è disiscritto e non riceverà altri messaggi. START per riceverli di nuovo.",
            "nl", "%s: u bent afgemeld en krijgt geen berichten meer. START om ze weer te krijgen.");

    /** Numbers of the United States and Canada, where carriers ask for a confirmation. */
    private static final String NORTH_AMERICA = "+1";

    private final Acceptance acceptance;
    private final ContactStore contacts = new ContactStore();

    public KeywordAnswers(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    /** Answers HELP or START, just kept; for STOP see {@link #confirm}. */
    public void answer(Tx tx, Inbound message, Keyword keyword) {
        var words =
                switch (keyword) {
                    case HELP -> HELP;
                    case START -> START;
                    case STOP -> Map.<String, String>of();
                };
        if (words.isEmpty() || often(tx, message, keyword)) {
            return;
        }
        var reply = new NewMessage(
                message.sender(),
                message.channel(),
                null,
                words(tx, message, words),
                null,
                Map.of(),
                null,
                Dispatching.URGENT,
                false);
        acceptance.accept(tx, List.of("keyword"), List.of(reply));
    }

    /**
     * Tells who has just opted out that they have, once. Asked for of text messages in North America: CTIA Messaging
     * Principles, section 5.1.3, and, as one text without advertising, 47 CFR 64.1200(a)(12).
     */
    public void confirm(Tx tx, Inbound message) {
        if (message.channel() == MessageChannel.SMS && message.sender().startsWith(NORTH_AMERICA)) {
            acceptance.lastWord(
                    tx, "keyword", new Address(MessageChannel.SMS, message.sender()), words(tx, message, STOP));
        }
    }

    private String words(Tx tx, Inbound message, Map<String, String> words) {
        return Optional.ofNullable(words.get(language(tx, message)))
                .orElseGet(() -> words.getOrDefault("en", ""))
                .formatted(tx.settings().name());
    }

    /** The word's own language, else the one that they read, else the company's. */
    private String language(Tx tx, Inbound message) {
        return Keyword.language(message.text())
                .or(() -> Optional.ofNullable(
                        contacts.languages(tx, List.of(message.sender())).get(message.sender())))
                .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .orElseGet(() -> tx.settings().locale().getLanguage());
    }

    private static boolean often(Tx tx, Inbound message, Keyword keyword) {
        return tx.sql()
                        .createQuery("""
                                SELECT count(*) FROM inbound
                                WHERE sender = :sender AND keyword = :keyword AND received_at > :since
                                """)
                        .bind("sender", message.sender())
                        .bind("keyword", keyword.name())
                        .bind("since", tx.now().minus(Duration.ofHours(1)))
                        .mapTo(Integer.class)
                        .one()
                > MOST_AN_HOUR;
    }
}
