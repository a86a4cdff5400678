package dev.bac.orchestrator.platform;

import dev.bac.identity.TenantId;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.campaign.CampaignRunner;
import dev.bac.messaging.dispatch.Callbacks;
import dev.bac.messaging.dispatch.DispatchLimits;
import dev.bac.messaging.dispatch.Dispatcher;
import dev.bac.messaging.hook.HookAddress;
import dev.bac.messaging.hook.HookPost;
import dev.bac.messaging.hook.HookSender;
import dev.bac.messaging.hook.SecretSeal;
import dev.bac.messaging.sandbox.SandboxVendor;
import dev.bac.messaging.vendor.AfricasTalkingVendor;
import dev.bac.messaging.vendor.InfobipVendor;
import dev.bac.messaging.vendor.MessengerVendor;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.SmtpVendor;
import dev.bac.messaging.vendor.TelegramVendor;
import dev.bac.messaging.vendor.TwilioVendor;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.messaging.vendor.VonageVendor;
import dev.bac.messaging.vendor.WhatsAppVendor;
import dev.bac.messaging.webhook.AfricasTalkingWebhook;
import dev.bac.messaging.webhook.InfobipWebhook;
import dev.bac.messaging.webhook.MessengerWebhook;
import dev.bac.messaging.webhook.PlainWord;
import dev.bac.messaging.webhook.Reception;
import dev.bac.messaging.webhook.TwilioWebhook;
import dev.bac.messaging.webhook.VendorWebhook;
import dev.bac.messaging.webhook.WhatsAppWebhook;
import dev.bac.orchestrator.config.MessagingSettings;
import dev.bac.orchestrator.config.VendorSettings;
import dev.bac.store.Store;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Messaging's vendors as they are configured, what hands them the queued messages, and what hears them.
 *
 * @param tenants the companies there are; an account names those it serves by their short names
 */
record Messengers(MessagingSettings settings, ActiveTenants tenants, Clock clock, PlainWord sandbox) {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    static Messengers of(MessagingSettings settings, ActiveTenants tenants, Clock clock) {
        return new Messengers(
                settings, tenants, clock, new PlainWord(UUID.randomUUID() + "-" + UUID.randomUUID(), Set.of()));
    }

    Vendors vendors() {
        HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        return new Vendors(settings.accounts().stream()
                .map(account -> new Provider(
                        account.id(),
                        channel(account.vendor()),
                        vendor(account.vendor(), http),
                        serves(account.companies()),
                        account.perSecond(),
                        account.price().orElse(null)))
                .toList());
    }

    private Predicate<TenantId> serves(Set<String> companies) {
        return companies.isEmpty() ? _ -> true : tenant -> tenants.named(tenant, companies);
    }

    private static MessageChannel channel(VendorSettings vendor) {
        return switch (vendor) {
            case VendorSettings.Smtp _ -> MessageChannel.EMAIL;
            case VendorSettings.Twilio _,
                    VendorSettings.Vonage _,
                    VendorSettings.Infobip _,
                    VendorSettings.AfricasTalking _ -> MessageChannel.SMS;
            case VendorSettings.WhatsApp _ -> MessageChannel.WHATSAPP;
            case VendorSettings.Messenger _ -> MessageChannel.MESSENGER;
            case VendorSettings.Telegram _ -> MessageChannel.TELEGRAM;
            case VendorSettings.Sandbox sandbox -> sandbox.channel();
        };
    }

    private Vendor vendor(VendorSettings vendor, HttpClient http) {
        return switch (vendor) {
            case VendorSettings.Smtp smtp -> new SmtpVendor(smtp.server(), clock);
            case VendorSettings.Twilio twilio -> new TwilioVendor(twilio.account(), http);
            case VendorSettings.Vonage vonage -> new VonageVendor(vonage.account(), http);
            case VendorSettings.Infobip infobip -> new InfobipVendor(infobip.account(), http);
            case VendorSettings.AfricasTalking africas -> new AfricasTalkingVendor(africas.account(), http);
            case VendorSettings.WhatsApp whatsapp -> new WhatsAppVendor(whatsapp.account(), http);
            case VendorSettings.Messenger messenger -> new MessengerVendor(messenger.account(), http);
            case VendorSettings.Telegram telegram -> new TelegramVendor(telegram.account(), http);
            case VendorSettings.Sandbox _ -> new SandboxVendor(http);
        };
    }

