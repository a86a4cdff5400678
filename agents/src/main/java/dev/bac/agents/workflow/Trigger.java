package dev.bac.agents.workflow;

import java.time.ZoneId;
import java.util.Optional;

/** What starts a run by itself. */
public sealed interface Trigger {

    /**
     * Something that a domain's server published.
     *
     * @param type such as {@code erp.order.delivered}
     * @param when over {@code event}; the run begins when it holds
     * @param once events of the same text start one run; the event's id when none is given
     */
    record OnEvent(String type, Optional<Expression> when, Optional<Expression> once) implements Trigger {
        /** The server that publishes it. */
        public String server() {
            return type.substring(0, type.indexOf('.'));
        }
    }

    /**
     * A time.
     *
     * @param cron minute, hour, day of month, month, day of week, as Unix writes them
     * @param zone the company's own when none is given
     * @param overlap what happens when the run before is still under way
     * @param missed what happens with times that passed while nobody was there
     */
    record OnSchedule(String cron, Optional<ZoneId> zone, Overlap overlap, Missed missed) implements Trigger {}

    /**
     * A signed request at {@code /webhooks/workflows/<name>}; {@code event} is its body.
     *
     * @param when over {@code event}
     */
    record OnWebhook(Optional<Expression> when) implements Trigger {}

    /** The new run is left out, or runs beside the other one. */
    enum Overlap {
        SKIP,
        ALLOW
    }

    /** They are left out, or made up for by one run. */
    enum Missed {
        SKIP,
        ONCE
    }
}
