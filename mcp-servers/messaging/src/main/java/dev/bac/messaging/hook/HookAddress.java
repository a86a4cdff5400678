package dev.bac.messaging.hook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where programs may be told. The addresses come from a company's people, and we call them from inside the house: only
 * HTTPS to public addresses is called, and no redirect is followed. A name is looked up before each request, and Java
 * keeps the answer for 30 s, so that it cannot mean another machine a moment later.
 *
 * @param trusted hosts that whoever runs this house named; plain HTTP and private addresses are allowed for them alone
 */
public record HookAddress(Set<String> trusted) {
    private static final int LONGEST = 2_000;
    private static final int HTTPS = 443;

    public HookAddress {
        trusted = Set.copyOf(trusted);
    }

    /** Why this is no address to call; empty when it is one. The name is not looked up. */
    Optional<String> unfit(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException _) {
            return Optional.of("is no address");
        }
        String host = uri.getHost();
        if (text.length() > LONGEST || host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("must be like https://shop.example/messages, without a user or a fragment");
        }
        if (trusted(host)) {
            return Optional.empty();
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("must begin with https://");
        }
        return uri.getPort() == -1 || uri.getPort() == HTTPS || uri.getPort() > 1023
                ? Optional.empty()
                : Optional.of("must not name a port below 1024 other than 443");
    }

    /** Why it may not be called now; its name is looked up. */
    Optional<String> barred(URI uri) {
        var unfit = unfit(uri.toString());
        if (unfit.isPresent() || trusted(uri.getHost())) {
            return unfit;
        }
        try {
            for (var address : InetAddress.getAllByName(uri.getHost())) {
                if (!isPublic(address)) {
                    return Optional.of("is not at a public address");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException _) {
            return Optional.of("names a host that is not known");
        }
    }

    private boolean trusted(String host) {
        return trusted.contains(host.toLowerCase(Locale.ROOT));
    }

    /** IANA's special-purpose registries (RFC 6890): neither this machine, nor private, shared, link-local or reserved. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
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
}
