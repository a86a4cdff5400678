package dev.bac.crm.intake;

import dev.bac.crm.naming.RecordKind;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;

/** Takes in rows of one kind of records. Refusals name the field. */
sealed interface RecordIntake permits AccountIntake, ContactIntake, DealIntake, LeadIntake {

    RecordKind kind();

    /** The records a row is about that has neither a number nor an id of its own system: none, one, or several. */
    List<UUID> like(RowContext context, Cells cells);

    /** Adds a record; owner, team, tags and own fields follow. */
    UUID add(RowContext context, Cells cells, int number);

    /** Gives a record what the row says. */
    void change(RowContext context, UUID id, Cells cells);

    /** Lets what depends on a record follow it after it was put back as it was. */
    default void restored(Tx tx, UUID id, String by) {}

    /** Tells the other domains that a record is no longer there. */
    default void removed(Tx tx, UUID id) {}
}
