package dev.bac.finance.party;

import java.util.UUID;

/**
 * A customer or supplier.
 *
 * @param id the CRM account's id
 * @param termsDays days until an invoice is due when nothing else is agreed, 0 to 365
 */
public record Party(UUID id, String name, Kind kind, int termsDays) {

    /** On which side of the books it stands. */
    public enum Kind {
        CUSTOMER,
        SUPPLIER
    }
}
