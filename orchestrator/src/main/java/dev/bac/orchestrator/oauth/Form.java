package dev.bac.orchestrator.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request. One that is sent twice is refused; an empty one counts as absent (RFC 6749, 3.1). */
public record Form(Map<String, String> values) {
    /** Longer requests are no requests. In characters. */
    public static final int LONGEST = 16_384;

    private static final int MOST = 64;

    public Form {
        values = Map.copyOf(values);
    }

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @throws OauthError when it is too long, or a parameter comes twice
     */
    public static Form parse(String text) {
        String[] pairs = text.split("&", MOST + 1);
        if (text.length() > LONGEST || pairs.length > MOST) {
            throw new OauthError(OauthError.Code.INVALID_REQUEST, "The request is too long.");
        }
        var values = new HashMap<String, String>();
        for (String pair : pairs) {
            int at = pair.indexOf('=');
            String name = decoded(at < 0 ? pair : pair.substring(0, at));
            String value = at < 0 ? "" : decoded(pair.substring(at + 1));
            if (!value.isEmpty() && values.put(name, value) != null) {
                throw new OauthError(OauthError.Code.INVALID_REQUEST, "A parameter is sent twice.");
            }
        }
        return new Form(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new OauthError(OauthError.Code.INVALID_REQUEST, "A parameter cannot be read.");
        }
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws OauthError when it is absent */
    public String need(String name) {
        return find(name)
                .orElseThrow(() -> new OauthError(OauthError.Code.INVALID_REQUEST, "The request lacks " + name + "."));
    }
}
