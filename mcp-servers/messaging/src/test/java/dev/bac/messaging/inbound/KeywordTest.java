package dev.bac.messaging.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                " Stop. ",
                "STOP!",
                "“Stop”",
                "STOPALL",
                "stop all",
                "UNSUBSCRIBE",
                "unsubscribe",
                "CANCEL",
                "END",
                "QUIT",
                "REVOKE",
                "OPTOUT",
                "opt out",
                "Opt-Out",
                "Please stop texting me",
                "stop sending me messages",
                "Stop messaging me!!",
                "don't text me again",
                "Do not contact me",
                "remove me from your list",
                "Unsubscribe me please",
                "I want to opt out",
                "I don’t want any more messages",
                "no more texts",
                "take my number off",
                "Leave me alone",
                "I revoke my consent",
                "stop it",
                "Stopp",
                "Arrêt",
                "ARRET",
                "baja",
                "Sair",
                "Abmelden",
                "pls stop the ads"
            })
    void whoeverSaysStopIsUnderstood(String said) {
        assertThat(Keyword.of(said)).contains(Keyword.STOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Where is the bus stop?", "Can you stop by tomorrow?", "I'd like to cancel my order",
                        "The end of the month is fine",
                "Does the rain never end?", "Do you have a stop valve?", "Thanks, that is all", "quitting time is five",
                "I want to get more messages like this", "When do you open?"
            })
    void whoeverOnlyUsesTheWordIsNotOptedOut(String said) {
        assertThat(Keyword.of(said)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "start", "Yes", "UNSTOP", "yes!"})
    void whoeverSaysStartIsUnderstood(String said) {
        assertThat(Keyword.of(said)).contains(Keyword.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP", "help?", "Info", "Hilfe", "aide", "AYUDA", "Ajuda", "aiuto", "Hulp"})
    void whoeverAsksForHelpIsUnderstood(String said) {
        assertThat(Keyword.of(said)).contains(Keyword.HELP);
    }
}
