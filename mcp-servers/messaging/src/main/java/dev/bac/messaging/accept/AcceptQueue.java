package dev.bac.messaging.accept;

import dev.bac.identity.TenantId;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.CanonicalJson;
import dev.bac.store.Idempotency;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes requests of a company together: whoever comes while a transaction is at work waits for the next, which has all
 * that have come meanwhile. A commit costs the same for one message and for a thousand, and the counter of message
 * numbers would make them wait for each other anyway. Each request is answered after the commit that has it.
 */
public final class AcceptQueue {
    /** Messages in one transaction, unless a single request has more. */
    private static final int MOST = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Store store;
    private final Acceptance acceptance;
    private final Consumer<TenantId> wake;
    private final Map<TenantId, Line> lines = new ConcurrentHashMap<>();

    private record Line(ReentrantLock lock, ConcurrentLinkedQueue<Waiting> waiting) {}

    /**
     * What somebody wants sent, all at once.
     *
     * @param by who, for the audit
     * @param key under which the request happens once; null for none
     */
    public record Request(String by, @Nullable String key, List<NewMessage> messages) {
        public Request {
            messages = List.copyOf(messages);
        }
    }

    /** @param hash tells whether it is the same request; empty without a key */
    private record Waiting(Request request, String hash, CompletableFuture<List<Accepted>> answer) {
        static Waiting of(Request request) {
            String hash = request.key() == null ? "" : CanonicalJson.sha256(JSON.valueToTree(request.messages()));
            return new Waiting(request, hash, new CompletableFuture<>());
        }

        Optional<String> key() {
            return Optional.ofNullable(request.key()).map(key -> "rest/" + key);
        }
    }

    /** @param wake told whose messages are there to be sent */
    public AcceptQueue(Store store, Acceptance acceptance, Consumer<TenantId> wake) {
        this.store = store;
        this.acceptance = acceptance;
        this.wake = wake;
    }

