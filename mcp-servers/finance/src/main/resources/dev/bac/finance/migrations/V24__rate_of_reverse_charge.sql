-- The rate of what a bill's line owes in the supplier's place, as it was when the bill was booked: a tax code may get
-- another rate later, and the tax report shows both. Lines of before have none and are shown with the code's present one.
ALTER TABLE bill_line ADD COLUMN reverse_rate numeric(7, 4) CHECK (reverse_rate >= 0);
