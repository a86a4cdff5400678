package dev.bac.tools.mcp.http;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Why a server refused, as its {@code WWW-Authenticate} header says (RFC 6750, section 3; RFC 9728, section 5.1).
 *
 * @param status 401 or 403
 * @param parameters of the Bearer challenge, names in lower case
 */
public record Challenge(int status, Map<String, String> parameters) {
    private static final int MAX_CHARS = 8_192;
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    public Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** Reads the first Bearer or DPoP challenge; without one the parameters are empty. */
    public static Challenge of(int status, HttpHeaders headers) {
        var found = new TreeMap<String, String>();
        for (var value : headers.allValues("www-authenticate")) {
            int scheme = value.toLowerCase(Locale.ROOT).indexOf("bearer");
            if (scheme < 0 || value.length() > MAX_CHARS || !found.isEmpty()) {
                continue;
            }
            var at = PARAMETER.matcher(value).region(scheme + "bearer".length(), value.length());
            while (at.find()) {
                var text = at.group(2) != null ? at.group(2).replaceAll("\\\\(.)", "$1") : at.group(3);
                found.putIfAbsent(at.group(1).toLowerCase(Locale.ROOT), text);
            }
        }
        return new Challenge(status, found);
    }

    /** Where the protected resource describes itself. */
    public Optional<String> resourceMetadata() {
        return Optional.ofNullable(parameters.get("resource_metadata"));
    }

    /** The scopes that the request needs; empty when the server did not say. */
    public List<String> scopes() {
        var scope = parameters.getOrDefault("scope", "").strip();
        return scope.isEmpty() ? List.of() : List.of(scope.split("\\s+"));
    }

    /** True when the token was good and its scopes were not enough. */
    public boolean insufficientScope() {
        return "insufficient_scope".equals(parameters.get("error"));
    }
}
