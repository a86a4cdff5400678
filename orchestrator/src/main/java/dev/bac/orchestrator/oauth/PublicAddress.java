package dev.bac.orchestrator.oauth;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are on the open internet: everything but what the registries keep for other uses (IANA special-purpose
 * address registries, RFC 6890). A request that a stranger makes us send may go to no other.
 */
final class PublicAddress {
    private record Block(InetAddress first, int bits) {
        static Block of(String text) {
            int at = text.indexOf('/');
            return new Block(
                    InetAddress.ofLiteral(text.substring(0, at)), Integer.parseInt(text, at + 1, text.length(), 10));
        }

        boolean holds(InetAddress address) {
            byte[] own = first.getAddress();
            byte[] other = address.getAddress();
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return own.length == other.length;
        }
    }

    private static final List<Block> SPECIAL_4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    /** All that is handed out for the internet. */
    private static final Block GLOBAL_6 = Block.of("2000::/3");

    /** Of that, what is for protocols and examples, or wraps an IPv4 address. */
    private static final List<Block> SPECIAL_6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return address instanceof Inet4Address
                ? SPECIAL_4.stream().noneMatch(block -> block.holds(address))
                : GLOBAL_6.holds(address) && SPECIAL_6.stream().noneMatch(block -> block.holds(address));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toList();
    }
}
