-- How a party's documents for goods are taxed when nothing else is said; as its last document was when this is empty.
ALTER TABLE party ADD COLUMN tax_code text CHECK (char_length(tax_code) BETWEEN 1 AND 20);
