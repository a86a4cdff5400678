package dev.bac.orchestrator.run;

import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A run as it stands.
 *
 * @param roles what the requester was when they asked; a resumed run has no more than that
 * @param scopes what they might do then, the same; empty in runs that began before this was kept
 * @param model the model that answered last
 * @param turns model calls made
 * @param cost in US dollars; empty when the price of one of the calls is unknown
 */
public record RunRecord(
        UUID id,
        UUID conversation,
        UserId requester,
        String requesterName,
        Channel channel,
        Set<Role> roles,
        Optional<Set<Scope>> scopes,
        String agent,
        RunState state,
        Optional<String> model,
        Instant started,
        Optional<Instant> ended,
        long turns,
        long toolCalls,
        long input,
        long cached,
        long output,
        Optional<BigDecimal> cost) {}
