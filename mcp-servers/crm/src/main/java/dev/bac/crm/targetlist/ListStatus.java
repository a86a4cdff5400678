package dev.bac.crm.targetlist;

import java.util.Locale;

/** How far a campaign has come with somebody on its list. */
public enum ListStatus {
    /** Not turned to yet. */
    PLANNED,
    SENT,
    RESPONDED,
    /** They answered that they do not want it. */
    DECLINED,
    /** It did not reach them. */
    BOUNCED;

    String told() {
        return name().toLowerCase(Locale.ROOT);
    }
}
