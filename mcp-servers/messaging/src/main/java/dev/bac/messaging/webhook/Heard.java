package dev.bac.messaging.webhook;

import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.report.Report;
import java.util.List;

/** What a vendor's request comes to. */
public sealed interface Heard {

    /** It is not from the vendor, or too old, or cannot be believed for another reason. */
    record Forged(String why) implements Heard {}

    /** The vendor asks whether we are who it should call, and is to be given this back. */
    record Challenge(String answer) implements Heard {}

    /** Reports on messages of ours, and messages to us. */
    record News(List<Report> reports, List<Inbound> inbound) implements Heard {
        static final News NONE = new News(List.of(), List.of());
    }
}
