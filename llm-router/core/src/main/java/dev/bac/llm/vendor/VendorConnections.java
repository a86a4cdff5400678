package dev.bac.llm.vendor;

import java.lang.ref.WeakReference;
import java.net.ProxySelector;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP/1.1 connections to vendors, kept open between calls, one call at a time on each, through the system's proxy where
 * there is one. Nothing is done that nobody asked for: no redirects (they would carry the key elsewhere), no second try,
 * no cookies, no other protocol.
 */
final class VendorConnections {
    /** Most connections at once, to all vendors; a stream holds one. */
    private static final int MOST = 20_000;

    private static final Timeout CONNECT = Timeout.ofSeconds(10);

    /** Vendors close idle connections after a minute or so; whoever uses one just then loses its request. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** After so long a connection is looked at before it is used again. */
    private static final TimeValue FRESH = TimeValue.ofSeconds(1);

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 << 10)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(1)
            .build();

    private VendorConnections() {}

    static CloseableHttpClient open() {
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(_ -> new QuietConnection(LIMITS))
                .setDnsResolver(new Names())
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(FRESH)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoKeepAlive(true)
                        .setSoTimeout(Timeout.DISABLED)
                        .build())
                .setMaxConnTotal(MOST)
                .setMaxConnPerRoute(MOST)
                .build();
        closeIdle(new WeakReference<>(pool));
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setProtocolUpgradeEnabled(false)
                        .setExpectContinueEnabled(false)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    /** For as long as somebody has the pool. */
    private static void closeIdle(WeakReference<PoolingHttpClientConnectionManager> pool) {
        Thread.ofVirtual().name("vendor-idle").start(() -> {
            try {
                do {
                    Thread.sleep(IDLE.dividedBy(3));
                } while (closedIdle(pool));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** In a method of its own, or the waiting thread would hold the pool. */
    private static boolean closedIdle(WeakReference<PoolingHttpClientConnectionManager> pool) {
        var used = pool.get();
        if (used != null) {
            used.closeIdle(TimeValue.of(IDLE));
        }
        return used != null;
    }
}
