package dev.bac.messaging;

import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.Tool;
import dev.bac.messaging.accept.Acceptance;
import dev.bac.messaging.accept.ContentSendTools;
import dev.bac.messaging.campaign.CampaignTools;
import dev.bac.messaging.campaign.Campaigns;
import dev.bac.messaging.campaign.QuietHours;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.consent.ConsentTool;
import dev.bac.messaging.inbound.InboundTool;
import dev.bac.messaging.message.AnalyticsTool;
import dev.bac.messaging.message.MessageSendTool;
import dev.bac.messaging.message.MessageStore;
import dev.bac.messaging.message.MessageTools;
import dev.bac.messaging.seed.MessagingSeeding;
import dev.bac.messaging.template.TemplateStore;
import dev.bac.messaging.template.TemplateTools;
import dev.bac.messaging.vendor.Vendors;
import java.util.ArrayList;

/** Messaging as a server. */
public final class MessagingServer {
    private MessagingServer() {}

    /**
     * Its tools and its part in a tenant's life.
     *
     * @param vendors the same that the {@link dev.bac.messaging.dispatch.Dispatcher} submits to
     */
    public static DomainServer declare(Vendors vendors) {
        var messages = new MessageStore();
        var templates = new TemplateStore();
        var consents = new ConsentStore();

        var tools = new ArrayList<Tool<?, ?>>();
        tools.add(new MessageSendTool(messages, templates, consents, vendors).tool());
        tools.add(Campaigns.tool(messages, templates, consents, vendors, QuietHours.usual()));
        tools.addAll(new CampaignTools(vendors).tools());
        tools.addAll(new MessageTools(messages).tools());
        tools.add(new AnalyticsTool().tool());
        tools.add(new InboundTool().tool());
        tools.addAll(new TemplateTools(templates).tools());
        tools.add(new ConsentTool(consents).tool());
        tools.addAll(new ContentSendTools(new Acceptance(vendors)).tools());

        return new DomainServer(
                        "messaging",
                        "Messaging",
                        "Sends text messages and e-mails and tells what became of them. A held message was not sent: no vendor is"
                                + " configured. An UNKNOWN one may have been sent; never send it again without asking a person."
                                + " Recipients are numbers and addresses; look people up in the CRM first.",
                        "dev/bac/messaging/migrations",
                        tools,
                        new MessagingTenantLife(new MessagingSeeding(messages, templates, consents)))
                .withResources(
                        new RecordResource(
                                        "messaging://messages/{id}",
                                        "message",
                                        "Message",
                                        "A message and what became of it",
                                        "messaging_message_status",
                                        "message",
                                        null)
                                .listed("messaging_message_list", "number", "to", "subject"),
                        new RecordResource(
                                        "messaging://templates/{id}",
                                        "template",
                                        "Template",
                                        "A message template with its gaps",
                                        "messaging_template_list",
                                        "",
                                        null)
                                .single()
                                .listed("messaging_template_list", "name", "name"))
                .withPlaybooks("messaging_customer_notice", "messaging_delivery_review")
                .withSkills("customer-notice")
                .withOnRequest("messaging_media", "messaging_location", "messaging_whatsapp");
    }
}
