package dev.bac.orchestrator.demo;

import dev.bac.orchestrator.demo.Customer.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Makes 200 customers with some 2,000 people. The well-known ones come first, and buy the most. */
final class Customers {
    static final int COUNT = 200;
    private static final int MONTHS = 24;

    private final Names names;
    private final Dice dice;
    private final LocalDate today;
    private int people;

    Customers(Names names, Dice dice, LocalDate today) {
        this.names = names;
        this.dice = dice;
        this.today = today;
    }

    List<Customer> make() {
        var customers = new ArrayList<Customer>();
        for (String name : companyNames()) {
            customers.add(customer(customers.size(), name));
        }
        return List.copyOf(customers);
    }

    private Set<String> companyNames() {
        var all = new LinkedHashSet<>(names.known());
        while (all.size() < COUNT) {
            all.add(dice.pick(names.companyFirst()) + " " + dice.pick(names.companySecond()));
        }
        return all;
    }

    private Customer customer(int index, String name) {
        var countries = List.copyOf(new TreeSet<>(names.cities().keySet()));
        String country = dice.chance(0.4) ? "DE" : dice.pick(countries);
        String domain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-") + ".example";
        boolean known = index < names.known().size();
        var staff = new ArrayList<Person>();
        for (int count = dice.between(known ? 10 : 7, known ? 16 : 12); count > 0; count--) {
            staff.add(person(domain, country));
        }
        return new Customer(
                Dice.id("account", index),
                1001 + index,
                name,
                dice.pick(names.industries()),
                domain,
                phone(country),
                dice.pick(Objects.requireNonNull(names.cities().get(country))),
                country,
                names.owners().get(index % names.owners().size()),
                dice.pick(List.of(14, 30, 30, 30, 45)),
                dice.chance(0.15) ? dice.between(15, 60) : dice.between(-6, 8),
                today.minusMonths(MONTHS).plusDays(dice.between(0, known ? 20 : 400)),
                List.copyOf(staff));
    }

    private Person person(String domain, String country) {
        int index = people++;
        String first = dice.pick(names.first());
        String last = dice.pick(names.last());
        String email = "%s.%s%s@%s"
                .formatted(first, last, dice.chance(0.9) ? "" : String.valueOf(index), domain)
                .toLowerCase(Locale.ROOT);
        return new Person(
                Dice.id("contact", index),
                1001 + index,
                first + " " + last,
                dice.pick(names.jobs()),
                email,
                phone(country));
    }

    /** A number of the country's mobile range; the pattern says how many digits follow. */
    private String phone(String country) {
        String pattern = Objects.requireNonNull(names.phone().get(country));
        int open = pattern.indexOf('{');
        return pattern.substring(0, open) + dice.digits(Character.digit(pattern.charAt(open + 1), 10));
    }
}
