package dev.bac.llm.budget;

import dev.bac.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Accounts in this process, gone with it: for a program that takes the router alone. */
public final class MemoryBank implements Bank {
    private final Function<TenantId, List<Budget>> budgets;
    private final ZoneId zone;
    private final Duration life;
    private final InstantSource clock;
    private final Map<Account.Key, Book> books = new LinkedHashMap<>();

    /**
     * @param zone of all tenants
     * @param life how long a lease lasts that is not renewed
     */
    public MemoryBank(Function<TenantId, List<Budget>> budgets, ZoneId zone, Duration life, InstantSource clock) {
        this.budgets = budgets;
        this.zone = zone;
        this.life = life;
        this.clock = clock;
    }

    /** What a node holds, and when that ends; {@code charged} once it was lost. */
    private record Held(long units, long exposure, long reported, long charged, Instant expires) {}

    private static final class Book {
        private Account account;
        private final Map<String, Held> leases = new HashMap<>();
        private long spent;
        private int alerted;

        Book(Account account) {
            this.account = account;
        }

        long held() {
            return leases.values().stream().mapToLong(Held::units).sum();
        }
    }

    @Override
    public List<Budget> budgets(TenantId tenant) {
        return budgets.apply(tenant);
    }

    @Override
    public ZoneId zone(TenantId tenant) {
        return zone;
    }

    @Override
    public synchronized Lease renew(Account account, Report report) {
        Instant now = clock.instant();
        Book book = books.computeIfAbsent(account.key(), _ -> new Book(account));
        book.account = account;
        forgetLost(book, now);
        Held mine = book.leases.getOrDefault(report.node(), new Held(0, 0, 0, 0, now));
        book.spent += Math.max(0, report.spent() - mine.reported()) - mine.charged();
        book.leases.remove(report.node());
        long room = account.budget().most() - book.spent - book.held() - report.inFlight();
        long free = Lease.share(room, report.need(), report.want());
        long units = report.inFlight() + free;
        long exposure = Lease.exposure(units);
        long others = book.held();
        book.leases.put(report.node(), new Held(units, exposure, report.spent(), 0, now.plus(life)));
        return new Lease(free, exposure, book.spent, others, reached(book));
    }

    private static void forgetLost(Book book, Instant now) {
        book.leases.replaceAll((node, held) -> {
            if (held.units() == 0 || held.expires().isAfter(now)) {
                return held;
            }
            book.spent += held.exposure();
            return new Held(0, 0, held.reported(), held.exposure(), held.expires());
        });
    }

    private static List<Integer> reached(Book book) {
        var reached = Alert.reached(book.account.budget(), book.spent, book.alerted);
        book.alerted = reached.isEmpty() ? book.alerted : reached.getLast();
        return reached;
    }

    @Override
    public synchronized List<Balance> balances(TenantId tenant, Instant now) {
        var found = new ArrayList<Balance>();
        books.values().stream()
                .filter(book -> book.account.tenant().equals(tenant)
                        && book.account.window().ends().isAfter(now))
                .forEach(book -> {
                    forgetLost(book, clock.instant());
                    found.add(new Balance(book.account, book.spent, book.held(), book.alerted));
                });
        return found;
    }
}
