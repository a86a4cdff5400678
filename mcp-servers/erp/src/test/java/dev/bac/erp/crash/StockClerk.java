package dev.bac.erp.crash;

import dev.bac.erp.ErpServer;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.Database;
import dev.bac.store.EmbeddedPostgres;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A process of its own: ERP on a data folder, which receives, ships, moves, counts, backdates, takes orders and delivers
 * them, four at once, until it is killed. Job N is always the same, under the same keys; a line on standard output
 * acknowledges each answer. Arguments: the data folder, the first job, and the last one, after which it verifies.
 */
public final class StockClerk {
    private static final int AT_ONCE = 4;
    private static final TenantId COMPANY = new TenantId(UUID.fromString("0198c0de-0000-7000-8000-000000000001"));
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private final ToolServer server;
    private final Caller caller;

    private StockClerk(ToolServer server) {
        this.server = server;
        Set<Scope> scopes = ErpServer.declare().tools().stream()
                .map(tool -> new Scope(tool.scope()))
                .collect(Collectors.toSet());
        scopes.add(Scope.PLATFORM_PROVISION);
        caller = new Caller(
                COMPANY,
                new UserId(new UUID(0, 1)),
                "clerk",
                Set.of(Role.ADMIN),
                scopes,
                Channel.API,
                Optional.empty());
    }

    public static void main(String... arguments) throws InterruptedException {
        int first = Integer.parseInt(arguments[1]);
        int last = Integer.parseInt(arguments[2]);
        var domain = ErpServer.declare();
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
                var database = Database.connect(
                        postgres.address(), Clock.systemUTC(), new UuidV7(Clock.systemUTC(), new SecureRandom()))) {
            var store = database.open(ToolServer.schema(domain));
            store.tenants()
                    .admit(
                            COMPANY,
                            new TenantSettings("Clerk", Currency.getInstance("EUR"), ZoneOffset.UTC, Locale.ENGLISH));
            var clerk = new StockClerk(ToolServer.on(store, domain, TestServer.security(), Clock.systemUTC()));
            clerk.prepare();
            say("ready");
            clerk.work(first, last);
            clerk.verify();
        }
    }

    private void prepare() {
        call("seed", "erp_tenant_seed", """
                {"customers":[{"id":"%1$s1","name":"Acme"}],
                 "warehouses":[{"id":"%1$s2","name":"Hamburg"},{"id":"%1$s3","name":"Munich"}],
                 "items":[{"id":"%1$s4","name":"Panel","category":"Goods","unit":"pcs","currency":"EUR","listPrice":9,"cost":4},
                          {"id":"%1$s5","name":"Cable","category":"Goods","unit":"m","currency":"EUR","listPrice":3,"cost":1,"valuation":"FIFO"}]}
                """.formatted("00000000-0000-0000-0000-00000000000"));
        call(
                "stock 1",
                "erp_stock_move",
                move("receive", "Panel", "1000", "\"date\":\"%s\"".formatted(TODAY.minusDays(30))));
        call(
                "stock 2",
                "erp_stock_move",
                move("receive", "Cable", "1000", "\"date\":\"%s\"".formatted(TODAY.minusDays(30))));
    }

    private void work(int first, int last) throws InterruptedException {
        var next = new AtomicInteger(first);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(java.util.Collections.nCopies(AT_ONCE, () -> {
                for (int job = next.getAndIncrement(); job < last; job = next.getAndIncrement()) {
                    job(job);
                }
                return 0;
            }));
        }
    }

    /** By its number: what is done, and of which item. */
    private void job(int number) {
        var item = number % 2 == 0 ? "Panel" : "Cable";
        var reason = "\"reason\":\"job %d\"".formatted(number);
        var key = "job/" + number;
        switch (number % 6) {
            case 0 -> said(number, call(key, "erp_stock_move", move("receive", item, "3", reason)));
            case 1 -> said(number, call(key, "erp_stock_move", move("ship", item, "2", reason)));
            case 2 ->
                said(
                        number,
                        call(
                                key,
                                "erp_stock_move",
                                move("transfer", item, "1", reason + ",\"toWarehouse\":\"Munich\"")));
            case 3 ->
                said(
                        number,
                        call(
                                key,
                                "erp_stock_move",
                                move(
                                        "receive",
                                        item,
                                        "1",
                                        reason + ",\"unitCost\":\"5\",\"date\":\"%s\"".formatted(TODAY.minusDays(5)))));
            case 4 ->
                said(
                        number,
                        call(
                                key,
                                "erp_stock_move",
                                "{\"action\":\"adjust\",\"item\":\"%s\",\"quantity\":\"%d.5\",\"warehouse\":\"Munich\",%s}"
                                        .formatted(item, number, reason)));
            default -> order(number, item, key);
        }
    }

    /** An order and its delivery; its quantity is the job's number in thousandths. */
    private void order(int number, String item, String key) {
        var order = call(
                key,
                "erp_order_create",
                "{\"customer\":\"Acme\",\"item\":\"%s\",\"quantity\":\"%s\",\"warehouse\":\"Hamburg\"}"
                        .formatted(item, java.math.BigDecimal.valueOf(number, 3).toPlainString()));
        if (order instanceof ToolAnswer.Result result) {
            var named = result.content().at("/order/number").stringValue();
            said(number, call(key + "/out", "erp_order_deliver", "{\"order\":\"%s\"}".formatted(named)));
        } else {
            said(number, order);
        }
    }

    private static String move(String action, String item, String quantity, String more) {
        return "{\"action\":\"%s\",\"item\":\"%s\",\"quantity\":\"%s\",\"warehouse\":\"Hamburg\",%s}"
                .formatted(action, item, quantity, more);
    }

    private ToolAnswer call(String key, String tool, String json) {
        return server.call(
                caller, ToolInvocation.of(tool, TestServer.parse(json)).keyed(key));
    }

    private static void said(int number, ToolAnswer answer) {
        say((answer instanceof ToolAnswer.Result ? "done " : "refused ") + number + " " + answer.text());
    }

    private void verify() {
        server.store().read(COMPANY, tx -> {
            ErpServer.declare().life().verify(tx).forEach(finding -> say("finding " + finding));
            for (var sql : List.of(
                    "SELECT 'move ' || substr(reason, 5) FROM stock_move WHERE reason LIKE 'job %' AND reverses_id IS NULL AND cause_id IS NULL",
                    "SELECT 'order ' || CAST(quantity * 1000 AS int) FROM order_line",
                    "SELECT 'delivery ' || CAST(quantity * 1000 AS int) FROM goods_line")) {
                tx.sql().createQuery(sql).mapTo(String.class).forEach(StockClerk::say);
            }
            return 0;
        });
        say("verified");
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
