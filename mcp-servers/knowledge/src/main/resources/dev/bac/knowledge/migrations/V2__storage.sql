-- The text of documents and notes counts against the plan's storage; vectors are made from it and do not.
SELECT bac_count_storage('passage', 'documents', 'octet_length(text)');
SELECT bac_count_storage('note', 'documents', 'octet_length(text)');
