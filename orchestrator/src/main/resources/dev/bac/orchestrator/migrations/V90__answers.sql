-- What an answer that was given again would have cost, in US dollars; null for a call of a model.
ALTER TABLE model_call ADD COLUMN saved numeric;
