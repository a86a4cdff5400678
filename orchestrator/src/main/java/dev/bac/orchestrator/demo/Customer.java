package dev.bac.orchestrator.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A company that buys.
 *
 * @param number from 1001
 * @param termsDays days until an invoice is due
 * @param lateDays how many days after that it usually pays; below zero is early
 */
record Customer(
        UUID id,
        int number,
        String name,
        String industry,
        String domain,
        String phone,
        String city,
        String country,
        String owner,
        int termsDays,
        int lateDays,
        LocalDate since,
        List<Person> people) {

    /** Somebody who works there; number from 1001. */
    record Person(UUID id, int number, String name, String job, String email, String phone) {}

    /** The warehouse that serves its country. */
    String warehouse() {
        return switch (country) {
            case "NL", "BE", "FR", "ES" -> "Rotterdam";
            case "AT", "IT" -> "Munich";
            case "DK", "SE", "PL" -> "Hamburg";
            default -> List.of("Munich", "Stuttgart", "Frankfurt").contains(city) ? "Munich" : "Hamburg";
        };
    }
}
