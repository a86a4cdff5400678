package dev.bac.messaging.hook;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Programs as people add, watch, repair and remove them. Those of another tenant are not there. */
public final class HookDesk {
    private static final int MOST = 20;
    /** How long an old secret is signed with beside the new one. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final HookAddress addresses;
    private final SecretSeal seal;
    private final SecureRandom random;
    private final HookStore hooks = new HookStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    public HookDesk(HookAddress addresses, SecretSeal seal, SecureRandom random) {
        this.addresses = addresses;
        this.seal = seal;
        this.random = random;
    }

    /** A program and the secret that it is shown this once. */
    public record Added(Hook hook, String secret) {}

    /** @throws ToolRefusal when it is no address to call, or no such event, or there are too many */
    public Added add(Tx tx, String by, String url, List<String> events) {
        addresses.unfit(url).ifPresent(why -> {
            throw ToolRefusal.invalid("url", why);
        });
        var wanted = new TreeSet<>(events);
        if (wanted.isEmpty()
                || !wanted.stream().allMatch(one -> HookEvent.of(one).isPresent())) {
            throw ToolRefusal.invalid(
                    "events",
                    "must name one or more of "
                            + String.join(
                                    ", ",
                                    List.of(HookEvent.values()).stream()
                                            .map(HookEvent::label)
                                            .toList()));
        }
        if (hooks.all(tx).size() >= MOST) {
            throw ToolRefusal.invalid("url", "there are " + MOST + " webhooks already; remove one");
        }
        var hook = new Hook(tx.newId(), url, List.copyOf(wanted), true, null, 0, tx.now());
        String secret = StandardSignature.secret(random);
        hooks.add(tx, hook, seal.seal(place(tx, hook.id()), secret), by);
        return new Added(hook, secret);
    }

    static String place(Tx tx, UUID hook) {
        return "messaging hook " + tx.tenant() + " " + hook;
    }

    public List<Hook> all(Tx tx) {
        return hooks.all(tx);
    }

    /** Whether there was one. What it was still to be told is forgotten. */
    public boolean remove(Tx tx, UUID id) {
        var found = hooks.find(tx, id);
        found.ifPresent(hook -> hooks.remove(tx, hook.id()));
        return found.isPresent();
    }

    /** A new secret; for a day both sign. */
    public Optional<Added> rotate(Tx tx, UUID id) {
        return hooks.find(tx, id).map(hook -> {
            String secret = StandardSignature.secret(random);
            hooks.rotate(tx, id, seal.seal(place(tx, id), secret), tx.now().plus(OVERLAP));
            return new Added(hook, secret);
        });
    }

    /** Tells it again after it was given up. */
    public Optional<Hook> activate(Tx tx, UUID id) {
        return hooks.find(tx, id).flatMap(_ -> {
            hooks.activate(tx, id);
            return hooks.find(tx, id);
        });
    }

    /** @param state WAITING, DELIVERED or DEAD; null for all */
    public Optional<List<Delivery>> deliveries(Tx tx, UUID id, @Nullable String state, int most) {
        return hooks.all(tx).stream()
                .filter(hook -> hook.id().equals(id))
                .findFirst()
                .map(_ -> deliveries.list(tx, id, state, most));
    }

    /**
     * Tells one again, or all that were given up.
     *
     * @param delivery null for all that were given up
     * @return how many; empty when there is no such program
     */
    public Optional<Integer> replay(Tx tx, UUID id, @Nullable UUID delivery) {
        return hooks.find(tx, id).map(_ -> deliveries.replay(tx, id, delivery));
    }
}
