package dev.bac.llm.gateway.web;

import dev.bac.llm.CacheUse;
import dev.bac.llm.CacheUse.Audience;
import dev.bac.llm.CacheUse.Mode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of the cache. {@code Cache-Control: no-cache} or {@code no-store} (RFC 9111, section 5.2.1): nothing
 * from it, nothing into it. {@code x-bac-cache: exact} or {@code semantic}: also where the temperature is not 0; with
 * {@code , tenant} behind it the prompt holds nobody's own data.
 */
final class CacheHeaders {
    private CacheHeaders() {}

    static CacheUse read(HttpServletRequest request) {
        var control = words(request.getHeader("Cache-Control"));
        if (control.contains("no-cache") || control.contains("no-store")) {
            return CacheUse.NEVER;
        }
        var wanted = words(request.getHeader("x-bac-cache"));
        Mode mode = Mode.WHEN_FIXED;
        Audience audience = Audience.USER;
        for (String word : wanted) {
            switch (word) {
                case "never" -> mode = Mode.NEVER;
                case "exact" -> mode = Mode.EXACT;
                case "semantic" -> mode = Mode.SEMANTIC;
                case "tenant" -> audience = Audience.TENANT;
                default ->
                    throw Refused.field(
                            "x-bac-cache", "'x-bac-cache' is never, exact or semantic, and tenant behind it.");
            }
        }
        return new CacheUse(mode, audience, "");
    }

    private static List<String> words(@Nullable String header) {
        return header == null
                ? List.of()
                : Arrays.stream(header.toLowerCase(Locale.ROOT).split("[,;]"))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
