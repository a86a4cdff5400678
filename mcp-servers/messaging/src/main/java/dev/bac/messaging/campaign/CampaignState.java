package dev.bac.messaging.campaign;

/** How a campaign stands. */
public enum CampaignState {
    RUNNING,
    /** Nothing leaves until somebody lets it go on. */
    PAUSED,
    DONE,
    STOPPED
}
