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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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
    private final Runnable wake;
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

    private record Waiting(Request request, CompletableFuture<List<Accepted>> answer) {}

    /** @param wake called when there is something to send */
    public AcceptQueue(Store store, Acceptance acceptance, Runnable wake) {
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
        var mine = new Waiting(request, new CompletableFuture<>());
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
        int messages = 0;
        for (Waiting next = line.waiting().peek();
                next != null;
                next = line.waiting().peek()) {
            messages += next.request().messages().size();
            if (!some.isEmpty() && messages > MOST) {
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
            wake.run();
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
            wake.run();
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
        var ends = new ArrayList<End>();
        for (var one : some) {
            try {
                ends.add(new End(once(tx, one.request()), null));
            } catch (StoreException.KeyReused e) {
                ends.add(new End(null, e));
            }
        }
        return ends;
    }

    private List<Accepted> once(Tx tx, Request request) {
        String key = request.key();
        if (key == null) {
            return audited(tx, request);
        }
        String hash = CanonicalJson.sha256(JSON.valueToTree(request.messages()));
        var answer = Idempotency.once(tx, "rest/" + key, hash, () -> JSON.valueToTree(Kept.of(audited(tx, request))));
        return JSON.treeToValue(answer.json(), Kept.class).accepted();
    }

    private List<Accepted> audited(Tx tx, Request request) {
        var accepted = acceptance.accept(tx, request.by(), request.messages());
        long taken =
                accepted.stream().filter(one -> one instanceof Accepted.Taken).count();
        Audit.write(
                tx,
                new AuditEntry(
                        request.by(),
                        Optional.empty(),
                        "api",
                        "messaging.messages.accept",
                        "done",
                        JSON.createObjectNode().put("messages", accepted.size()).put("taken", taken)));
        return accepted;
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
