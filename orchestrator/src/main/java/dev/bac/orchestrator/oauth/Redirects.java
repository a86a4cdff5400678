package dev.bac.orchestrator.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a browser may be sent back to. */
public final class Redirects {
    private static final int LONGEST = 2_000;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> NEVER = Set.of("javascript", "data", "file", "vbscript", "blob", "about");

    private Redirects() {}

    /**
     * Whether a client may name this address: https, or http on the user's own machine; for a client that an
     * administrator registered also a scheme of its own, as desktop programs have (RFC 8252, section 7.1).
     */
    public static boolean acceptable(String text, Client.Origin origin) {
        return parsed(text)
                .filter(uri -> uri.getRawFragment() == null && uri.getRawUserInfo() == null)
                .filter(uri -> switch (uri.getScheme()) {
                    case "https" -> uri.getHost() != null;
                    case "http" -> onThisDevice(uri);
                    default -> origin == Client.Origin.REGISTERED && !NEVER.contains(uri.getScheme());
                })
                .isPresent();
    }

    /**
     * Whether the address is one of those the client named: the same text, but for the port of one on the user's own
     * machine, which is not known beforehand (RFC 8252, section 7.3).
     */
    static boolean among(List<String> named, String asked) {
        return named.contains(asked)
                || parsed(asked)
                        .filter(Redirects::onThisDevice)
                        .filter(uri -> named.stream()
                                .flatMap(one -> parsed(one).stream())
                                .anyMatch(one ->
                                        onThisDevice(one) && withoutPort(one).equals(withoutPort(uri))))
                        .isPresent();
    }

    /** Whether what comes back stays on the user's own machine, where any program may listen. */
    static boolean onThisDevice(URI uri) {
        return "http".equals(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.contains(uri.getHost())
                && uri.getRawUserInfo() == null;
    }

    static Optional<URI> parsed(String text) {
        try {
            var uri = new URI(text);
            return text.length() <= LONGEST && uri.getScheme() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String withoutPort(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
