-- Files that were written out, and rows of files that were read in, count against the plan's storage.
SELECT bac_count_storage('export_file', 'files', 'octet_length(content)');
SELECT bac_count_storage('intake_row', 'files', 'octet_length(cells::text)');
