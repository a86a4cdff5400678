package dev.bac.messaging.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.inbound.InboundStore;
import dev.bac.messaging.vendor.Vendors;
import org.junit.jupiter.api.Test;

/** Campaigns and what people answer, as agents see and steer them. */
class CampaignToolsTest {
    private static final String SPRING = "{\"campaign\":\"Spring\"}";
    private final TestServer a = TestServer.of(MessagingServer.declare(Vendors.none()));
    private final CampaignDesk desk = new CampaignDesk(Vendors.none());

    private void campaign() {
        a.ok("messaging_template_save", "{\"name\":\"Spring\",\"body\":\"Dear {{name}}, spring is here\"}");
        var wanted = new NewCampaign(
                "Spring",
                "Spring",
                Purpose.SERVICE,
                "to,name\n+4915123456789,Ann\n12,Bob\n+4915123456780,Eve\n",
                null,
                null,
                null);
        a.server().store().write(a.caller().tenant(), tx -> desk.create(tx, "test", wanted));
    }

    private String state() {
        return a.ok("messaging_campaign_status", SPRING)
                .path("campaign")
                .path("state")
                .asString()
                .toUpperCase(java.util.Locale.ROOT);
    }

    @Test
    void tellsHowFarACampaignIsAndWhoCannotBeWrittenTo() {
        campaign();

        var shown = a.ok("messaging_campaign_status", SPRING);

        assertThat(shown.path("summary").asString())
                .isEqualTo(
                        "The campaign Spring is running: 3 recipients, 2 waiting, 0 delivered, 1 without a message.");
        assertThat(shown.at("/problems/0/address").asString()).isEqualTo("12");
        assertThat(a.ok("messaging_campaign_list", "{\"state\":\"running\"}")
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(a.ok("messaging_campaign_list", "{\"state\":\"paused\"}")
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void pausesAtOnceAndGoesOnOrEndsOnlyWhenAPersonAgrees() {
        campaign();

        a.ok("messaging_campaign_pause", SPRING);
        assertThat(state()).isEqualTo("PAUSED");
        a.asks("messaging_campaign_resume", SPRING);
        assertThat(state()).isEqualTo("PAUSED");
        a.approved("messaging_campaign_resume", SPRING);
        assertThat(state()).isEqualTo("RUNNING");
        a.asks("messaging_campaign_cancel", SPRING);
        a.approved("messaging_campaign_cancel", SPRING);
        assertThat(state()).isEqualTo("STOPPED");
    }

    @Test
    void showsWhatPeopleWroteAndCountsMessages() {
        a.server().store().write(a.caller().tenant(), tx -> new InboundStore()
                .keep(tx, "v", new Inbound("v-1", MessageChannel.SMS, "+4915123456789", "Is it ready?")));
        a.approved("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Yes\"}");

        assertThat(a.ok("messaging_inbound_list", "{\"from\":\"+49 151 23456789\"}")
                        .at("/items/0/text")
                        .asString())
                .isEqualTo("Is it ready?");
        assertThat(a.ok("messaging_inbound_list", "{\"from\":\"+49 151 23456780\"}")
                        .path("summary")
                        .asString())
                .isEqualTo("Nobody has written to us from there.");
        assertThat(a.ok("messaging_analytics_show", "{}").at("/items/0/held").asInt())
                .isEqualTo(1);
    }

    @Test
    void anotherTenantSeesAndChangesNothing() {
        campaign();
        a.server().store().write(a.caller().tenant(), tx -> new InboundStore()
                .keep(tx, "v", new Inbound("v-1", MessageChannel.SMS, "+4915123456789", "Is it ready?")));
        var b = a.otherTenant();

        for (String tool : new String[] {"status", "pause", "resume", "cancel"}) {
            assertThat(b.refused("messaging_campaign_" + tool, SPRING).code()).isEqualTo("not_found");
        }
        assertThat(b.ok("messaging_campaign_list", "{}").path("items").size()).isZero();
        assertThat(b.ok("messaging_inbound_list", "{}").path("items").size()).isZero();
        assertThat(b.ok("messaging_analytics_show", "{}").path("items").size()).isZero();
        assertThat(state()).isEqualTo("RUNNING");
    }
}
