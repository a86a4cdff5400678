package dev.bac.erp.verification;

/**
 * An invariant as a query.
 *
 * @param breach what is wrong, with {@code %s} for the record
 * @param sql names each record of which it is wrong
 */
record Check(String breach, String sql) {}
