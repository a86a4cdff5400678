package dev.bac.crm.duplicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pairs of rows worth comparing: those that share a value, a value's sound or its beginning, in any column, unless
 * so many rows share it that it says nothing.
 */
final class Blocks {
    private static final int SMALLEST_LIMIT = 12;
    private static final int ROWS_A_VALUE = 100;
    private static final int BEGINNING = 4;
    private static final int MOST_PAIRS = 5_000_000;

    private Blocks() {}

    /** Each pair once, the smaller index in the upper half of the number. */
    static long[] pairs(List<String[]> rows) {
        var blocks = new HashMap<String, List<Integer>>();
        for (int row = 0; row < rows.size(); row++) {
            for (String key : keys(rows.get(row))) {
                blocks.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
            }
        }
        int largest = Math.max(SMALLEST_LIMIT, rows.size() / ROWS_A_VALUE);
        Set<Long> pairs = new HashSet<>();
        for (Map.Entry<String, List<Integer>> block : blocks.entrySet()) {
            if (block.getValue().size() <= largest && pairs.size() < MOST_PAIRS) {
                add(pairs, block.getValue());
            }
        }
        return pairs.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static void add(Set<Long> pairs, List<Integer> block) {
        for (int i = 0; i < block.size(); i++) {
            for (int j = i + 1; j < block.size(); j++) {
                pairs.add(((long) block.get(i) << 32) | block.get(j));
            }
        }
    }

    private static Set<String> keys(String[] row) {
        var keys = new HashSet<String>();
        for (int column = 0; column < row.length; column++) {
            String value = row[column];
            if (value.isEmpty()) {
                continue;
            }
            keys.add(column + "=" + value);
            if (value.length() > BEGINNING) {
                keys.add(column + "^" + value.substring(0, BEGINNING));
                keys.add(column + "$" + value.substring(value.length() - BEGINNING));
            }
            if (value.chars().noneMatch(Character::isDigit)) {
                keys.add(column + "~" + Agreement.sound(value));
                keys.add(column + "&" + Agreement.sorted(value));
            }
        }
        return keys;
    }
}