    private Optional<VendorWebhook> webhook(VendorSettings vendor) {
        return switch (vendor) {
            case VendorSettings.Smtp _ -> Optional.empty();
            case VendorSettings.Twilio twilio ->
                Optional.of(new TwilioWebhook(twilio.account().token()));
            case VendorSettings.Vonage vonage -> vonage.webhook().map(webhook -> webhook);
            case VendorSettings.Infobip infobip -> infobip.word().map(InfobipWebhook::new);
            case VendorSettings.AfricasTalking africas -> africas.word().map(AfricasTalkingWebhook::new);
            case VendorSettings.WhatsApp whatsapp ->
                whatsapp.signed()
                        .map(signed ->
                                new WhatsAppWebhook(signed, whatsapp.account().node()));
            case VendorSettings.Messenger messenger -> messenger.signed().map(MessengerWebhook::new);
            case VendorSettings.Telegram telegram -> telegram.webhook().map(webhook -> webhook);
            case VendorSettings.Sandbox _ -> Optional.of(new InfobipWebhook(sandbox));
        };
    }

    /**
     * Begins handing over; to be closed before the store.
     *
     * @param own where this process answers, which the sandbox reaches
     */
    Dispatcher dispatch(Store messaging, Vendors vendors, URI own) {
        var dispatcher = new Dispatcher(messaging, vendors, tenants, DispatchLimits.standard(), callbacks(own), clock);
        Thread.ofVirtual().name("messages").start(dispatcher);
        return dispatcher;
    }

    /** Begins going on with campaigns; to be closed before the store. */
    CampaignRunner campaigns(Store messaging, Vendors vendors, Dispatcher dispatcher) {
        var runner = new CampaignRunner(messaging, tenants, vendors, dispatcher::wake, clock);
        Thread.ofVirtual().name("campaigns").start(runner);
        return runner;
    }

    private Callbacks callbacks(URI own) {
        var words = new HashMap<String, String>();
        var bases = new HashMap<String, URI>();
        for (var account : settings.accounts()) {
            switch (account.vendor()) {
                case VendorSettings.Infobip infobip ->
                    infobip.word().ifPresent(word -> words.put(account.id(), word.word()));
                case VendorSettings.AfricasTalking africas ->
                    africas.word().ifPresent(word -> words.put(account.id(), word.word()));
                case VendorSettings.Sandbox _ -> {
                    words.put(account.id(), sandbox.word());
                    bases.put(account.id(), own);
                }
                case VendorSettings.Smtp _,
                        VendorSettings.Twilio _,
                        VendorSettings.Vonage _,
                        VendorSettings.WhatsApp _,
                        VendorSettings.Messenger _,
                        VendorSettings.Telegram _ -> {
                    // The vendor signs, or is told its address by hand.
                }
            }
        }
        return new Callbacks(settings.url(), words, bases);
    }

    /** Begins telling companies' programs what becomes of their messages; to be closed before the store. */
    HookSender hooks(Store messaging, SecretSeal seal) {
        var sender = new HookSender(messaging, tenants, seal, new HookPost(hookAddresses(), clock), clock);
        Thread.ofVirtual().name("hooks").start(sender);
        return sender;
    }

    /** Where companies' programs may be. */
    HookAddress hookAddresses() {
        return new HookAddress(settings.webhookHosts());
    }

    /** Takes what vendors tell us. */
    Reception reception(Store messaging, Vendors vendors) {
        Map<String, VendorWebhook> webhooks = new HashMap<>();
        for (var account : settings.accounts()) {
            webhook(account.vendor()).ifPresent(webhook -> webhooks.put(account.id(), webhook));
        }
        return new Reception(messaging, vendors, webhooks, tenants, clock);
    }
}
