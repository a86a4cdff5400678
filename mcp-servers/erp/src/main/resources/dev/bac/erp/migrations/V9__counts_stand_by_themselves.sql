-- A count stands in the ledger at a place of its own, drawn from where moves draw theirs: of two sheets that were written
-- with no move between them the second one is the later one.
GRANT USAGE ON SEQUENCE stock_move_seq_seq TO ${app};
