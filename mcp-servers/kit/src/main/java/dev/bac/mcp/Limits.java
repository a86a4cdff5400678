package dev.bac.mcp;

import org.jspecify.annotations.Nullable;

/**
 * The most an argument may hold where its {@link Arg} does not say.
 *
 * @param text characters
 * @param items entries of a list
 * @param depth records within records
 */
record Limits(int text, int items, int depth) {

    /** What people and models send. */
    static final Limits CALL = new Limits(1_000, 200, 2);

    /** What the platform seeds a tenant with: whole tables at once. */
    static final Limits SEED = new Limits(20_000, 100_000, 6);

    int text(@Nullable Arg arg) {
        return arg == null || arg.longest() == 0 ? text : arg.longest();
    }

    int items(@Nullable Arg arg) {
        return arg == null || arg.longest() == 0 ? items : arg.longest();
    }
}
