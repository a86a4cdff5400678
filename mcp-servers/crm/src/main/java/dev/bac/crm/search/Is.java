package dev.bac.crm.search;

/** How a field is compared. */
public enum Is {
    /** The same, in any case. */
    EQUAL,
    NOT_EQUAL,
    /** Begins with it, in any case. */
    BEGINS,
    /** Holds these words or words that begin like them; of the field "any" wherever they are. */
    HOLDS,
    /** Written much like it, for misspelt names. */
    LIKE,
    /** The same or more: later, larger. */
    AT_LEAST,
    /** The same or less. */
    AT_MOST,
    EMPTY,
    FILLED
}
