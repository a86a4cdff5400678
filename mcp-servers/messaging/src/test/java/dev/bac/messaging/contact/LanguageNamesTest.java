package dev.bac.messaging.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.ToolRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageNamesTest {

    @ParameterizedTest
    @CsvSource({
        "German,de",
        "deutsch,de",
        "DEU,de",
        "French,fr",
        "Français,fr",
        "español,es",
        "Portuguese,pt",
        "Yoruba,yo",
        "日本語,ja",
        "de,de",
        "pt-BR,pt-br",
        "pt_BR,pt-br",
        "' nl ',nl"
    })
    void aLanguageIsKnownByItsNamesAndItsCodes(String said, String tag) {
        assertThat(Languages.read("language", said)).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Germanish", "de de", "d", "../de", "de'; --"})
    void whatIsNoLanguageIsRefusedWithAnExample(String said) {
        assertThatThrownBy(() -> Languages.read("language", said))
                .isInstanceOf(ToolRefusal.class)
                .hasMessage("language: must be a language such as German, de or pt-BR");
    }

    @Test
    void nothingIsNoLanguage() {
        assertThat(Languages.read("language", " ")).isNull();
    }
}
