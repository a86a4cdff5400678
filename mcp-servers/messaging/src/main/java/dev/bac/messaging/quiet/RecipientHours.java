package dev.bac.messaging.quiet;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When a recipient may get advertising: by the clock of where their number is from. A number that may be from several
 * zones must be allowed in all of them, and one of no known state by the strictest of its country's rules.
 *
 * <p>United States: 47 CFR 64.1200(c)(1), 8 to 21; Florida, Maryland, Mississippi, New Jersey and Oklahoma until 20;
 * Texas from 9, on Sunday from 12 (Tex. Bus. &amp; Com. Code 301.051); Connecticut 9 to 20. Everywhere else, and for
 * addresses that are no numbers, 8 to 20, by the number's zones or the company's.
 */
public final class RecipientHours {
    private static final int COUNTRY_OF_NANPA = 1;
    private static final int MOST_STEPS = 8;
    private static final CallingHours FEDERAL = CallingHours.daily(8, 21);
    private static final CallingHours UNTIL_EIGHT = CallingHours.daily(8, 20);
    private static final CallingHours CONNECTICUT = CallingHours.daily(9, 20);
    private static final CallingHours TEXAS =
            new CallingHours(LocalTime.of(9, 0), LocalTime.of(21, 0), LocalTime.of(12, 0), LocalTime.of(21, 0));

    /** What every state's hours have in common. */
    private static final CallingHours STRICTEST =
            new CallingHours(LocalTime.of(9, 0), LocalTime.of(20, 0), LocalTime.of(12, 0), LocalTime.of(20, 0));

    private static final Map<String, CallingHours> STATES = Map.ofEntries(
            Map.entry("FL", UNTIL_EIGHT),
            Map.entry("FLORIDA", UNTIL_EIGHT),
            Map.entry("MD", UNTIL_EIGHT),
            Map.entry("MARYLAND", UNTIL_EIGHT),
            Map.entry("MS", UNTIL_EIGHT),
            Map.entry("MISSISSIPPI", UNTIL_EIGHT),
            Map.entry("NJ", UNTIL_EIGHT),
            Map.entry("NEW JERSEY", UNTIL_EIGHT),
            Map.entry("OK", UNTIL_EIGHT),
            Map.entry("OKLAHOMA", UNTIL_EIGHT),
            Map.entry("TX", TEXAS),
            Map.entry("TEXAS", TEXAS),
            Map.entry("CT", CONNECTICUT),
            Map.entry("CONNECTICUT", CONNECTICUT));
    private static final Set<String> NO_STATE = Set.of("", "UNITED STATES", "USA", "NORTH AMERICA");

    private RecipientHours() {}

    /** The rules above. */
    public static RecipientHours federal() {
        return new RecipientHours();
    }

    /**
     * The first moment from {@code at} on at which the recipient may get advertising.
     *
     * @param home the company's zone, where the address tells none
     */
    public Instant allowed(Instant at, Address to, ZoneId home) {
        if (to.channel() != MessageChannel.SMS && to.channel() != MessageChannel.WHATSAPP) {
            return UNTIL_EIGHT.next(at, home);
        }
        try {
            var number = PhoneNumberUtil.getInstance().parse(to.value(), "ZZ");
            return allowed(at, hours(number), zones(number, home));
        } catch (NumberParseException e) {
            return STRICTEST.next(at, home);
        }
    }

    /**
     * The first moment that all zones allow. Zones around the whole earth have no hour in common (North America's
     * numbers are also Guam's): then whichever is furthest from the one in the middle is left out.
     */
    private static Instant allowed(Instant at, CallingHours hours, List<ZoneId> zones) {
        var left = new ArrayList<>(zones.stream()
                .sorted(Comparator.comparingInt(zone -> offset(zone, at)))
                .toList());
        while (left.size() > 1) {
            var common = common(at, hours, left);
            if (common.isPresent()) {
                return common.get();
            }
            int middle = offset(left.get(left.size() / 2), at);
            boolean first = middle - offset(left.getFirst(), at) > offset(left.getLast(), at) - middle;
            left.remove(first ? 0 : left.size() - 1);
        }
        return hours.next(at, left.getFirst());
    }

    private static int offset(ZoneId zone, Instant at) {
        return zone.getRules().getOffset(at).getTotalSeconds();
    }

    /** Pushes the moment on until all zones allow it: each push is to an hour that one of them begins with. */
    private static Optional<Instant> common(Instant at, CallingHours hours, List<ZoneId> zones) {
        Instant moment = at;
        for (int step = 0; step < MOST_STEPS; step++) {
            Instant pushed = moment;
            for (var zone : zones) {
                pushed = hours.next(pushed, zone);
            }
            if (pushed.equals(moment)) {
                return Optional.of(moment);
            }
            moment = pushed;
        }
        return Optional.empty();
    }

    private static CallingHours hours(PhoneNumber number) {
        if (number.getCountryCode() != COUNTRY_OF_NANPA) {
            return UNTIL_EIGHT;
        }
        String region = PhoneNumberUtil.getInstance().getRegionCodeForNumber(number);
        if (region != null && !region.equals("US")) {
            return UNTIL_EIGHT;
        }
        String place = PhoneNumberOfflineGeocoder.getInstance()
                .getDescriptionForNumber(number, Locale.ENGLISH)
                .toUpperCase(Locale.ROOT)
                .strip();
        if (NO_STATE.contains(place)) {
            return STRICTEST;
        }
        String state = place.substring(place.lastIndexOf(',') + 1).strip();
        return STATES.getOrDefault(state, FEDERAL);
    }

    private static List<ZoneId> zones(PhoneNumber number, ZoneId home) {
        var zones = PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number).stream()
                .filter(name -> !name.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()))
                .flatMap(name -> zone(name).stream())
                .toList();
        return zones.isEmpty() ? List.of(home) : zones;
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (ZoneRulesException _) {
            return Optional.empty();
        }
    }
}
