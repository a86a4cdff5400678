package dev.bac.orchestrator.platform;

import dev.bac.identity.TenantId;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.dispatch.DispatchLimits;
import dev.bac.messaging.dispatch.Dispatcher;
import dev.bac.messaging.vendor.SmtpVendor;
import dev.bac.messaging.vendor.TwilioVendor;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.config.MessagingSettings;
import dev.bac.store.Store;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Messaging's vendors as they are configured, and what hands them the queued messages. */
final class Messengers {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private Messengers() {}

    static Vendors vendors(MessagingSettings settings, Clock clock) {
        Map<MessageChannel, Vendor> vendors = new EnumMap<>(MessageChannel.class);
        settings.smtp().ifPresent(server -> vendors.put(MessageChannel.EMAIL, new SmtpVendor(server, clock)));
        settings.twilio()
                .ifPresent(account -> vendors.put(
                        MessageChannel.SMS,
                        new TwilioVendor(
                                account,
                                HttpClient.newBuilder().connectTimeout(CONNECT).build())));
        return new Vendors(vendors);
    }

    /** Begins handing over; to be closed before the store. */
    static AutoCloseable dispatch(Store messaging, Vendors vendors, Companies companies) {
        var dispatcher = new Dispatcher(messaging, vendors, () -> active(companies), DispatchLimits.standard());
        Thread.ofVirtual().name("messages").start(dispatcher);
        return dispatcher;
    }

    private static List<TenantId> active(Companies companies) {
        return companies.list().stream()
                .filter(company -> company.state() == Company.State.ACTIVE)
                .map(Company::id)
                .toList();
    }
}
