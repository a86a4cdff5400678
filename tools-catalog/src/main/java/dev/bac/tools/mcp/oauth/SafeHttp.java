package dev.bac.tools.mcp.oauth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches what a server's metadata points to. The addresses come from outside, so they could aim at the inside: only
 * HTTPS to addresses that are public is allowed, without redirects, with limits on time and size. Hosts that the admin
 * named are allowed as they are. The name is looked up before the connection is made and Java keeps that answer for
 * 30 s, so that a name cannot change what it means in between.
 */
public final class SafeHttp implements AutoCloseable {
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<String> trusted;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** @param trustedHosts hosts that an admin named; plain HTTP and private addresses are allowed for them alone */
    public SafeHttp(Set<String> trustedHosts) {
        trusted = Set.copyOf(trustedHosts);
    }

    /** An answer; the body is empty when it was no JSON object. */
    record Answer(int status, ObjectNode body) {

        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /** A document; empty when there is none there. */
    Optional<ObjectNode> document(URI from) {
        var answer = send(request(from).header("Accept", "application/json").GET());
        return answer.ok() && !answer.body().isEmpty() ? Optional.of(answer.body()) : Optional.empty();
    }

    /** @throws OauthFailure when this address may not be fetched */
    HttpRequest.Builder request(URI to) {
        check(to);
        return HttpRequest.newBuilder(to).timeout(LIMIT);
    }

    /** @throws OauthFailure when it does not answer */
    Answer send(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var response = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
            return new Answer(response.statusCode(), parsed(response));
        } catch (IOException failed) {
            throw new OauthFailure(request.uri().getHost() + " does not answer", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OauthFailure("cancelled", stopped);
        }
    }

    private void check(URI uri) {
        var host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new OauthFailure("not an address to fetch: " + uri);
        }
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (trusted.contains(host.toLowerCase(Locale.ROOT)) && (scheme.equals("https") || scheme.equals("http"))) {
            return;
        }
        if (!scheme.equals("https")) {
            throw new OauthFailure("only https is fetched, not " + uri);
        }
        try {
            for (var address : InetAddress.getAllByName(host)) {
                if (!isPublic(address)) {
                    throw new OauthFailure(host + " is not a public address");
                }
            }
        } catch (UnknownHostException unknown) {
            throw new OauthFailure("there is no host " + host, unknown);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Public are neither the machine itself, nor private, shared, link-local, unique-local or reserved networks. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (bytes.length == 4) {
            boolean shared = first == 100 && second >= 64 && second < 128;
            boolean special = first == 0
                    || first >= 240
                    || (first == 192 && second == 0)
                    || (first == 198 && (second & 0xfe) == 18);
            return !shared && !special;
        }
        // Global unicast is 2000::/3; 2002::/16 and 2001::/32 wrap IPv4 addresses, which may be private ones.
        boolean global = (first & 0xe0) == 0x20;
        boolean wraps = (first == 0x20 && second == 0x02)
                || (first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0);
        return global && !wraps;
    }

    private static ObjectNode parsed(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(new String(response.body(), StandardCharsets.UTF_8)) instanceof ObjectNode object
                    ? object
                    : JSON.createObjectNode();
        } catch (JacksonException notJson) {
            return JSON.createObjectNode();
        }
    }
}
