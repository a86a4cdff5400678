package dev.bac.orchestrator.oauth;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Gets a small document whose address a stranger chose. So that this cannot be used to look around our own network, the
 * host is looked up once, every address it has must be on the open internet, and the connection goes to the very address
 * that was checked: a second look-up could give another. Only https, no redirect is followed, nothing of ours is sent
 * along, and time and size are bounded.
 *
 * <p>The JDK's HTTP client cannot be told which address to use for a host, hence the few lines of HTTP here.
 */
public final class PublicHttps implements ClientDocuments.Fetch {
    /** A longer document is refused. In bytes. */
    static final int LONGEST = 16_384;

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE = Duration.ofSeconds(6);
    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final Pattern MAX_AGE = Pattern.compile("max-age=([0-9]{1,9})");
    private static final int HTTPS = 443;

    private final Lookup lookup;
    private final Predicate<InetAddress> allowed;
    private final SSLSocketFactory tls;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    PublicHttps(Lookup lookup, Predicate<InetAddress> allowed, SSLSocketFactory tls) {
        this.lookup = lookup;
        this.allowed = allowed;
        this.tls = tls;
    }

    /** The open internet and nothing else, with the certificates this Java trusts. */
    public static PublicHttps only() {
        return new PublicHttps(
                InetAddress::getAllByName, PublicAddress::is, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    @Override
    public ClientDocuments.Page get(URI address) throws IOException {
        String host = address.getHost().replaceAll("^\\[|]$", "");
        InetAddress[] found = lookup.find(host);
        if (found.length == 0 || !List.of(found).stream().allMatch(allowed)) {
            throw new IOException("the host is not on the open internet");
        }
        long deadline = System.nanoTime() + WHOLE.toNanos();
        try (var plain = new Socket()) {
            int port = address.getPort() < 0 ? HTTPS : address.getPort();
            plain.connect(new InetSocketAddress(found[0], port), Math.toIntExact(CONNECT.toMillis()));
            plain.setSoTimeout(Math.toIntExact(CONNECT.toMillis()));
            try (var secure = (SSLSocket) tls.createSocket(plain, host, port, true)) {
                var parameters = new SSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                secure.startHandshake();
                secure.getOutputStream().write(request(address).getBytes(StandardCharsets.US_ASCII));
                return page(read(secure.getInputStream(), deadline));
            }
        }
    }

    private static String request(URI address) {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        // HTTP/1.0: the answer comes in one piece and ends with the connection.
        return "GET " + address.getRawPath() + query + " HTTP/1.0\r\nHost: " + address.getRawAuthority()
                + "\r\nAccept: application/json\r\nUser-Agent: bac\r\nConnection: close\r\n\r\n";
    }

    private static byte[] read(InputStream in, long deadline) throws IOException {
        byte[] whole = new byte[LONGEST];
        int length = 0;
        while (length < whole.length) {
            if (System.nanoTime() > deadline) {
                throw new SocketTimeoutException("the document comes too slowly");
            }
            int some = in.read(whole, length, whole.length - length);
            if (some < 0) {
                return java.util.Arrays.copyOf(whole, length);
            }
            length += some;
        }
        throw new IOException("the document is longer than " + LONGEST + " bytes");
    }

    private static ClientDocuments.Page page(byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no HTTP answer");
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (!head.matches("(?s)http/1\\.[01] 200\\b.*") || !head.contains("\r\ncontent-type: application/")) {
            throw new IOException("no document there");
        }
        if (head.contains("\r\ntransfer-encoding:") || head.contains("\r\ncontent-encoding:")) {
            throw new IOException("an encoding that was not asked for");
        }
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        return new ClientDocuments.Page(new String(body, StandardCharsets.UTF_8), life(head));
    }

    private static Duration life(String head) {
        var line = head.lines()
                .filter(one -> one.startsWith("cache-control:"))
                .findFirst()
                .orElse("");
        var age = MAX_AGE.matcher(line);
        if (line.contains("no-store") || line.contains("no-cache")) {
            return Duration.ZERO;
        }
        return age.find() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : USUAL_LIFE;
    }
}
