package dev.bac.orchestrator.platform;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that asks for one business, and dies, as by kill -9, at the first boundary of a step after the
 * one it is told.
 */
public final class Activator {
    static final String BUSINESS = "Sunrise Traders";

    private Activator() {}

    public static void main(String... arguments) {
        int from = Integer.parseInt(arguments[1]);
        var house = House.open(Path.of(arguments[0]), "");
        if (progress(house) < 0) {
            house.call(
                    "provisioning_business_activate",
                    "{'businessName': '" + BUSINESS + "', 'industry': 'retail', 'city': 'Nairobi'}");
        }
        int reached = progress(house);
        while (reached <= from && reached < 14) {
            LockSupport.parkNanos(500_000);
            reached = progress(house);
        }
        System.out.println("died at " + reached);
        System.out.flush();
        Runtime.getRuntime().halt(137);
    }

    /** Steps begun and steps done, 0 to 14; below zero when nothing was asked for. */
    static int progress(House house) {
        return house.platform.server("provisioning").store().read(house.admin.tenant(), tx -> tx.sql()
                .createQuery("""
                        SELECT coalesce(sum(CASE state WHEN 'DONE' THEN 2 WHEN 'RUNNING' THEN 1 ELSE 0 END), -1)
                        FROM activation_step
                        """)
                .mapTo(Integer.class)
                .one());
    }
}
