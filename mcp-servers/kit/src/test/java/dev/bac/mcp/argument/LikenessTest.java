package dev.bac.mcp.argument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static List<String> nearest(String given, int most, String... names) {
        return Likeness.nearest(given, List.of(names), Function.identity(), most);
    }

    @Test
    void aMisspeltNameIsNearTheRightOne() {
        assertThat(nearest("Nortwind", 5, "Umbrella", "Northwind Traders")).containsExactly("Northwind Traders");
    }

    @Test
    void theMostAlikeComesFirst() {
        assertThat(nearest("globex", 2, "Global Parts", "GLOBEX GmbH", "Globe Coffee"))
                .containsExactly("GLOBEX GmbH", "Globe Coffee");
    }

    @Test
    void aTextWithoutLettersIsLikeNothing() {
        assertThat(nearest("?!", 5, "Umbrella")).isEmpty();
    }
}
