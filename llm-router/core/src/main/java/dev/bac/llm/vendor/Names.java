package dev.bac.llm.vendor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up on a thread of its own: the system's resolver cannot be interrupted and, on a virtual thread, would hold
 * one of the few that carry them. Rarely: connections are kept.
 */
final class Names implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        } catch (IllegalArgumentException aName) {
            return lookedUp(host);
        }
    }

    private static InetAddress[] lookedUp(String host) throws UnknownHostException {
        var lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
        Thread.ofPlatform().daemon().name("vendor-name").start(lookup);
        try {
            return lookup.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown(host, stopped);
        } catch (ExecutionException failed) {
            throw unknown(host, failed);
        }
    }

    private static UnknownHostException unknown(String host, Exception why) {
        var unknown = new UnknownHostException(host);
        unknown.initCause(why);
        return unknown;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
