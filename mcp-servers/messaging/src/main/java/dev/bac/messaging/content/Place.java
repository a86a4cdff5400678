package dev.bac.messaging.content;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Where something is.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 * @param name shown above the address
 */
public record Place(
        BigDecimal latitude,
        BigDecimal longitude,
        @Nullable String name,
        @Nullable String address) implements Content {

    @Override
    public String told() {
        return "[location " + latitude.toPlainString() + ", " + longitude.toPlainString() + "]"
                + (name == null ? "" : " " + name)
                + (address == null ? "" : (name == null ? " " : ", ") + address);
    }
}
