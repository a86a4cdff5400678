package dev.bac.orchestrator.platform;

import dev.bac.llm.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that asks for businesses, with faults in one call of twenty, and stands still at a boundary, or
 * where there is nothing more to do: whoever started it kills it there. Arguments: data folder, number of the first
 * business, how many, the boundary, and at which call of its kind.
 */
public final class Activator {
    static final String THERE = "there";
    /** Some businesses then begin with a prepared tenant, and some without. */
    static final String POOL = "limits:\n  preparedTenants: 2\n";

    static final String NOTHING_LEFT = "nothing left to do";
    private static final List<String> INDUSTRIES =
            List.of("pharmacy", "retail", "clinic", "consulting", "manufacturing");
    private static final List<String> COUNTRIES = List.of("NG", "DE", "US", "SN", "IN", "JP");
    /** Longer than a doomed business takes until it is taken back. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Activator() {}

    public static void main(String... arguments) {
        int first = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        var boundary = Boundary.of(arguments[3]);
        int number = Integer.parseInt(arguments[4]);
        var faults = new AtomicInteger();
        var house = House.open(
                Path.of(arguments[0]),
                number % 2 == 0 ? POOL : "",
                (_, _, _) -> House.said(List.of(new Part.Text("Done."))),
                toolbox -> boundary.around(new FaultyCalls(toolbox, faults, new Random(first)), number));
        for (int i = first; i < first + count; i++) {
            house.call("provisioning_business_activate", business(i));
            tell("asked " + i);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (AllBusinesses.underWay(house) > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        tell(NOTHING_LEFT);
        while (true) {
            LockSupport.park();
        }
    }

    static String business(int i) {
        return "{'businessName': 'Business %d', 'industry': '%s', 'country': '%s', 'domains': ['b%d.example.com']}"
                .formatted(i, INDUSTRIES.get(i % INDUSTRIES.size()), COUNTRIES.get(i % COUNTRIES.size()), i);
    }

    static synchronized void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
