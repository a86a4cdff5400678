package dev.bac.crm.targetlist;

import dev.bac.crm.naming.RecordKind;

/** Who is on a list. */
public enum ListKind {
    CONTACT(RecordKind.CONTACT),
    LEAD(RecordKind.LEAD);

    final RecordKind records;

    ListKind(RecordKind records) {
        this.records = records;
    }

    /** The column of members and consents that points to them. */
    String column() {
        return records.table() + "_id";
    }
}
