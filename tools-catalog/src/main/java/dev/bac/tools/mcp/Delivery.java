package dev.bac.tools.mcp;

import dev.bac.tools.mcp.http.AuthorizationRefused;
import dev.bac.tools.mcp.legacy.LegacySession;
import dev.bac.tools.mcp.modern.NotModern;
import dev.bac.tools.mcp.oauth.OauthFailure;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a failure on the way to a server says about whether the request arrived. */
final class Delivery {
    /** Only these prove that the server did nothing; anything else leaves it open. */
    private static final List<Class<? extends Throwable>> NEVER_ARRIVED = List.of(
            ConnectException.class,
            HttpConnectTimeoutException.class,
            UnknownHostException.class,
            UnresolvedAddressException.class,
            NotModern.class,
            OauthFailure.class,
            AuthorizationRefused.class);

    private Delivery() {}

    static boolean mayHaveArrived(Throwable thrown) {
        return !LegacySession.isForgotten(thrown)
                && causes(thrown).stream()
                        .noneMatch(cause -> NEVER_ARRIVED.stream().anyMatch(type -> type.isInstance(cause)));
    }

    /** The innermost reason, by its kind alone when it has no words. */
    static String reason(Throwable thrown) {
        var causes = causes(thrown);
        var last = causes.get(causes.size() - 1);
        var words = last.getMessage();
        return last.getClass().getSimpleName() + (words == null ? "" : ": " + words);
    }

    private static List<Throwable> causes(Throwable thrown) {
        var causes = new ArrayList<Throwable>();
        @Nullable Throwable at = thrown;
        while (at != null && causes.size() < 10) {
            causes.add(at);
            at = at.getCause();
        }
        return causes;
    }
}
