package dev.bac.messaging.campaign;

/** How a campaign stands. */
public enum CampaignState {
    RUNNING,
    DONE,
    STOPPED
}
