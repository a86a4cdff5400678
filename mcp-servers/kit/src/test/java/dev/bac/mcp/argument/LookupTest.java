package dev.bac.mcp.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.ToolRefusal;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
    private final Lookup<String> colours = new Lookup<>("colour", Function.identity());

    @Test
    void theFirstStepThatFindsAnythingDecides() {
        var found = colours.one(
                "colour",
                "red",
                List.of(List::of, () -> List.of("red"), () -> {
                    throw new AssertionError("a looser step was taken");
                }),
                List::of);

        assertThat(found).isEqualTo("red");
    }

    @Test
    void severalAreAmbiguousEvenIfALooserStepFindsOne() {
        assertThatThrownBy(() -> colours.one(
                        "colour",
                        "red",
                        List.of(() -> List.of("dark red", "light red"), () -> List.of("red")),
                        List::of))
                .isInstanceOfSatisfying(
                        ToolRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("ambiguous"))
                .hasMessage("colour: \"red\" may be dark red; light red. Give the number or id of the one you mean, or"
                        + " more of its name.");
    }

    @Test
    void listsEightCandidatesAtMost() {
        var many = IntStream.range(0, 9).mapToObj(one -> "red" + one).toList();

        assertThatThrownBy(() -> colours.one("colour", "red", List.of(() -> many), List::of))
                .hasMessageContaining("red7; or others")
                .hasMessageNotContaining("red8");
    }

    @Test
    void nothingFoundIsToldWithItsNeighbours() {
        assertThatThrownBy(() -> colours.one("colour", "rad", List.of(List::of), () -> List.of("red", "teal")))
                .isInstanceOfSatisfying(
                        ToolRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("not_found"))
                .hasMessage("colour: no colour \"rad\". Did you mean red; teal?");
        assertThatThrownBy(() -> colours.one("colour", "rad", List.of(), List::of))
                .hasMessage(
                        "colour: no colour \"rad\". Nothing is like it; search for it, then give its number or id.");
    }

    @Test
    void anEmptyTextNamesNothing() {
        assertThatThrownBy(() -> colours.one("colour", " ", List.of(() -> List.of("red")), List::of))
                .hasMessageStartingWith("colour: is empty");
    }

    @Test
    void readsNumbersInAnyCase() {
        assertThat(Lookup.number("OPP", " opp-1001 ")).contains(1001);
        assertThat(Lookup.number("OPP", "OPP-1001 Acme – Office refit")).contains(1001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACC-1001", "OPP-", "OPP-12345678901", "OPP 1001", "OPP-1x", ""})
    void takesNoOtherTextForANumber(String given) {
        assertThat(Lookup.number("OPP", given)).isEmpty();
    }

    @Test
    void readsIds() {
        var id = UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

        assertThat(Lookup.id(" 0190A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B ")).contains(id);
        assertThat(Lookup.id("1-1-1-1-1")).isEmpty();
    }
}
