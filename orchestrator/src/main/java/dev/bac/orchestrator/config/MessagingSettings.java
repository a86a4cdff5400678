package dev.bac.orchestrator.config;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who carries messages out of the house. A channel without an account holds its messages.
 *
 * @param url where vendors reach us from outside, to report what became of messages; empty when they cannot
 * @param accounts at vendors
 * @param webhookHosts hosts of companies' programs that may be told by plain HTTP and at private addresses; all others only by
 *     HTTPS at public ones
 */
public record MessagingSettings(Optional<URI> url, List<Account> accounts, Set<String> webhookHosts) {
    /** Every message is held. */
    public static final MessagingSettings NONE = new MessagingSettings(Optional.empty(), List.of(), Set.of());

    private static final int USUAL_RATE = 100;
    private static final int MOST_RATE = 100_000;

    public MessagingSettings {
        accounts = List.copyOf(accounts);
        webhookHosts = Set.copyOf(webhookHosts);
    }

    /**
     * An account at a vendor.
     *
     * @param id unique; the last step of {@code /webhooks/<vendor>/<id>}
     * @param companies short names of those that may use it; empty for all
     * @param perSecond messages that the vendor takes in a second
     * @param price of one segment, in the currency of the company's books
     * @param agent who answers what people write to it; empty when nobody does
     */
    public record Account(
            String id,
            VendorSettings vendor,
            Set<String> companies,
            int perSecond,
            Optional<BigDecimal> price,
            Optional<String> agent) {
        public Account {
            companies = Set.copyOf(companies);
        }
    }

    static MessagingSettings read(Section section) {
        var accounts = new ArrayList<Account>();
        for (String vendor : VendorSettings.NAMES) {
            var one = section.section(vendor);
            if (one.given()) {
                accounts.add(account(one, vendor));
            }
        }
        for (var one : section.sections("accounts")) {
            accounts.add(account(one, one.required("vendor")));
        }
        var ids = new java.util.HashSet<String>();
        for (var account : accounts) {
            if (!ids.add(account.id())) {
                throw section.mistake("accounts", "has two accounts called \"" + account.id() + "\"; give one an id");
            }
        }
        var url = section.text("url").map(text -> url(section, text));
        var hosts = Set.copyOf(section.texts("webhookHosts"));
        section.done();
        return new MessagingSettings(url, accounts, hosts);
    }

    private static URI url(Section section, String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw section.mistake("url", "must be the address vendors reach us by, such as https://bac.example");
    }

    private static Account account(Section section, String vendor) {
        String id = section.text("id").orElse(vendor);
        if (!id.matches("[A-Za-z0-9_-]{1,60}")) {
            throw section.mistake("id", "must be at most 60 letters, digits, - and _");
        }
        var companies = Set.copyOf(section.texts("companies"));
        int rate = section.whole("perSecond", USUAL_RATE, 1, MOST_RATE);
        var price = section.text("price").map(text -> price(section, text));
        var agent = section.text("agent");
        var settings = VendorSettings.read(section, vendor);
        section.done();
        return new Account(id, settings, companies, rate, price, agent);
    }

    private static BigDecimal price(Section section, String text) {
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw section.mistake("price", "must be the price of one segment in quotes, such as \"0.0075\"");
        }
        return new BigDecimal(text);
    }
}
