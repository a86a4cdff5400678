-- A search by words reads, beside the index, the list of what was written since and is not in it yet, from its beginning
-- to its end. At the standard 4 MB that is hundreds of pages for each search; 128 kB are sixteen.
ALTER INDEX account_words SET (gin_pending_list_limit = 128);
ALTER INDEX contact_words SET (gin_pending_list_limit = 128);
ALTER INDEX lead_words SET (gin_pending_list_limit = 128);
ALTER INDEX account_trigrams SET (gin_pending_list_limit = 128);
ALTER INDEX contact_trigrams SET (gin_pending_list_limit = 128);
ALTER INDEX lead_trigrams SET (gin_pending_list_limit = 128);
