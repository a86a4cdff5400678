package dev.bac.messaging.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SmsSegmentsTest {

    @Test
    void countsAsTheReferenceVectorsDo() {
        Path file = Path.of(System.getProperty("bac.shared", ""), "data/messaging/sms-segment-vectors.json");
        assumeTrue(Files.exists(file), "the reference data is not here");
        for (var vector : JsonMapper.builder().build().readTree(file.toFile()).path("vectors")) {
            var counted = SmsSegments.of(vector.path("body").asString());

            assertThat(counted.segments())
                    .as(vector.path("case").asString())
                    .isEqualTo(vector.path("segments").asInt());
            assertThat(counted.encoding().name().replace('_', '-'))
                    .as(vector.path("case").asString())
                    .isEqualTo(vector.path("encoding").asString());
        }
    }

    @Test
    void anEscapedCharacterIsNotSplitBetweenParts() {
        assertThat(SmsSegments.of("a".repeat(160)).segments()).isEqualTo(1);
        assertThat(SmsSegments.of("a".repeat(159) + "€").segments()).isEqualTo(2);
        assertThat(SmsSegments.of("a".repeat(152) + "€" + "a".repeat(152)).segments())
                .isEqualTo(3);
    }

    @Test
    void partsHoldTheWholeTextAndNoMoreThanNeeded() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(400);
            String alphabet = random.nextBoolean() ? "ab €[" : "aж😜";
            int[] letters = alphabet.codePoints().toArray();
            for (int k = 0; k < length; k++) {
                text.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
            var counted = SmsSegments.of(text.toString());
            int part = counted.encoding() == SmsSegments.Encoding.GSM_7 ? 153 : 67;

            if (counted.segments() > 1) {
                assertThat(counted.segments() * part).as("seed " + seed).isGreaterThanOrEqualTo(counted.units());
                assertThat((counted.segments() - 1) * (part - 1))
                        .as("seed " + seed)
                        .isLessThan(counted.units());
            }
        }
    }
}
