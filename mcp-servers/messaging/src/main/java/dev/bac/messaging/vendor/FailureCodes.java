package dev.bac.messaging.vendor;

import static dev.bac.messaging.vendor.FailureClass.FAILOVER;
import static dev.bac.messaging.vendor.FailureClass.OPTED_OUT;
import static dev.bac.messaging.vendor.FailureClass.PERHAPS_SENT;
import static dev.bac.messaging.vendor.FailureClass.PERMANENT;
import static dev.bac.messaging.vendor.FailureClass.RETRY;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vendors' own codes, sorted once for all. A code that is not here is judged by the HTTP status
 * ({@link #ofStatus}): what we sent and the vendor understood and refused is permanent, what the vendor failed at may
 * have been sent.
 */
final class FailureCodes {
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT = 402;
    private static final int FORBIDDEN = 403;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAILURE = 500;

    /** twilio.com/docs/api/errors. */
    static final Map<Integer, FailureClass> TWILIO = codes(
            of(OPTED_OUT, 21610),
            of(PERMANENT, 30003, 30004, 30005, 30006, 30007, 30008),
            of(RETRY, 20429, 14107, 30022, 63018),
            of(FAILOVER, 20003, 20005, 20404, 21408, 21606, 21659, 21703, 30001, 30002, 30010, 30034, 63038));

    /** developer.vonage.com, SMS: the status of each message; HTTP says 200 whatever it is. */
    static final Map<Integer, FailureClass> VONAGE = codes(
            of(RETRY, 1, 10),
            of(PERHAPS_SENT, 5),
            of(FAILOVER, 4, 8, 9, 11, 14, 15, 23, 29, 32),
            of(PERMANENT, 2, 3, 6, 7, 12, 22, 33));

    /** africastalking.com/docs, bulk SMS: the statusCode of each recipient. */
    static final Map<Integer, FailureClass> AFRICAS_TALKING = codes(
            of(FAILOVER, 401, 402, 405, 407, 502),
            of(PERMANENT, 403, 404, 409),
            of(OPTED_OUT, 406),
            of(PERHAPS_SENT, 500, 501));

    /** infobip.com/docs, response status and error codes: the groupId of a message's status. */
    static final Map<Integer, FailureClass> INFOBIP_GROUP = codes(of(PERMANENT, 2, 4, 5));

    /** The same, the id of a status where it says more than its group. */
    static final Map<Integer, FailureClass> INFOBIP_STATUS =
            codes(of(FAILOVER, 6, 8, 10, 12, 13, 14, 18, 24, 51, 52, 88), of(RETRY, 87), of(OPTED_OUT, 17));

    /** developers.facebook.com, WhatsApp Cloud API, error codes. */
    static final Map<Integer, FailureClass> WHATSAPP = codes(
            of(RETRY, 1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 133016),
            of(FAILOVER, 0, 3, 10, 190, 368, 131005, 131031, 131042, 131045, 133000, 133010),
            of(OPTED_OUT, 131050),
            of(
                    PERMANENT, 33, 100, 131008, 131009, 131021, 131026, 131047, 131049, 131051, 132000, 132001, 132005,
                    132007, 132012, 132015, 132016));

    /** developers.facebook.com, Messenger Platform, error codes. */
    static final Map<Integer, FailureClass> MESSENGER = codes(
            of(RETRY, 2, 4, 32, 613, 1200), of(FAILOVER, 190, 200, 368, 1893061), of(PERMANENT, 10, 100, 551, 1545041));

    /** core.telegram.org/bots/api, error_code; 403 is a bot that its user has blocked or never started. */
    static final Map<Integer, FailureClass> TELEGRAM =
            codes(of(RETRY, 429), of(FAILOVER, 401, 404, 409), of(OPTED_OUT, 403), of(PERMANENT, 400, 413));

    private FailureCodes() {}

    /** Order matters: a 5xx says nothing of whether the message was taken, whatever its body says. */
    static FailureClass of(int status, int code, Map<Integer, FailureClass> codes) {
        FailureClass known = codes.get(code);
        if (status >= SERVER_FAILURE) {
            return PERHAPS_SENT;
        }
        return known == null ? ofStatus(status) : known;
    }

    static FailureClass ofStatus(int status) {
        return switch (status) {
            case TOO_MANY -> RETRY;
            case UNAUTHORIZED, PAYMENT, FORBIDDEN -> FAILOVER;
            case TIMEOUT -> PERHAPS_SENT;
            default -> status >= SERVER_FAILURE || status < 400 ? PERHAPS_SENT : PERMANENT;
        };
    }

    private record Group(FailureClass failure, List<Integer> codes) {}

    private static Group of(FailureClass failure, Integer... codes) {
        return new Group(failure, List.of(codes));
    }

    private static Map<Integer, FailureClass> codes(Group... groups) {
        var all = new HashMap<Integer, FailureClass>();
        for (var group : groups) {
            for (int code : group.codes()) {
                if (all.put(code, group.failure()) != null) {
                    throw new IllegalArgumentException("twice: " + code);
                }
            }
        }
        return Map.copyOf(all);
    }
}