    /**
     * Takes a request, durably.
     *
     * @return what became of each message, in order; of a repeated request, what became of them then
     * @throws StoreException.KeyReused when the key stands for another request
     */
    public List<Accepted> accept(TenantId tenant, Request request) {
        var line = lines.computeIfAbsent(tenant, _ -> new Line(new ReentrantLock(), new ConcurrentLinkedQueue<>()));
        var mine = Waiting.of(request);
        line.waiting().add(mine);
        line.lock().lock();
        try {
            while (!mine.answer().isDone()) {
                together(tenant, line);
            }
        } finally {
            line.lock().unlock();
        }
        try {
            return mine.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void together(TenantId tenant, Line line) {
        var some = new ArrayList<Waiting>();
        var keys = new HashSet<String>();
        int messages = 0;
        for (Waiting next = line.waiting().peek();
                next != null;
                next = line.waiting().peek()) {
            messages += next.request().messages().size();
            // A key that comes again waits for the answer that this transaction keeps.
            if (!some.isEmpty() && messages > MOST
                    || next.key().map(key -> !keys.add(key)).orElse(false)) {
                break;
            }
            some.add(next);
            line.waiting().remove();
        }
        try {
            var answers = store.write(tenant, tx -> all(tx, some));
            for (int i = 0; i < some.size(); i++) {
                answers.get(i).complete(some.get(i).answer());
            }
            wake.accept(tenant);
        } catch (RuntimeException e) {
            if (some.size() == 1) {
                some.getFirst().answer().completeExceptionally(e);
                return;
            }
            // One of them is at fault; the others must not suffer for it.
            some.forEach(one -> alone(tenant, one));
        }
    }

    private void alone(TenantId tenant, Waiting one) {
        try {
            store.write(tenant, tx -> all(tx, List.of(one))).getFirst().complete(one.answer());
            wake.accept(tenant);
        } catch (RuntimeException e) {
            one.answer().completeExceptionally(e);
        }
    }

    /** An answer, or why there is none. */
    private record End(
            @Nullable List<Accepted> accepted, @Nullable RuntimeException failure) {
        void complete(CompletableFuture<List<Accepted>> answer) {
            var failed = failure();
            if (failed != null) {
                answer.completeExceptionally(failed);
            } else {
                answer.complete(Optional.ofNullable(accepted()).orElse(List.of()));
            }
        }
    }

    private List<End> all(Tx tx, List<Waiting> some) {
        var hashes = new TreeMap<String, String>();
        some.forEach(one -> one.key().ifPresent(key -> hashes.put(key, one.hash())));
        var claimed = Idempotency.claim(tx, hashes);
        var fresh = some.stream()
                .filter(one -> one.key().map(claimed::contains).orElse(true))
                .toList();
        var accepted = audited(tx, fresh);
        Idempotency.answered(tx, answers(fresh, accepted));
        return some.stream()
                .map(one -> Optional.ofNullable(accepted.get(one))
                        .map(taken -> new End(taken, null))
                        .orElseGet(() -> repeated(tx, one)))
                .toList();
    }

    private static Map<String, JsonNode> answers(List<Waiting> fresh, Map<Waiting, List<Accepted>> accepted) {
        var answers = new LinkedHashMap<String, JsonNode>();
        for (var one : fresh) {
            one.key()
                    .ifPresent(key ->
                            answers.put(key, JSON.valueToTree(Kept.of(Objects.requireNonNull(accepted.get(one))))));
        }
        return answers;
    }

    private static End repeated(Tx tx, Waiting one) {
        try {
            var kept = Idempotency.find(tx, one.key().orElseThrow(), one.hash()).orElseThrow();
            return new End(JSON.treeToValue(kept, Kept.class).accepted(), null);
        } catch (StoreException.KeyReused e) {
            return new End(null, e);
        }
    }

    /** What becomes of all requests together: as many statements for all of them as for one. */
    private Map<Waiting, List<Accepted>> audited(Tx tx, List<Waiting> fresh) {
        // By identity: two requests that say the same are two.
        var accepted = new IdentityHashMap<Waiting, List<Accepted>>();
        if (fresh.isEmpty()) {
            return accepted;
        }
        var by = new ArrayList<String>();
        var messages = new ArrayList<NewMessage>();
        for (var one : fresh) {
            by.addAll(Collections.nCopies(
                    one.request().messages().size(), one.request().by()));
            messages.addAll(one.request().messages());
        }
        var all = acceptance.accept(tx, by, messages);
        var entries = new ArrayList<AuditEntry>();
        int from = 0;
        for (var one : fresh) {
            var its = all.subList(from, from + one.request().messages().size());
            from += its.size();
            accepted.put(one, List.copyOf(its));
            entries.add(entry(one.request(), its));
        }
        Audit.write(tx, entries);
        return accepted;
    }

    private static AuditEntry entry(Request request, List<Accepted> accepted) {
        long taken =
                accepted.stream().filter(one -> one instanceof Accepted.Taken).count();
        return new AuditEntry(
                request.by(),
                Optional.empty(),
                "api",
                "messaging.messages.accept",
                "done",
                JSON.createObjectNode().put("messages", accepted.size()).put("taken", taken));
    }

    /** An answer as it is kept for a repetition. */
    record Kept(List<Accepted.@Nullable Taken> taken, List<Accepted.@Nullable Refused> refused) {
        static Kept of(List<Accepted> accepted) {
            var taken = new ArrayList<Accepted.@Nullable Taken>();
            var refused = new ArrayList<Accepted.@Nullable Refused>();
            for (var one : accepted) {
                taken.add(one instanceof Accepted.Taken yes ? yes : null);
                refused.add(one instanceof Accepted.Refused no ? no : null);
            }
            return new Kept(taken, refused);
        }

        List<Accepted> accepted() {
            var all = new ArrayList<Accepted>();
            for (int i = 0; i < taken.size(); i++) {
                var yes = taken.get(i);
                var no = refused.get(i);
                if (yes != null) {
                    all.add(yes);
                } else if (no != null) {
                    all.add(no);
                }
            }
            return all;
        }
    }
}
