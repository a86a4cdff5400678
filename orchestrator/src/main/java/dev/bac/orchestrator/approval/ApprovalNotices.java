package dev.bac.orchestrator.approval;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.access.Addresses;
import dev.bac.orchestrator.access.ApprovalLinks;
import dev.bac.orchestrator.access.LinkEntrance;
import dev.bac.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who may decide of an approval, where the rule that asks for it says so ({@code notify: true}). The wish is
 * written with the approval; who is told, where and with which link is written down before anything leaves, and the
 * message goes out under a key of the approval and the person. So whatever breaks off in between is repeated with the very
 * same letter, which the messaging server takes once.
 */
public final class ApprovalNotices {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalNotices.class);
    private static final UserId PLATFORM = new UserId(new UUID(0, 0));
    /** Most people looked through. */
    private static final int MOST_PEOPLE = 1_000;

    private static final int TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private final Store store;
    private final ApprovalStore approvals;
    private final ApprovalTerms.Rows terms = new ApprovalTerms.Rows();
    private final NoticeRows notices = new NoticeRows();
    private final Addresses addresses;
    private final ApprovalLinks links;
    private final ApprovalMessage message;

    public ApprovalNotices(Store store, Addresses addresses, ApprovalLinks links, ApprovalMessage message) {
        this.store = store;
        this.approvals = new ApprovalStore(store);
        this.addresses = addresses;
        this.links = links;
        this.message = message;
    }

    private record Work(List<UUID> open, List<NoticeRows.Due> due) {}

    /** Sends what is to be sent for a company. What fails is tried again later, some times. */
    public void tell(TenantId company) {
        var open = store.read(company, tx -> new Work(notices.open(tx), notices.due(tx)));
        if (!open.open().isEmpty()) {
            address(company, open.open());
            open = store.read(company, tx -> new Work(List.of(), notices.due(tx)));
        }
        if (!open.due().isEmpty()) {
            var people = people(company);
            open.due().forEach(due -> send(company, due, Optional.ofNullable(people.get(due.person()))));
        }
    }

    private Map<UserId, Addresses.Reached> people(TenantId company) {
        var people = new HashMap<UserId, Addresses.Reached>();
        addresses
                .all(company, MOST_PEOPLE)
                .forEach(one -> people.put(one.member().user(), one));
        return people;
    }

    private void address(TenantId company, List<UUID> open) {
        var people = people(company).values();
        for (UUID id : open) {
            store.write(company, tx -> {
                var approval = approvals.lock(tx, id).filter(asked -> asked.state() == Approval.State.PENDING);
                if (!notices.address(tx, id) || approval.isEmpty()) {
                    return 0;
                }
                var needed = terms.find(tx, id);
                var told = people.stream()
                        .filter(one -> mayDecide(approval.get(), needed, one))
                        .filter(one -> !sawItInTheChat(approval.get(), one))
                        .filter(one -> one.address().isPresent())
                        .toList();
                told.forEach(one -> notices.add(tx, due(approval.get(), one, tx.now())));
                if (told.isEmpty()) {
                    LOG.info("nobody can be told of an approval: id={}", id);
                }
                return told.size();
            });
        }
    }

    private NoticeRows.Due due(Approval approval, Addresses.Reached one, Instant now) {
        return new NoticeRows.Due(
                approval.id(),
                one.member().user(),
                one.address().orElseThrow(),
                links.secret(),
                ApprovalMessage.linkEnd(approval, now),
                0);
    }

    private static boolean mayDecide(Approval approval, Optional<ApprovalTerms> needed, Addresses.Reached one) {
        boolean barred = needed.filter(ApprovalTerms::notRequester).isPresent()
                && approval.requestedBy().equals(one.member().user());
        return !barred && approval.mayBeDecidedBy(LinkEntrance.caller(one.member()));
    }

    /** Whoever asks in a conversation is asked there. */
    private static boolean sawItInTheChat(Approval approval, Addresses.Reached one) {
        return !approval.conversation().equals(ExternalApprovals.NO_CONVERSATION)
                && approval.requestedBy().equals(one.member().user());
    }

    private void send(TenantId company, NoticeRows.Due due, Optional<Addresses.Reached> to) {
        var approval = store.read(company, tx -> approvals.find(tx, due.approval()));
        boolean wanted = approval.filter(asked -> asked.state() == Approval.State.PENDING)
                .filter(asked -> asked.expiresAt().isAfter(message.now()))
                .filter(asked -> to.filter(one -> asked.mayBeDecidedBy(LinkEntrance.caller(one.member())))
                        .isPresent())
                .isPresent();
        if (!wanted) {
            links.forget(due.secret());
            store.write(company, tx -> notices.end(tx, due, NoticeRows.End.VOID));
            return;
        }
        try {
            links.keep(to.orElseThrow().member(), due.approval(), due.secret(), due.linkEndsAt());
            message.send(
                    caller(company),
                    approval.get(),
                    new ApprovalMessage.Letter(due.address(), due.secret(), due.linkEndsAt()),
                    "approval-notice/" + due.approval() + "/" + due.person());
        } catch (RuntimeException e) {
            inVain(company, approval.get(), due, e);
            return;
        }
        end(company, approval.get(), due, NoticeRows.End.SENT);
    }

    private void inVain(TenantId company, Approval approval, NoticeRows.Due due, RuntimeException why) {
        LOG.warn(
                "an approval's message was not sent: id={} tries={} kind={}",
                due.approval(),
                due.tries() + 1,
                why.getClass().getSimpleName());
        if (due.tries() + 1 < TRIES) {
            store.write(company, tx -> notices.later(tx, due, FIRST_PAUSE.multipliedBy(1L << due.tries())));
        } else {
            links.forget(due.secret());
            end(company, approval, due, NoticeRows.End.FAILED);
        }
    }

    private void end(TenantId company, Approval approval, NoticeRows.Due due, NoticeRows.End end) {
        store.write(company, tx -> {
            boolean ours = notices.end(tx, due, end);
            if (ours) {
                String outcome = end == NoticeRows.End.SENT ? "done" : "failed";
                ApprovalMessage.audit(
                        tx, caller(company), approval, due.person().value(), outcome);
            }
            return ours;
        });
    }

    /** A rule of the company sends it, and nobody in particular. */
    private static Caller caller(TenantId company) {
        return new Caller(
                company,
                PLATFORM,
                "BAC",
                Set.of(),
                Set.of(new Scope("messaging:send")),
                Channel.PLATFORM,
                Optional.empty());
    }
}
