package dev.bac.messaging.webhook;

import dev.bac.identity.TenantId;
import dev.bac.messaging.accept.Acceptance;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.inbound.InboundStore;
import dev.bac.messaging.inbound.Keyword;
import dev.bac.messaging.inbound.KeywordAnswers;
import dev.bac.messaging.report.Report;
import dev.bac.messaging.report.ReportStore;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what vendors tell us. What it does may be told again and again, late and in any order, without another effect:
 * a report only raises a message's state, and a message to us is kept once.
 *
 * <p>Whose it is: an account that serves one company tells that company's news. Of an account that several share, the
 * address says which (we wrote it, and the message it is about is looked for there only), and what a person writes
 * belongs to the company that last wrote to that person.
 */
public final class Reception {
    private final Store store;
    private final Vendors vendors;
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Map<String, VendorWebhook> webhooks;
    private final Supplier<List<TenantId>> tenants;
    private final InstantSource clock;
    private final ReportStore reports = new ReportStore();
    private final InboundStore inbound = new InboundStore();
    private final ConsentStore consents = new ConsentStore();
    private final KeywordAnswers answers;

    /** @param webhooks by the id of the account */
    public Reception(
            Store store,
            Vendors vendors,
            Map<String, VendorWebhook> webhooks,
            Supplier<List<TenantId>> tenants,
            InstantSource clock) {
        this.store = store;
        this.vendors = vendors;
        this.webhooks = Map.copyOf(webhooks);
        this.tenants = tenants;
        this.clock = clock;
        this.answers = new KeywordAnswers(new Acceptance(vendors));
    }

    /** What the vendor is answered. */
    public sealed interface Answer {
        /** It is taken, or asked for this text. */
        record Taken(String text) implements Answer {}

        /** No such account. */
        record Unknown() implements Answer {}

        /** It is not believed. */
        record Refused(String why) implements Answer {}
    }

    /** One request. */
    public Answer receive(String vendor, String account, Arrival arrival) {
        var provider = vendors.find(account).filter(one -> one.vendor().name().equals(vendor));
        var webhook = Optional.ofNullable(webhooks.get(account));
        if (provider.isEmpty() || webhook.isEmpty()) {
            return new Answer.Unknown();
        }
        return switch (webhook.get().hear(arrival, clock.instant())) {
            case Heard.Forged forged -> new Answer.Refused(forged.why());
            case Heard.Challenge challenge -> new Answer.Taken(challenge.answer());
            case Heard.News news -> {
                // Not taken, so that the vendor tells it again when there is somebody to tell.
                yield take(provider.get(), arrival, news) ? new Answer.Taken("") : new Answer.Unknown();
            }
        };
    }

    /** @return false when no company at work has this account */
    private boolean take(Provider provider, Arrival arrival, Heard.News news) {
        if (news.reports().isEmpty() && news.inbound().isEmpty()) {
            return true;
        }
        var served = tenants.get().stream()
                .filter(one -> provider.serves().test(one))
                .toList();
        if (served.isEmpty()) {
            return false;
        }
        Optional<TenantId> named = Callback.tenant(arrival).map(TenantId::new).filter(served::contains);
        Optional<TenantId> only = served.size() == 1 ? Optional.of(served.getFirst()) : named;
        if (only.isPresent()) {
            report(only.get(), provider, news.reports());
        } else {
            owners(served, news.reports()).forEach((tenant, its) -> report(tenant, provider, its));
        }
        for (var message : news.inbound()) {
            only.or(() -> lastWriter(served, message))
                    .ifPresentOrElse(
                            tenant -> store.write(tenant, tx -> keep(tx, provider, message)),
                            () -> LOG.warn(
                                    "a message to account {} is nobody's: several companies share it and none has"
                                            + " written to its sender; give each an account, or name one under companies",
                                    provider.id()));
        }
        return true;
    }

    private boolean keep(Tx tx, Provider provider, Inbound message) {
        boolean out = consents.optedOut(tx, message.sender());
        var kept = inbound.keep(tx, provider.id(), message);
        kept.ifPresent(fresh -> Optional.ofNullable(fresh.keyword()).ifPresent(keyword -> {
            if (keyword != Keyword.STOP) {
                answers.answer(tx, message, keyword);
            } else if (!out && !provider.vendor().confirmsStop()) {
                answers.confirm(tx, message);
            }
        }));
        return kept.isPresent();
    }

    private void report(TenantId tenant, Provider provider, List<Report> some) {
        if (!some.isEmpty()) {
            store.write(tenant, tx -> reports.apply(tx, provider.id(), some));
        }
    }

    /** Of an account that several companies share and an address that does not say: looked for company by company. */
    private Map<TenantId, List<Report>> owners(List<TenantId> served, List<Report> some) {
        var owners = new java.util.LinkedHashMap<TenantId, List<Report>>();
        var left = new ArrayList<>(some);
        for (var tenant : served) {
            if (left.isEmpty()) {
                break;
            }
            var its = store.read(tenant, tx -> reports.known(tx, left));
            if (!its.isEmpty()) {
                owners.put(tenant, its);
                left.removeAll(its);
            }
        }
        return owners;
    }

    private Optional<TenantId> lastWriter(List<TenantId> served, Inbound message) {
        TenantId last = null;
        Instant when = Instant.EPOCH;
        for (var tenant : served) {
            var wrote = store.read(tenant, tx -> inbound.lastWritten(tx, message.sender()));
            if (wrote.isPresent() && wrote.get().isAfter(when)) {
                last = tenant;
                when = wrote.get();
            }
        }
        return Optional.ofNullable(last);
    }
}
