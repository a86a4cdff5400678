package dev.bac.orchestrator.oauth;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A host of documents on this machine, over TLS with a certificate of its own for {@code client.example}. */
final class DocumentHost implements AutoCloseable {
    static final String NAME = "client.example";
    private static final String PASSWORD = "of the test";

    private final HttpsServer server;
    private final SSLContext tls;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    /** @param length in bytes; 0 sends in chunks where the client understands them */
    record Answer(int status, String type, String body, long length, Map<String, String> headers) {}

    private DocumentHost(HttpsServer server, SSLContext tls) {
        this.server = server;
        this.tls = tls;
    }

    static DocumentHost start() throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Files.createTempDirectory("bac-host");
        Path store = folder.resolve("store.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "host",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + NAME,
                        "-ext",
                        "SAN=dns:" + NAME,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("no certificate");
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.delete(store);
        Files.delete(folder);
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD.toCharArray());
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("host", keys.getCertificate("host"));
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trust);
        var tls = SSLContext.getInstance("TLS");
        tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        var host = new DocumentHost(server, tls);
        server.createContext("/", exchange -> {
            host.asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            Answer answer = host.answers.getOrDefault(
                    exchange.getRequestURI().getPath(), new Answer(404, "text/plain", "", -1, Map.of()));
            exchange.getResponseHeaders().add("Content-Type", answer.type());
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(answer.status(), answer.length());
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body().getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        return host;
    }

    String url(String path) {
        return "https://" + NAME + ":" + server.getAddress().getPort() + path;
    }

    SSLSocketFactory tls() {
        return tls.getSocketFactory();
    }

    void serve(String path, String json) {
        serve(path, new Answer(200, "application/json", json, json.getBytes(StandardCharsets.UTF_8).length, Map.of()));
    }

    void serve(String path, Answer answer) {
        answers.put(path, answer);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
