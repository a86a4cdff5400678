package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void writesEqualValuesAlike() {
        String one = CanonicalJson.of(Json.parse("{\"b\": [1.50, 1e2, null], \"a\": {\"y\": \"ü\\n\", \"x\": true}}"));
        String other = CanonicalJson.of(Json.parse("{\"a\":{\"x\":true,\"y\":\"\\u00fc\\n\"},\"b\":[1.5,100,null]}"));

        assertThat(one)
                .isEqualTo("{\"a\":{\"x\":true,\"y\":\"ü\\n\"},\"b\":[1.5,100,null]}")
                .isEqualTo(other);
    }

    @Test
    void keepsAmountsApartThatADoubleWouldNot() {
        assertThat(CanonicalJson.sha256(Json.parse("[0.10000000000000000001]")))
                .isNotEqualTo(CanonicalJson.sha256(Json.parse("[0.1]")));
    }

    @Test
    void doesNotWriteOutAHugeExponent() {
        assertThat(CanonicalJson.of(Json.parse("[1e999999]"))).hasSizeLessThan(20);
    }

    @Test
    void makesIdsThatSortByTime() {
        Random random = new Random(1);
        UUID earlier = new UuidV7(InstantSource.fixed(Instant.ofEpochMilli(1_000)), random).get();
        UUID later = new UuidV7(InstantSource.fixed(Instant.ofEpochMilli(1_001)), random).get();

        assertThat(earlier.version()).isEqualTo(7);
        assertThat(earlier.variant()).isEqualTo(2);
        assertThat(earlier.toString()).isLessThan(later.toString());
    }
}
