package dev.bac.finance.report;

/** By what a revenue report is split. */
public enum Grouping {
    MONTH("to_char(e.booked_on, 'YYYY-MM')"),
    QUARTER("to_char(e.booked_on, 'YYYY-\"Q\"Q')"),
    YEAR("to_char(e.booked_on, 'YYYY')"),
    CUSTOMER("coalesce(party.name, 'without a customer')");

    final String sql;

    Grouping(String sql) {
        this.sql = sql;
    }
}
