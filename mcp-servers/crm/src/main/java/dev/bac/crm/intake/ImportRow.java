package dev.bac.crm.intake;

import org.jspecify.annotations.Nullable;

/**
 * A row as it was handed in.
 *
 * @param line 1 for the first below the header
 */
record ImportRow(
        int line,
        @Nullable String name,
        @Nullable String company,
        @Nullable String jobTitle,
        @Nullable String email,
        @Nullable String phone) {}
