package dev.bac.provisioning.preset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers for an industry's own accounts, chart by chart: each group has a first number that the chart leaves free, and
 * the ones after it.
 *
 * @param first by chart, then by group
 */
public record AccountNumbers(Map<String, Map<AccountGroup, String>> first) {
    public AccountNumbers {
        first = Map.copyOf(first);
    }

    /** An account with its number in a chart. */
    public record Numbered(String code, String name, String kind) {}

    /** The names of the charts there are. */
    public List<String> charts() {
        return first.keySet().stream().sorted().toList();
    }

    /** The accounts with their numbers in the chart of that name, in order. */
    public List<Numbered> in(String chart, List<Preset.OwnAccount> accounts) {
        var groups = Objects.requireNonNull(first.get(chart), chart);
        var next = new EnumMap<AccountGroup, Integer>(AccountGroup.class);
        var numbered = new ArrayList<Numbered>();
        for (var account : accounts) {
            String begin = Objects.requireNonNull(groups.get(account.group()));
            int after = next.merge(account.group(), 1, Integer::sum) - 1;
            String code = String.format("%0" + begin.length() + "d", Integer.parseInt(begin) + after);
            numbered.add(new Numbered(code, account.name(), account.group().kind()));
        }
        return numbered;
    }
}
