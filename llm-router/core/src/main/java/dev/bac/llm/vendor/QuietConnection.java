package dev.bac.llm.vendor;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a vendor. It logs nothing: the library's own writes headers and bodies, and so keys and prompts, as
 * soon as somebody sets its logger to debug.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private Timeout patience = Timeout.DISABLED;

    QuietConnection(Http1Config limits) {
        super(limits);
    }

    @Override
    public void bind(Socket socket) throws IOException {
        super.bind(socket);
        patience = Timeout.ofMilliseconds(socket.getSoTimeout());
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder held = getSocketHolder();
        return held == null ? null : held.getSocket();
    }

    @Override
    public @Nullable SSLSession getSSLSession() {
        return getSocket() instanceof SSLSocket secure ? secure.getSession() : null;
    }

    /** While nobody uses it, it waits for nothing. */
    @Override
    public void passivate() {
        setSocketTimeout(Timeout.DISABLED);
    }

    @Override
    public void activate() {
        setSocketTimeout(patience);
    }
}
