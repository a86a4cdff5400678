-- What a message is instead of a text: an approved template, a file, a place. As it was given, so json.
ALTER TABLE message ADD COLUMN content json;

-- Which companies have something to do now is asked once for all of them, by the relay. It sees when and for whom, and
-- nothing of what anybody writes.
SELECT bac_relay('message_queue');
SELECT bac_relay('campaign');
SELECT bac_relay('hook');
SELECT bac_relay('hook_delivery');
REVOKE SELECT ON message_queue, campaign, hook, hook_delivery FROM ${relay};
GRANT SELECT (tenant_id, message_id, channel, priority, not_before, claimed_at) ON message_queue TO ${relay};
GRANT SELECT (tenant_id, state, own_pace, starts_at) ON campaign TO ${relay};
GRANT SELECT (tenant_id, id, active, rest_until) ON hook TO ${relay};
GRANT SELECT (tenant_id, hook_id, state, next_at, claimed_until) ON hook_delivery TO ${relay};

-- What confirms an opt-out goes to who has just opted out.
ALTER TABLE message_queue ADD COLUMN last_word boolean NOT NULL DEFAULT false;
