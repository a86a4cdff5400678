package dev.bac.messaging.campaign;

import dev.bac.mcp.Tool;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.message.MessageStore;
import dev.bac.messaging.template.TemplateStore;
import dev.bac.messaging.vendor.Vendors;

/** What others need of campaigns. */
public final class Campaigns {
    private Campaigns() {}

    /** The tool that sends one. */
    public static Tool<?, ?> tool(
            MessageStore messages, TemplateStore templates, ConsentStore consents, Vendors vendors, QuietHours quiet) {
        return new CampaignSendTool(templates, new CampaignSending(messages, consents, vendors, quiet)).tool();
    }
}
