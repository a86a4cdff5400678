package dev.bac.crm.table;

import java.util.Set;

/**
 * What a column of a table of records can hold.
 *
 * @param name as an export calls the column and a mapping names it, such as {@code jobTitle}
 * @param called what other systems and people call it, small, letters and digits only
 */
record TableField(String name, Set<String> called) {
    TableField {
        called = Set.copyOf(called);
    }

    static TableField of(String name, String... called) {
        return new TableField(name, Set.of(called));
    }
}
