package dev.bac.provisioning.feature;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * All features of a business, settled: what was said for it beats the industry's preset, and that beats what is usual.
 * What a feature needs is on too. Where the two disagree the stronger word counts: a feature that is on by a stronger
 * word switches on what it needs, one that is off by a stronger word switches off what needs it, and two explicit words
 * that contradict each other are a problem, told with what to change.
 */
public record Toggles(Map<Feature, Setting> settings, List<Conflict> conflicts) {
    public Toggles {
        settings = Map.copyOf(settings);
        conflicts = List.copyOf(conflicts);
    }

    /** Whose word it is, the weakest first. */
    public enum Word {
        USUAL,
        PRESET,
        EXPLICIT
    }

    /** @param because of which other feature, when it follows from one; else itself */
    public record Setting(boolean on, Word word, Feature because) {}

    /** Both were asked for, and one needs the other to be on. */
    public record Conflict(Feature on, Feature off) {
        /** What to do about it. */
        public String remedy() {
            return "%s needs %s, which is switched off; switch %s on or leave %s out"
                    .formatted(on.key(), off.key(), off.key(), on.key());
        }
    }

    /** Settles all features. */
    public static Toggles settle(Map<Feature, Boolean> explicit, Map<Feature, Boolean> preset) {
        var all = new EnumMap<Feature, Setting>(Feature.class);
        for (Feature one : Feature.values()) {
            Boolean said = explicit.get(one);
            Boolean usual = preset.get(one);
            all.put(
                    one,
                    said != null
                            ? new Setting(said, Word.EXPLICIT, one)
                            : usual != null
                                    ? new Setting(usual, Word.PRESET, one)
                                    : new Setting(one.usual(), Word.USUAL, one));
        }
        var conflicts = new ArrayList<Conflict>();
        boolean changed = true;
        // Each change takes a stronger word or the same word from off to on, so there are at most six for each feature.
        for (int round = 0; changed && round < 6 * Feature.values().length; round++) {
            changed = false;
            for (Feature one : Feature.values()) {
                for (Feature needed : one.needs()) {
                    changed |= agree(all, one, needed, conflicts);
                }
            }
        }
        return new Toggles(all, conflicts);
    }

    private static boolean agree(Map<Feature, Setting> all, Feature one, Feature needed, List<Conflict> conflicts) {
        var on = Objects.requireNonNull(all.get(one));
        var other = Objects.requireNonNull(all.get(needed));
        if (!on.on() || other.on()) {
            return false;
        }
        if (other.word().compareTo(on.word()) > 0) {
            all.put(one, new Setting(false, other.word(), needed));
            return true;
        }
        if (on.word() == Word.EXPLICIT && other.word() == Word.EXPLICIT) {
            var conflict = new Conflict(on.because(), other.because());
            if (!conflicts.contains(conflict)) {
                conflicts.add(conflict);
            }
            return false;
        }
        all.put(needed, new Setting(true, on.word(), one));
        return true;
    }

    /** True when it is on. */
    public boolean on(Feature feature) {
        return Objects.requireNonNull(settings.get(feature)).on();
    }

    /** Why it is as it is, in words: {@code pos needs it}, {@code the industry's preset}. */
    public String why(Feature feature) {
        var setting = Objects.requireNonNull(settings.get(feature));
        if (setting.because() != feature) {
            return setting.on()
                    ? setting.because().key() + " needs it"
                    : "it needs " + setting.because().key();
        }
        return switch (setting.word()) {
            case EXPLICIT -> "asked for";
            case PRESET -> "the industry's preset";
            case USUAL -> "usual";
        };
    }

    /** By key, as a profile keeps it. */
    public Map<String, Boolean> byKey() {
        var keys = new java.util.TreeMap<String, Boolean>();
        settings.forEach((feature, setting) -> keys.put(feature.name().toLowerCase(Locale.ROOT), setting.on()));
        return keys;
    }
}
